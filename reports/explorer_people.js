/* Several people's weights side by side. */
// What is wrong with a file.
let trouble;

async function readFiles(files) {
  const added = [];
  egbPut(trouble, "");
  for (const file of [...files].slice(0, EGB_PEOPLE_MOST)) {
    try { added.push(...egbReadScenarios(file.size > 1e6 ? "" : await file.text(), model)); } catch (what) {
      if (!Array.isArray(what)) throw what;
      const [line, key, meant = ""] = what;
      egbPut(trouble, t("badFile", egbInside(egbClean(file.name)), line, t(key, egbInside(meant))));
      return;
    }
  }
  addPeople(added);
}

function addPeople(people) {
  state.people = [...state.people, ...people].slice(0, EGB_PEOPLE_MOST);
  settle();
}

/* Ranks under the weights of each; none where these give none. */
function ranksOf(weights) {
  try { return engine.gives(weights, () => engine.ranks.slice()); } catch (error) { return ranks.map(() => NaN); }
}

function peoplePanel() {
  const s = state, files = el("input", {type: "file", multiple: "", accept: ".yaml,.yml", key: "files", onchange: () => readFiles(files.files)});
  const add = () => addPeople([{name: t("person", s.people.length + 1), settings: model.settings()}]);
  trouble = trouble || el("p.egb-trouble", {role: "alert"});
  fillPanel("people", el("h3", t("people")), el("p", t("peopleText")),
    el("p.egb-tools", field(t("load"), files), action("addMine", add)), trouble, ...(s.people.length > 0 ? peopleTables() : []));
}

function peopleTables() {
  const {people} = state, m = model, p = payload, name = ({name}) => el("bdi", egbClean(name));
  const weights = [m.now, ...people.map(({settings}) => m.replay(settings))], lists = weights.map(ranksOf);
  const heads = people.map((person, i) => el("span", name(person), cross(`r${i}`, egbClean(person.name), () => { people.splice(i, 1); settle(); })));
  const nodes = [...p.nodes.keys()].filter((k) => k > 0 && (m.parent(k) === 0 || weights.some((w) => m.shareOf(w, k) !== m.shareOf(m.base, k))));
  const ranked = [...units.keys()].filter((u) => ranks[u] > 0).sort((a, b) => ranks[a] - ranks[b]);
  const agree = ranked.filter((u) => lists.every((list) => list[u] === lists[0][u])).length;
  return [grid(t("weightsBy"), [t("dimension"), t("yours"), ...heads],
    nodes.map((k) => [labelled(p.nodes[k]), ...weights.map((w) => egbShare(m.shareOf(w, k)))])),
  el("p", t("agree", agree, rankedCount)),
  grid(t("ranksBy"), [t("name"), t("yours"), ...people.map(name)], [...new Set([...state.compare, ...ranked.slice(0, 20)])].map((u) =>
    [labelled(units[u]), ...lists.map((list) => list[u] || "\u2013")])),
  action("save", () => egbSave(`${p.definition}-people.yaml`, "text/yaml", egbScenarioYaml(p, m, people)), {key: "people"}, "YAML")];
}
