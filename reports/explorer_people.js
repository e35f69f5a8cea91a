/* Several people's weights side by side. */
let trouble; // what is wrong with a file

async function readFiles(files) {
  const added = [];
  for (const file of [...files].slice(0, 50)) {
    try {
      if (file.size > 1e6) throw {line: 1, key: "notThis"};
      added.push(...egbReadScenarios(await file.text(), model));
    } catch (error) {
      if (!error.line) throw error;
      const about = t(error.key, egbInside(egbClean(error.value || "")));
      egbPut(trouble, t("badFile", egbInside(egbClean(file.name)), error.line, about));
      return;
    }
  }
  egbPut(trouble, "");
  addPeople(added);
}

function addPeople(people) {
  const m = model, added = people.map(({name, settings}) => ({name, settings: m.settings(m.replay(settings))}));
  state.people = [...state.people, ...added].slice(0, 50);
  settle();
}

/* Ranks under the weights of each; the page's own come back. */
function ranksOf(people) {
  const mine = model.now.slice(), lists = people.map(({settings}) => {
    engine.weights.set(model.replay(settings));
    try { engine.score(); } catch (error) { return new Float64Array(units.length).fill(NaN); }
    return Float64Array.from(engine.ranks);
  });
  engine.weights.set(mine);
  engine.score();
  return lists;
}

function peoplePanel() {
  const s = state;
  const files = el("input", {type: "file", multiple: "", accept: ".yaml,.yml", key: "files", onchange: () => readFiles(files.files)});
  const add = () => addPeople([{name: t("person", s.people.length + 1), settings: model.settings()}]);
  trouble = trouble || el("p", {class: "egb-trouble", role: "alert"});
  fillPanel("people", el("h3", {text: t("people")}), el("p", {text: t("peopleText")}),
    el("p", {class: "egb-tools"}, field(t("load"), files), action("addMine", add)), trouble, ...(s.people.length > 0 ? peopleTables() : []));
}

function peopleTables() {
  const s = state, m = model, p = payload, lists = ranksOf(s.people), name = ({name}) => el("bdi", {text: egbClean(name)});
  const heads = s.people.map((person, i) => el("span", {}, name(person), cross(`r${i}`, egbClean(person.name), () => { s.people.splice(i, 1); settle(); })));
  const weights = [m.now, ...s.people.map(({settings}) => m.replay(settings))], differs = (k) => weights.some((w) => m.shareOf(w, k) !== m.shareOf(m.base, k));
  const nodes = p.nodes.map((node, k) => k).filter((k) => k > 0 && (m.parent(k) === 0 || differs(k)));
  const ranked = units.map((unit, u) => u).filter((u) => ranks[u] > 0).sort((a, b) => ranks[a] - ranks[b]);
  const agree = ranked.filter((u) => lists.every((ranks) => ranks[u] === lists[0][u])).length;
  return [grid(t("weightsBy"), [t("dimension"), t("yours"), ...heads],
    nodes.map((k) => [labelled(p.nodes[k]), ...weights.map((w) => egbShare(m.shareOf(w, k)))])),
  el("p", {text: t("agree", agree, rankedCount)}),
  grid(t("ranksBy"), [t("name"), t("yours"), ...s.people.map(name)], [...new Set([...s.compare, ...ranked.slice(0, 20)])].map((u) =>
    [labelled(units[u]), rankText(u), ...lists.map((ranks) => ranks[u] || "\u2013")])),
  action("save", () => egbSave(`${p.definition}-people.yaml`, "text/yaml", egbScenarioYaml(p, m, s.people)), {key: "people"}, "YAML")];
}
