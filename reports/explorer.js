/* The explorer: sliders, the ranking that follows them, and what else can be asked. It stands above the document, which
 * is complete without it. What is shown is one state (weights, order, filters, ...), kept in the address. */
const EGB_TOP = 10, EGB_COMPARED_MOST = 5, EGB_FRAGMENT_MOST = 20000, EGB_PEOPLE_MOST = 50, EGB_DRAWS_LEAST = 20, EGB_DRAWS_MOST = 500, EGB_DRAWS_WORK = 2e7;

/* What the page came with: its root, the numbers, the engine, the words. */
let root, payload, engine, dictionary, units, unitIndex, offered;
/* What was chosen, which weights, and what the engine says about them. low and high: null without intervals. */
let state, words, model, ranks, scores, levels, baseRanks, rankedCount, low, high, drawn, cost, problem;
// The edition in the engine, what is asked for, what runs, the address as this page wrote it.
let held, frame, timer, written;

/* ---- words and names ---- */

function t(key, ...values) {
  return dictionary[key][dictionary.languages.indexOf(words)].replace(/\{(\d)\}/g, (all, i) => values[i]);
}

/* The label in the language chosen, else without one, in English, in any: [text, its language where it is another]. */
function label(labels, other) {
  const language = [state.language, "", "en", ...Object.keys(labels)].find((l) => labels[l]);
  return labels[language] ? [egbClean(labels[language]), language && language !== words ? language : null] : [egbClean(other), null];
}

function nameOf(thing) { return label(thing.name || {}, thing.id)[0]; }

function inside(thing) { return egbInside(nameOf(thing)); }

function putName(element, thing) {
  const [text, language] = label(thing.name || {}, thing.id);
  egbPut(element, text);
  element.dir = "auto";
  if (language) element.lang = language;
  else element.removeAttribute("lang");
  return element;
}

function labelled(thing) { return putName(el("span"), thing); }

function action(key, does, more, ...values) {
  return push("action", {text: t(key, ...values), onclick: does, key: key + values.join(), ...more});
}

/* ---- computing ---- */

/* Values and weights of the state's edition; settings are laid on its own weights. */
function loadEdition(settings) {
  const edition = payload.editions.find(({period}) => period === state.period), nodes = payload.nodes;
  if (held !== state.period) engine.edition(edition || payload);
  held = state.period;
  const base = edition?.weights || nodes.map((node) => node.weight);
  model = new EgbWeights(nodes, base);
  rescore();
  baseRanks = ranks;
  model.now.set(model.replay(settings));
  if (settings.length > 0) rescore();
  model.begin();
}

/* On weights without a ranking the last ones come back. */
function rescore() {
  problem = false;
  engine.weights.set(model.now);
  try { engine.score(); } catch (error) {
    problem = true;
    model.step(0);
    engine.weights.set(model.now);
    engine.score();
  }
  ranks = engine.ranks.slice();
  scores = engine.scores.slice();
  levels = engine.levels.slice();
  rankedCount = ranks.filter((rank) => rank > 0).length;
}

/* null where draws are too few. */
function interval(draws) {
  const law = payload.uncertainty, begun = performance.now();
  low = high = null;
  if (law.why || !(draws >= EGB_DRAWS_LEAST)) return;
  ({low, high} = engine.intervals({...law, draws}));
  drawn = draws;
  cost = (performance.now() - begun) / draws;
}

/* An exact answer, or null where the engine has none. */
function exact(question, ...about) {
  try { return engine[question](...about); } catch (error) { return null; }
}

/* Draws a frame while weights move; when they rest, all that follows from them. */
function touch() {
  frame = frame || requestAnimationFrame(() => {
    frame = 0;
    rescore();
    // In milliseconds.
    interval(Math.min(100, Math.floor(4 / cost)));
    paint();
  });
  clearTimeout(timer);
  timer = setTimeout(() => atRest(), 70);
}

/* The same number on every machine: fewer where there are very many units. */
function restDraws() {
  return Math.max(EGB_DRAWS_LEAST, Math.min(EGB_DRAWS_MOST, Math.floor(EGB_DRAWS_WORK / (units.length * payload.nodes.length))));
}

function atRest() {
  if (frame) cancelAnimationFrame(frame);
  frame = 0;
  rescore();
  interval(restDraws());
  paint();
  settle();
}

/* A change that can be undone, unless it gives no ranking. */
function commit() {
  rescore();
  const refused = problem;
  if (!refused) model.keep();
  atRest();
  if (refused) egbPut(statusLine, t("failed"));
}

function settle() {
  writeAddress();
  announce();
  panels();
  waiting = [...sliders.keys()];
  const idle = window.requestIdleCallback || ((does) => setTimeout(() => does({timeRemaining: () => 5}), 20));
  const work = (deadline) => {
    while (waiting.length > 0 && deadline.timeRemaining() > 1) band(waiting.shift());
    if (waiting.length > 0) idle(work);
  };
  idle(work);
}

function announce() {
  const differ = ranks.reduce((count, rank, u) => count + (rank > 0 && rank !== baseRanks[u]), 0);
  const first = units.filter((unit, u) => ranks[u] === 1).map((unit) => inside(unit)).join(", ");
  egbPut(statusLine, problem ? t("failed") : t("moved", differ, rankedCount, first));
}

/* ---- the address ---- */

function writeAddress() {
  const s = state, m = model, ids = (list, of) => [...list].map((i) => encodeURIComponent(of[i].id)).join(",");
  const list = Object.entries({egb: 1, l: s.language, e: s.period, w: m.text(), k: ids(m.locked, m.nodes), s: (s.up ? "" : "-") + s.sort,
    q: s.search, g: s.groups.join(","), c: ids(s.compare, units), u: ids(s.unit < 0 ? [] : [s.unit], units), o: ids(s.open, m.nodes),
    d: s.parts ? 1 : ""}).filter(([, value]) => value !== "");
  for (const {name, settings} of s.people) list.push(["p", `${name}~${m.text(settings)}`]);
  written = "#" + list.map(([k, v]) => `${k}=${encodeURIComponent(v).replace(/%2C/g, ",").replace(/%3A/g, ":")}`).join("&");
  try { history.replaceState(null, "", written); } catch (error) { /* kept for the next time only */ }
}

/* All or nothing of an address; false: it is none of this page's. */
function restoreAddress(hash) {
  const q = new URLSearchParams(hash.slice(1)), get = (key) => q.get(key) || "", must = (holds) => holds || egbThrow([]);
  const list = (key) => get(key).split(",").filter((part) => part), ids = (key, of, most = Infinity) => {
    const found = list(key).map((id) => of.get(id));
    must(!found.includes(undefined) && new Set(found).size === found.length && found.length <= most);
    return found;
  };
  try {
    must(hash.length <= EGB_FRAGMENT_MOST && get("egb") === "1");
    const s = {...fresh(get("l")), period: get("e") || payload.period, sort: get("s").replace(/^-/, "") || "rank", up: get("s")[0] !== "-", search: get("q").slice(0, 100),
      compare: ids("c", unitIndex, EGB_COMPARED_MOST), unit: ids("u", unitIndex, 1)[0] ?? -1, open: new Set(ids("o", model.index)),
      parts: get("d") === "1"};
    if (get("g")) s.groups = list("g").map(Number);
    for (const text of q.getAll("p").slice(0, EGB_PEOPLE_MOST)) {
      const [, name, settings] = must(/^(.{1,80})~(.*)$/.exec(text));
      s.people.push({name, settings: model.parse(settings)});
    }
    must(offered.includes(s.language) && periods().includes(s.period) && columnsOf(s).some(({key}) => key === s.sort));
    must(s.groups.length === payload.groupings.length && s.groups.every((g, i) => g === -1 || payload.groupings[i].groups[g] !== undefined));
    const mine = model.parse(get("w")), locked = ids("k", model.index);
    state = s;
    loadEdition(mine);
    model.locked = new Set(locked);
    model.begin();
  } catch (error) {
    if (Array.isArray(error)) return false;
    throw error;
  }
  return true;
}

/* ---- the beginning, and the end ---- */

function periods() {
  return [...new Set([payload.period, ...payload.editions.map(({period}) => period)])].sort((a, b) => a.localeCompare(b, "en", {numeric: true}));
}

function fresh(language) {
  return {language, period: payload.period, sort: "rank", up: true, search: "", groups: payload.groupings.map(() => -1), compare: [], unit: -1,
    open: new Set(), parts: false, people: []};
}

/* Mounts in a place of the document; once more, it is another index. */
function explore(place, itsPayload, itsEngine, itsWords) {
  leave();
  [root, payload, engine, dictionary] = [place, itsPayload, itsEngine, itsWords];
  units = payload.units;
  unitIndex = new Map(units.map((unit, u) => [encodeURIComponent(unit.id), u]));
  offered = [...new Set([...payload.languages, ...dictionary.languages])];
  const own = document.documentElement.lang;
  state = fresh(offered.includes(own) ? own : offered[0]);
  // The engine comes with it.
  held = payload.period;
  loadEdition([]);
  restoreAddress(location.hash);
  build();
}

/* Nothing is left that would still ask the engine, or be shown. */
function leave() {
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  [root, frame, cost, waiting, reached, wished] = [null, 0, 0, [], null, null];
}

addEventListener("hashchange", () => { if (root && location.hash !== written && restoreAddress(location.hash)) build(); });
addEventListener("resize", () => { if (root) { ranking.known = false; ranking.draw(); } });

(async () => {
  const place = document.getElementById("explorer"), read = async (id) => JSON.parse(new TextDecoder().decode(await egbUnpack(id)));
  if (!place) return;
  const numbers = await read("egb-data");
  explore(place, numbers, await egbEngine(await egbUnpack("egb-module"), numbers), await read("egb-words"));
})();
