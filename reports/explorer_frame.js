/* The frame of the explorer: what is in it, the bar with undo, whose weights, edition and language. */
let statusLine, places, undoButton, redoButton, resetButton, sourcePlace;

/* Everything anew, in the language of the state. */
function build() {
  const {languages} = dictionary, main = (l) => l.split("-")[0], own = state.language, key = document.activeElement?.dataset.key;
  words = languages.find((l) => l === own) || languages.find((l) => main(l) === main(own)) || "en";
  sliders = new Map();
  root.lang = words;
  statusLine = el("p.egb-status", {role: "status"});
  places = Object.fromEntries(["unit", "compare", "people", "take"].map((name) => [name, el("div", {class: `egb-panel egb-${name}`})]));
  root.replaceChildren(el("h2", t("title")), el("p.egb-intro", t("intro")), barPart(),
    el("div.egb-columns", weightsPart(), rankingPart(), el("div.egb-side", ...Object.values(places)), statusLine));
  root.hidden = false;
  focusKey(root, key);
  atRest();
}

function focusKey(within, key) {
  if (key) within.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({preventScroll: true});
}

function choiceOf(key, options, chosen, does) {
  const list = el("select", {key, onchange: () => does(list.value)}, ...options.map(([value, text, more]) => el("option", {value, text, ...more})));
  list.value = chosen;
  return list;
}

function field(text, control) { return el("label.egb-field", el("span", {text}), control); }

function languageName(language) {
  try { return new Intl.DisplayNames([language], {type: "language"}).of(language); } catch (error) { return language; }
}

function barPart() {
  const s = state, sorted = periods(), output = el("output", s.period);
  undoButton = action("undo", () => { model.step(-1); atRest(); });
  redoButton = action("redo", () => { model.step(1); atRest(); });
  resetButton = action("reset", () => { model.locked.clear(); model.now.set(model.base); commit(); });
  sourcePlace = el("span");
  const editions = el("input", {type: "range", key: "edition", min: 0, max: sorted.length - 1, value: sorted.indexOf(s.period), "aria-valuetext": s.period,
    oninput: () => { output.textContent = sorted[editions.value]; },
    onchange: () => {
      const settings = model.settings();
      s.period = sorted[editions.value];
      loadEdition(settings);
      build();
    }});
  return el("div.egb-bar", el("span.egb-group", undoButton, redoButton, resetButton), sourcePlace,
    sorted.length < 2 ? null : field(t("edition"), el("span.egb-edition", editions, output)),
    field(t("language"), choiceOf("language", offered.map((l) => [l, languageName(l), {lang: l}]), s.language,
      (language) => { s.language = language; build(); })));
}

/* Whose weights these are: [value, name, settings, note]. */
function sources() {
  const m = model, list = [["", t("definition"), []]];
  for (const {id, weights, note} of payload.scenarios) {
    if (!weights) continue;
    const all = m.base.slice();
    for (const [node, weight] of Object.entries(weights)) all[m.index.get(node)] = weight;
    list.push([`s:${id}`, egbClean(id), m.settings(all), note]);
  }
  state.people.forEach(({name, settings}, i) => list.push([`p:${i}`, egbClean(name), settings]));
  return list;
}

function paintSource() {
  const m = model, list = sources(), text = m.text(), now = list.find(([, , settings]) => m.text(settings) === text);
  const options = list.map(([value, name, , note]) => [value, name, {title: note && egbClean(note)}]);
  if (!now) options.push(["own", t("yours")]);
  const focused = sourcePlace.contains(document.activeElement);
  sourcePlace.replaceChildren(field(t("scenario"), choiceOf("scenario", options, now ? now[0] : "own", (value) => {
    const found = list.find(([key]) => key === value);
    if (found) { m.locked.clear(); m.now.set(m.replay(found[2])); commit(); }
  })));
  if (focused) focusKey(sourcePlace, "scenario");
}
