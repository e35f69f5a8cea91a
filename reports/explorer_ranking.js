/* The ranking: columns, rows and their order, and rows that are dragged. */
let ranking, rankingTable, headCells, columnList, countLine, noteLine, firstLine;

function digits(value) { return Number.isFinite(value) ? value.toFixed(payload.shown) : ""; }

function scoreAt(node, u) { return scores[node * units.length + u]; }

function rankText(u) { return ranks[u] > 0 ? +ranks[u].toFixed(1) : "\u2013"; }

function spanText(u) { return low && low[u] > 0 ? `${low[u]}\u2013${high[u]}` : ""; }

/* Columns: value(u) sorts, those with `down` from the largest; make(cell, row) fills a cell and gives what draws it. */
function columnsOf(s = state) {
  const text = (says) => (cell) => (u) => egbPut(cell, says(u));
  const p = payload;
  return [
    {key: "rank", value: (u) => ranks[u], make: text(rankText)},
    {key: "change", down: true, value: (u) => baseRanks[u] - ranks[u], make: changeCell},
    {key: "name", header: true, value: (u) => nameOf(units[u]), make: nameCell},
    {key: "score", down: !p.lower, value: (u) => scores[u], make: text((u) => digits(scores[u]))},
    {key: "interval", value: (u) => (low ? low[u] : NaN), make: intervalCell},
    ...(p.levels.length === 0 ? [] : [{key: "level", value: (u) => (levels[u] < 0 ? NaN : levels[u]),
      make: (cell) => (u) => (levels[u] < 0 ? egbPut(cell, "") : putName(cell, p.levels[levels[u]]))}]),
    ...(s.parts ? model.children[0] : []).map((i) => ({key: `part ${p.nodes[i].id}`, node: i, down: p.nodes[i].direction !== -1,
      value: (u) => scoreAt(i, u), make: text((u) => digits(scoreAt(i, u)))})),
    {key: "compare", value: (u) => (s.compare.includes(u) ? 0 : 1), make: compareCell},
  ];
}

function changeCell(cell) {
  return (u) => {
    const gained = baseRanks[u] - ranks[u], places = +Math.abs(gained).toFixed(1);
    egbPut(cell, gained > 0 ? `\u25b2 ${places}` : gained < 0 ? `\u25bc ${places}` : "");
    cell.setAttribute("aria-label", gained > 0 ? t("up", places) : gained < 0 ? t("down", places) : t("same"));
  };
}

function nameCell(cell, row) {
  const button = push("name", {tabindex: -1, onclick: () => choose(row.unit)});
  cell.append(el("span.egb-grip", {"aria-hidden": true, text: "\u2807", onpointerdown: (event) => drag(event, row)}), button);
  return (u) => putName(button, units[u]);
}

function intervalCell(cell) {
  const track = egbTrack("interval"), number = el("span"), at = (rank) => (rank - 1) / Math.max(1, rankedCount - 1);
  cell.append(track, number);
  return (u) => {
    egbPut(number, spanText(u));
    egbSpan(track, low ? at(low[u]) : NaN, low ? at(high[u]) : NaN, at(ranks[u]));
  };
}

function compareCell(cell, row) {
  const box = el("input", {type: "checkbox", tabindex: -1, onchange: () => toggle(row.unit)});
  cell.append(el("label.egb-box", box));
  return (u) => {
    box.checked = state.compare.includes(u);
    box.disabled = !box.checked && state.compare.length === EGB_COMPARED_MOST;
    box.setAttribute("aria-label", t("compareOf", inside(units[u])));
  };
}

function rankingPart() {
  const s = state, p = payload, columns = columnsOf(), kind = ({key}) => `egb-c-${key.split(" ")[0]}`;
  const search = el("input", {type: "search", key: "search", value: s.search, maxlength: 100, oninput: () => { s.search = search.value; relist(); }});
  const parts = el("input", {type: "checkbox", key: "parts", onchange: () => {
    s.parts = parts.checked;
    if (s.sort.startsWith("part ")) s.sort = "rank";
    build();
  }});
  parts.checked = s.parts;
  const heads = columns.map((column) => el("th", {scope: "col", class: kind(column)}, push("sort", {key: `s${column.key}`,
    title: column.node ? nameOf(p.nodes[column.node]) : null, text: column.node ? egbClean(p.nodes[column.node].id) : t(column.key),
    onclick: () => { s.up = s.sort === column.key ? !s.up : !column.down; s.sort = column.key; relist(); }})));
  const head = el("thead", el("tr", {"aria-rowindex": 1}, ...heads)), body = el("tbody");
  [headCells, columnList] = [heads, columns];
  rankingTable = el("table", el("caption.egb-hidden", t("ranking")), head, body);
  const scroll = el("div.egb-scroll", {tabindex: 0, role: "region", "aria-label": t("ranking"), onkeydown: moveFocus}, rankingTable);
  ranking = new EgbRows(scroll, head, body, columns, kind, (row, u) => row.classList.toggle("egb-chosen", s.compare.includes(u) || s.unit === u));
  [countLine, noteLine, firstLine] = ["egb-count", "egb-note", "egb-first-line"].map((name) => el("p", {class: name}));
  firstLine.setAttribute("aria-live", "polite");
  return el("section.egb-ranking", el("h3", t("ranking")),
    el("div.egb-filters", field(t("search"), search),
      ...p.groupings.map((grouping, i) => field(egbClean(grouping.id), choiceOf(`g${i}`, [[-1, t("all")],
        ...grouping.groups.map((group, g) => [g, egbClean(group)])], s.groups[i], (g) => { s.groups[i] = +g; relist(); }))),
      el("label.egb-check", parts, el("span", t("showParts")))),
    scroll, countLine, noteLine, el("p.egb-note", t("rowHint")), action("first", findFirst), firstLine);
}

/* The order of rows for the state. */
function rowOrder() {
  const s = state, column = columnList.find(({key}) => key === s.sort), sign = s.up ? 1 : -1, wanted = s.search.toLowerCase();
  const values = units.map((unit, u) => column.value(u)), text = typeof values[0] === "string";
  const {compare} = new Intl.Collator(state.language, {numeric: true}), none = (u) => (Number.isNaN(values[u]) ? 1 : 0);
  return [...units.keys()].filter((u) => s.groups.every((g, i) => g < 0 || units[u].group[i] === g) &&
    (wanted === "" || units[u].id.toLowerCase() === wanted || nameOf(units[u]).toLowerCase().includes(wanted)))
    .sort((a, b) => none(a) - none(b) || (text ? compare(values[a], values[b]) : values[a] - values[b] || 0) * sign ||
      (ranks[a] || Infinity) - (ranks[b] || Infinity) || a - b);
}

/* Other rows or another order, the same weights. */
function relist() { ranking.scroll.scrollTop = 0; paint(); writeAddress(); }

function paint() {
  const s = state, law = payload.uncertainty;
  ranking.list = rowOrder();
  // First, while the page is laid out.
  ranking.draw();
  paintWeights();
  rankingTable.setAttribute("aria-rowcount", ranking.list.length + 1);
  headCells.forEach((head, i) => {
    if (columnList[i].key === s.sort) head.setAttribute("aria-sort", s.up ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  });
  egbPut(countLine, t("shown", ranking.list.length, units.length));
  const kind = {uniform: ["within", law.spread], dirichlet: ["dirichlet", law.concentration], flat: ["flat"]}[law.law];
  egbPut(noteLine, law.why ? t("noInterval", t(...law.why))
    : t("intervalNote", +((1 - 2 * law.tail) * 100).toFixed(1), low ? drawn : restDraws(), t(...kind)));
}

/* The table is one stop of the Tab key; arrows move in it. */
function moveFocus(event) {
  const row = event.target.closest("tbody tr"), box = event.target.type === "checkbox", {key} = event;
  const step = {ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9, ArrowRight: 0, ArrowLeft: 0}[key];
  if (step === undefined || event.target.closest("thead")) return;
  event.preventDefault();
  ranking.focus(row ? row.place + step : ranking.top(), key === "ArrowRight" || (box && key !== "ArrowLeft") ? "input" : ".egb-name");
}

/* A row that is dragged by its grip asks for the rank of the row that it is dropped on. */
function drag(event, row) {
  const unit = row.unit, grip = event.target, {scroll, body} = ranking;
  let goal = null;
  const aim = (next) => {
    goal?.classList.remove("egb-goal");
    goal = next;
    goal?.classList.add("egb-goal");
  };
  const move = (at) => {
    const box = scroll.getBoundingClientRect(), found = document.elementFromPoint(at.clientX, at.clientY)?.closest("tr");
    scroll.scrollTop += at.clientY < box.top + 60 ? -20 : at.clientY > box.bottom - 30 ? 20 : 0;
    aim(body.contains(found) && found.unit !== undefined ? found : null);
  };
  const end = (at) => {
    const wanted = at.type === "pointerup" && goal ? goal.unit : unit;
    grip.removeEventListener("pointermove", move);
    aim(null);
    if (wanted !== unit) { choose(unit); reachRank(unit, ranks[wanted]); }
  };
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  grip.addEventListener("pointermove", move);
  for (const type of ["pointerup", "pointercancel"]) grip.addEventListener(type, end, {once: true});
}
