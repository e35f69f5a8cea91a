/* The explorer: sliders, the ranking that follows them, and what else can be asked. It stands above the document, which
 * is complete without it. What is shown is one state (weights, order, filters, ...), kept in the address. */
const EGB_TOP = 10, EGB_COMPARED_MOST = 5, EGB_FRAGMENT_MOST = 20000, EGB_REST_DRAWS = 500, EGB_PICTURE_MOST = 500;

/* What the page came with: its root, the numbers, the engine, the words. */
let root, payload, engine, dictionary, units, unitIndex, offered;
/* What was chosen, which weights, and what the engine says about them. low and high: null without intervals. */
let state, words, model, ranks, scores, levels, baseRanks, rankedCount, low, high, drawn, cost, problem;
let frame, timer, written, listening; // that is asked for, that runs, the address as this page wrote it, what ends listening

/* ---- words and names ---- */

function t(key, ...values) {
  return dictionary[key][dictionary.languages.indexOf(words)].replace(/\{(\d)\}/g, (all, i) => values[i]);
}

/* The label in the language chosen, else without one, in English, in any: [text, its language where it is another]. */
function label(labels, other) {
  const language = [state.language, "", "en", Object.keys(labels)[0]].find((l) => labels[l]);
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

function labelled(thing, tag = "span") { return putName(el(tag), thing); }

function action(key, does, more, ...values) {
  return el("button", {type: "button", text: t(key, ...values), onclick: does, key: key + values.join(), ...more});
}

/* ---- computing ---- */

function editionNow() { return payload.editions.find((edition) => edition.period === state.period); }

/* Values and weights of the state's edition; settings are laid on its own weights. */
function loadEdition(settings) {
  const edition = editionNow(), nodes = payload.nodes;
  engine.edition(edition || payload);
  const base = edition && edition.weights ? edition.weights : nodes.map((node) => node.weight);
  model = new EgbWeights(nodes, new Float64Array(nodes.length), base);
  rescore();
  baseRanks = Float64Array.from(engine.ranks);
  model.now.set(model.replay(settings));
  model.kept = [model.snapshot()];
  rescore();
}

/* On weights without a ranking the last ones come back. */
function rescore() {
  problem = "";
  engine.weights.set(model.now);
  try { engine.score(); } catch (error) {
    problem = t("failed", error.message);
    model.step(0);
    engine.weights.set(model.now);
    engine.score();
  }
  ranks = Float64Array.from(engine.ranks);
  scores = Float64Array.from(engine.scores);
  levels = Int32Array.from(engine.levels);
  rankedCount = ranks.reduce((count, rank) => count + (rank > 0), 0);
}

function interval(draws) {
  const law = payload.uncertainty, begun = performance.now();
  low = high = null;
  if (law.why || !(draws >= 20)) return;
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
    interval(Math.min(100, Math.floor(4 / (cost || 0.02))));
    paint();
  });
  clearTimeout(timer);
  timer = setTimeout(() => atRest(), 70);
}

function atRest() {
  if (frame) cancelAnimationFrame(frame);
  frame = 0;
  rescore();
  interval(EGB_REST_DRAWS);
  paint();
  settle();
}

/* A change that can be undone, unless it gives no ranking. */
function commit() {
  rescore();
  const refused = problem;
  if (!refused) model.keep();
  atRest();
  if (refused) egbPut(statusLine, refused);
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
  egbPut(statusLine, problem || t("moved", differ, rankedCount, first));
}

/* ---- the address ---- */

function writeAddress() {
  const s = state, m = model, list = [["egb", 1], ["l", s.language]];
  const put = (key, value) => value !== "" && list.push([key, value]);
  put("e", s.period === payload.period ? "" : s.period);
  put("w", m.text());
  put("k", [...m.locked].map((i) => m.nodes[i].id).join(","));
  put("s", s.sort === "rank" && s.up ? "" : (s.up ? "" : "-") + s.sort);
  put("q", s.search);
  put("g", s.groups.map((g, i) => (g < 0 ? "" : `${i}:${g}`)).filter((g) => g).join(","));
  put("c", s.compare.map((u) => units[u].id).join(","));
  put("u", s.unit < 0 ? "" : units[s.unit].id);
  put("o", [...s.open].filter((i) => i > 0).map((i) => m.nodes[i].id).join(","));
  put("d", s.parts ? 1 : "");
  for (const {name, settings} of s.people) list.push(["p", `${name}~${m.text(settings)}`]);
  written = "#" + list.map(([k, v]) => `${k}=${encodeURIComponent(v).replace(/%2C/g, ",").replace(/%3A/g, ":")}`).join("&");
  try { history.replaceState(null, "", written); } catch (error) { /* kept for the next time only */ }
}

/* All or nothing of an address; false: it is none of this page's. */
function restoreAddress(hash) {
  const q = new URLSearchParams(hash.slice(1)), m = model, get = (key) => q.get(key) || "";
  if (hash.length > EGB_FRAGMENT_MOST || q.get("egb") !== "1") return false;
  const list = (key, of) => get(key).split(",").filter((id) => id !== "").map((id) => of.has(id) ? of.get(id) : NaN);
  const sound = (numbers) => !numbers.includes(NaN) && new Set(numbers).size === numbers.length;
  const s = {language: get("l"), period: get("e") || payload.period, sort: get("s").replace(/^-/, "") || "rank",
    up: !get("s").startsWith("-"), search: get("q").slice(0, 100), groups: payload.groupings.map(() => -1),
    compare: list("c", unitIndex), unit: list("u", unitIndex)[0], open: new Set([0, ...list("o", m.index)]), parts: get("d") === "1"};
  const settings = m.parse(get("w")), locked = list("k", m.index);
  const people = q.getAll("p").slice(0, 50).map((text) => {
    const [, name, weights] = /^(.{1,80})~(.*)$/.exec(text) || [];
    return {name, settings: name ? m.parse(weights) : null};
  });
  for (const part of get("g").split(",").filter((g) => g !== "")) {
    const [i, g] = part.split(":").map(Number), of = payload.groupings[i];
    if (!of || of.groups[g] === undefined) return false;
    s.groups[i] = g;
  }
  if (s.unit === undefined) s.unit = -1;
  const periods = [payload.period, ...payload.editions.map((edition) => edition.period)];
  if (!settings || !offered.includes(s.language) || !periods.includes(s.period) || !sound(s.compare) || !sound([s.unit]) ||
      !sound(locked) || !sound([...s.open]) || s.compare.length > EGB_COMPARED_MOST || people.some((p) => !p.settings) ||
      !columnsOf(s).some((column) => column.key === s.sort)) return false;
  state = {...s, people};
  loadEdition(settings);
  model.locked = new Set(locked.filter((i) => i > 0));
  model.kept = [model.snapshot()];
  return true;
}

/* ---- the beginning, and the end ---- */

/* Takes the place of an explorer that was begun before. */
function begin(place, numbers, computing, texts) {
  leave();
  [root, payload, engine, dictionary] = [place, numbers, computing, texts];
  units = payload.units;
  unitIndex = new Map(units.map((unit, u) => [unit.id, u]));
  offered = [...new Set([...payload.languages, ...dictionary.languages])];
  const own = document.documentElement.lang;
  state = {language: offered.includes(own) ? own : offered[0], period: payload.period, sort: "rank", up: true, search: "",
    groups: payload.groupings.map(() => -1), compare: [], unit: -1, open: new Set([0]), parts: false, people: []};
  loadEdition([]);
  restoreAddress(location.hash);
  build();
  listening = new AbortController();
  const {signal} = listening;
  addEventListener("hashchange", () => { if (location.hash !== written && restoreAddress(location.hash)) build(); }, {signal});
  addEventListener("resize", () => ranking.draw(), {signal});
}

/* Nothing is left that would still ask the engine. */
function leave() {
  if (listening) listening.abort();
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  [frame, cost, waiting, reached, wished] = [0, 0, [], null, null];
}

(async () => {
  const place = document.getElementById("explorer");
  if (!place) return;
  const read = async (id) => JSON.parse(new TextDecoder().decode(await egbUnpack(id)));
  const [numbers, texts] = [await read("egb-data"), await read("egb-words")];
  begin(place, numbers, await egbEngine(await egbUnpack("egb-module"), numbers), texts);
})();
