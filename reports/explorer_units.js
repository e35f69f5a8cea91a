/* What is asked about one unit, two and five. Panels are made anew whenever weights rest; what had the focus in them has
 * it again. */
// The last answer about a rank, the rank that is typed.
let reached = null, wished = null;

function fillPanel(name, ...parts) {
  const panel = places[name], active = document.activeElement, key = panel.contains(active) ? active.dataset.key : null;
  panel.replaceChildren(...parts.filter((part) => part));
  focusKey(panel, key);
}

function panels() {
  paintSource();
  unitPanel();
  comparePanel();
  peoplePanel();
  takePanel();
}

/* The focus follows: to what is said about a unit, and back to its row. */
function choose(u) {
  const before = state.unit;
  state.unit = u;
  reached = wished = null;
  paint();
  settle();
  if (u >= 0) places.unit.querySelector("h3").focus();
  else ranking.focus(ranking.list.indexOf(before), ".egb-name");
}

function toggle(u) {
  const list = state.compare, at = list.indexOf(u);
  if (at < 0) list.push(u);
  else list.splice(at, 1);
  paint();
  settle();
}

/* Head and rows of a table; a cell is a text, an element, or nothing. The first of a row names it. */
function grid(caption, heads, rows, hide) {
  const cell = (name, more, content) => el(name, more, content ?? "");
  return el("div.egb-wide", {tabindex: 0, role: "region", "aria-label": caption}, el("table", {},
    el("caption", {text: caption, class: hide && "egb-hidden"}), el("thead", el("tr", ...heads.map((head) => cell("th", {scope: "col"}, head)))),
    el("tbody", ...rows.map(([first, ...rest]) => el("tr", cell("th", {scope: "row"}, first), ...rest.map((content) => cell("td", {}, content)))))));
}

/* A unit's score at a node. */
function scoreBar(node, u) {
  const track = egbTrack("score"), score = scoreAt(node, u);
  egbSpan(track, 0, Math.min(1, Math.max(0, score / payload.scale)), 0);
  return el("span.egb-bar1", track, digits(score));
}

function cross(key, name, does) {
  return push("small", {key, "aria-label": t("remove", egbInside(name)), onclick: does});
}

/* Weights of the dimensions, with what they are now, and a button that takes them. */
function offer(caption, weights, key) {
  const m = model, sum = weights.reduce((before, w) => before + w, 0);
  return el("div.egb-offer", grid(caption, [t("dimension"), t("present"), t("share")],
    m.children[0].map((k, j) => [labelled(m.nodes[k]), egbShare(m.share(k), 2), egbShare(weights[j] / sum, 2)])),
  action("use", () => { m.setTop([...weights]); commit(); }, {key}));
}

/* ---- one unit ---- */

function unitFacts(u) {
  const p = payload, level = p.levels[levels[u]], next = p.levels[levels[u] - 1], bounds = ranks[u] > 0 ? exact("bounds", u) : null;
  return [
    ranks[u] > 0 ? t("unitLine", rankText(u), spanText(u) || "\u2013", digits(scores[u])) : `${t("noRank")} ${egbClean(units[u].unranked || "")}`,
    level && [t("level"), nameOf(level), label(level.description || {}, "")[0]].filter((text) => text).join(": "),
    next && t("toLevel", digits(Math.abs(next.from - scores[u])), nameOf(next)),
    bounds && t("bounds", bounds.best, bounds.worst) + (bounds.proven ? "" : " " + t("boundsAbout", bounds.bestProven, bounds.worstProven)),
  ].filter((fact) => fact).map((text) => el("p", {text}));
}

function unitPanel() {
  const u = state.unit;
  if (u < 0) { fillPanel("unit"); return; }
  const unit = units[u], ask = () => { if (wish.value >= 1 && wish.value <= rankedCount) reachRank(u, +wish.value); };
  const wish = el("input", {type: "number", min: 1, max: rankedCount, key: "wish", value: wished || Math.max(1, Math.ceil(ranks[u]) - 1),
    oninput: () => { wished = wish.value; }, onkeydown: ({key}) => { if (key === "Enter") ask(); }});
  fillPanel("unit", el("h3", {tabindex: -1}, labelled(unit)), ...unitFacts(u),
    ranks[u] > 0 ? el("p.egb-tools", field(t("deserve"), wish), action("find", ask)) : null,
    el("div.egb-answer", {"aria-live": "polite"}, reachAnswer(u)),
    grid(t("unit") + ": " + inside(unit), [t("dimension"), t("share"), t("score")],
      model.children[0].map((k) => [labelled(payload.nodes[k]), egbShare(model.share(k)), scoreBar(k, u)]), true),
    el("p.egb-tools", action("close", () => choose(-1))));
}

function reachRank(u, rank) {
  reached = {unit: u, rank, answer: exact("reach", u, rank)};
  unitPanel();
}

function reachAnswer(u) {
  if (reached?.unit !== u) return null;
  const {rank, answer} = reached, name = inside(units[u]);
  if (answer?.weights) return offer(t(answer.nearest ? "nearestReach" : "nearReach", name, rank), answer.weights, "useReach");
  return el("p", !answer ? t("noMean") : t(answer.proven ? "unreached" : "unproven", name, rank));
}

/* Who could be first is looked for a little at a time: with thousands of units it takes a while. */
function findFirst() {
  const line = firstLine, found = [], run = (findFirst.run = {});
  let u = 0, open = 0;
  const some = () => {
    if (findFirst.run !== run || !line.isConnected) return;
    for (const end = performance.now() + 10; u < units.length && performance.now() < end; u++) {
      const bounds = ranks[u] > 0 ? exact("bounds", u) : null;
      if (ranks[u] > 0 && !bounds) { egbPut(line, t("noMean")); return; }
      if (bounds?.best === 1) found.push(u);
      else if (bounds?.bestProven === 1) open++;
    }
    if (u < units.length) { egbPut(line, t("looked", u, units.length)); setTimeout(some); return; }
    const named = found.slice(0, 30).map((u) => inside(units[u])).join(", ") + (found.length > 30 ? ", \u2026" : "");
    egbPut(line, t("firstText", found.length, rankedCount, named) + (open > 0 ? " " + t("firstOpen", open) : ""));
  };
  some();
}

/* ---- up to five ---- */

function comparePanel() {
  const list = state.compare;
  if (list.length === 0) { fillPanel("compare"); return; }
  const rows = [[t("rank"), ...list.map(rankText)], [t("interval"), ...list.map(spanText)],
    ...[0, ...model.children[0]].map((k) => [k === 0 ? t("score") : labelled(payload.nodes[k]), ...list.map((u) => scoreBar(k, u))])];
  const heads = list.map((u) => el("span", labelled(units[u]), cross(`x${u}`, nameOf(units[u]), () => toggle(u))));
  fillPanel("compare", el("h3", t("comparison")), grid(t("comparison"), [t("dimension"), ...heads], rows, true),
    list.length > 1 ? pair(list[0], list[1]) : null);
}

/* The first two of those that are compared. */
function pair(one, other) {
  const [a, b] = ranks[other] < ranks[one] ? [other, one] : [one, other], found = exact("swap", a, b), names = [inside(units[a]), inside(units[b])];
  if (!found) return ranks[a] > 0 && ranks[b] > 0 ? el("p", t("noMean")) : null;
  const alone = new Map(found.node.map(({node, weight}) => [node, egbShare(weight / model.total[0], 2)]));
  const rows = found.parts.sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference)).map(({node, difference}) =>
    [labelled(model.nodes[node]), egbShare(model.share(node)), `${difference > 0 ? "+" : ""}${digits(difference)}`, alone.get(node) ?? "\u2013"]);
  return el("div.egb-pair", el("h4", t("pair", ...names)),
    el("p", t("pairLine", names[0], digits(Math.abs(scores[a] - scores[b])))),
    grid(t("pair", ...names), [t("dimension"), t("share"), t("difference"), t("swapAt")], rows, true),
    found.possible ? null : el("p", t(found.verdict)),
    found.possible && alone.size === 0 ? el("p", t("swapNone")) : null,
    found.nearest ? offer(t("nearest"), found.nearest, "useSwap") : null);
}
