/* What is asked about one unit, two and five. Panels are made anew whenever weights rest; what had the focus in them has
 * it again. */
let reached = null, wished = null; // the last answer about a rank, the rank that is typed

function fillPanel(name, ...parts) {
  const panel = places[name], active = document.activeElement, key = panel.contains(active) ? active.dataset.key : null;
  panel.replaceChildren(...parts.filter((part) => part));
  if (key) focusKey(panel, key);
}

function panels() {
  paintSource();
  unitPanel();
  comparePanel();
  peoplePanel();
  takePanel();
}

function choose(u) { state.unit = u; reached = wished = null; paint(); settle(); }

function toggle(u) {
  const list = state.compare, at = list.indexOf(u);
  if (at >= 0) list.splice(at, 1);
  else if (list.length < EGB_COMPARED_MOST) list.push(u);
  paint();
  settle();
  if (at < 0 && !list.includes(u)) egbPut(statusLine, t("fullFive"));
}

/* Head and rows of a table; a cell is a text, an element, or nothing. The first of a row names it. */
function grid(caption, heads, rows) {
  const fill = (cell, content) => { cell.append(content === undefined || content === null ? "" : content); return cell; };
  return el("div", {class: "egb-wide", tabindex: 0, role: "region", "aria-label": caption}, el("table", {}, el("caption", {text: caption}),
    el("thead", {}, el("tr", {}, ...heads.map((head) => fill(el("th", {scope: "col"}), head)))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((content, i) => fill(i === 0 ? el("th", {scope: "row"}) : el("td"), content)))))));
}

/* A unit's score at a node. */
function scoreBar(node, u) {
  const track = egbTrack("score"), score = scoreAt(node, u);
  egbSpan(track, 0, Math.min(1, Math.max(0, score / payload.scale)), 0);
  return el("span", {class: "egb-bar1"}, track, digits(score));
}

function cross(key, name, does) {
  return el("button", {type: "button", class: "egb-small", key, "aria-label": t("remove", egbInside(name)), onclick: does});
}

/* Weights of the dimensions, with what they are now, and a button that takes them. */
function offer(caption, weights, key) {
  const m = model, sum = weights.reduce((before, w) => before + w, 0);
  return el("div", {}, grid(caption, [t("dimension"), t("present"), t("share")],
    m.children[0].map((k, j) => [labelled(m.nodes[k]), egbShare(m.share(k), 2), egbShare(weights[j] / sum, 2)])),
  action("use", () => { m.setTop([...weights]); commit(); }, {key: key}));
}

/* ---- one unit ---- */

function unitPanel() {
  const u = state.unit, p = payload;
  if (u < 0) { fillPanel("unit"); return; }
  const unit = units[u], name = inside(unit), rank = ranks[u], facts = [];
  if (rank > 0) facts.push(t("unitLine", rankText(u), spanText(u) || "\u2013", digits(scores[u])));
  else facts.push(t("noRank") + " " + egbClean(unit.unranked || ""));
  const level = p.levels[levels[u]], next = p.levels[levels[u] - 1], bounds = rank > 0 ? exact("bounds", u) : null;
  if (level) facts.push([nameOf(level), label(level.description || {}, "")[0]].filter((text) => text).join(": "));
  if (next) facts.push(t("toLevel", digits(Math.abs(next.from - scores[u])), nameOf(next)));
  if (bounds) facts.push(t("bounds", bounds.best, bounds.worst) + (bounds.proven ? "" : " " + t("boundsAbout", bounds.bestProven, bounds.worstProven)));
  const ask = () => { if (wish.value >= 1 && wish.value <= rankedCount) reachRank(u, +wish.value); };
  const wish = el("input", {type: "number", min: 1, max: rankedCount, key: "wish", value: wished || Math.max(1, Math.ceil(rank) - 1),
    oninput: () => { wished = wish.value; }, onkeydown: (event) => { if (event.key === "Enter") ask(); }});
  const anchor = egbAnchor("p", unit.id);
  fillPanel("unit", el("h3", {}, labelled(unit)), ...facts.map((text) => el("p", {text})), el("p", {class: "egb-tools"},
    document.getElementById(anchor) ? el("a", {href: `#${anchor}`, text: t("profile")}) : null,
    action("close", () => { choose(-1); ranking.scroll.focus(); })),
    grid(t("unit") + ": " + name, [t("dimension"), t("share"), t("score")],
      model.children[0].map((k) => [labelled(p.nodes[k]), egbShare(model.share(k)), scoreBar(k, u)])),
    rank > 0 && engine.reach ? el("p", {class: "egb-tools"}, field(t("deserve"), wish), action("find", ask)) : null,
    el("div", {class: "egb-answer", "aria-live": "polite"}, reachAnswer(u)));
}

function reachRank(u, rank) {
  reached = {unit: u, rank, answer: exact("reach", u, rank)};
  unitPanel();
}

function reachAnswer(u) {
  const asked = reached && reached.unit === u ? reached : null, name = inside(units[u]);
  if (!asked || !asked.answer) return null;
  const {possible, weights, proven, why} = asked.answer;
  if (possible && weights) return offer(t("reached", name, asked.rank), weights, "useReach");
  return el("p", {text: why || `${t("unreached", name, asked.rank)} ${t(proven ? "proven" : "unproven")}`});
}

function findFirst() {
  const list = exact("first");
  if (!list) return;
  const named = list.slice(0, 30).map((u) => inside(units[u])).join(", ");
  egbPut(firstLine, t("firstText", list.length, rankedCount, named + (list.length > 30 ? ", \u2026" : "")));
}

/* ---- up to five ---- */

function comparePanel() {
  const list = state.compare, p = payload;
  if (list.length === 0) { fillPanel("compare"); return; }
  const rows = [[t("rank"), ...list.map((u) => rankText(u))], [t("interval"), ...list.map((u) => spanText(u))],
    ...[0, ...model.children[0]].map((k) => [k === 0 ? t("score") : labelled(p.nodes[k]), ...list.map((u) => scoreBar(k, u))])];
  const heads = list.map((u) => el("span", {}, labelled(units[u]), cross(`x${u}`, nameOf(units[u]), () => toggle(u))));
  fillPanel("compare", el("h3", {text: t("comparison")}), grid(t("comparison"), [t("dimension"), ...heads], rows),
    list.length > 1 ? pair(list[0], list[1]) : null);
}

/* The first two of those that are compared. */
function pair(one, other) {
  const [a, b] = ranks[other] < ranks[one] ? [other, one] : [one, other], m = model, found = exact("swap", a, b);
  const names = [inside(units[a]), inside(units[b])];
  if (!found || !found.parts) return found && found.why ? el("p", {text: found.why}) : null;
  const at = new Map((found.node || []).map((single) => [single.node, single.weight]));
  const rows = [...found.parts].sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference)).map(({node, difference}) =>
    [labelled(m.nodes[node]), egbShare(m.share(node)), `${difference > 0 ? "+" : ""}${digits(difference)}`,
      at.has(node) ? egbShare(at.get(node), 2) : "\u2013"]);
  return el("div", {class: "egb-pair"}, el("h4", {text: t("pair", ...names)}),
    el("p", {text: t("pairLine", names[0], digits(Math.abs(scores[a] - scores[b])))}),
    grid(t("pair", ...names), [t("dimension"), t("share"), t("difference"), t("swapAt")], rows),
    found.possible === false ? el("p", {text: found.why || t("swapNever")}) : null,
    found.possible !== false && at.size === 0 ? el("p", {text: t("swapNone")}) : null,
    found.nearest ? offer(t("nearest"), found.nearest, "useSwap") : null);
}
