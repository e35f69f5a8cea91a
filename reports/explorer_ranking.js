/* The ranking: columns, rows and their order, and rows that are dragged. */
let ranking, rankingTable, headCells, columnList, countLine, noteLine, firstLine;

function digits(value) { return Number.isFinite(value) ? value.toFixed(Math.max(0, payload.shown)) : ""; }

function scoreAt(node, u) { return scores[node * units.length + u]; }

function rankText(u) { return ranks[u] > 0 ? +ranks[u].toFixed(1) : "\u2013"; }

function spanText(u) { return low && low[u] > 0 ? `${low[u]}\u2013${high[u]}` : ""; }

function columnsOf(s = state) {
  const text = (says) => (cell) => (u) => egbPut(cell, says(u));
  const p = payload, before = units.some((unit) => unit.was) && s.period === p.period;
  const list = [
    {key: "rank", value: (u) => ranks[u], make: text((u) => rankText(u))},
    {key: "change", down: true, value: (u) => baseRanks[u] - ranks[u], make: (cell) => changeCell(cell)},
    {key: "name", header: true, value: (u) => nameOf(units[u]), make: (cell, row) => nameCell(cell, row)},
    {key: "score", down: !p.lower, value: (u) => scores[u], make: (cell) => scoreCell(cell)},
    {key: "interval", value: (u) => (low ? low[u] : NaN), make: (cell) => intervalCell(cell)},
  ];
  if (p.levels.length > 0) list.push({key: "level", value: (u) => (levels[u] < 0 ? NaN : levels[u]),
    make: (cell) => (u) => (levels[u] < 0 ? egbPut(cell, "") : putName(cell, p.levels[levels[u]]))});
  if (before) list.push({key: "before", value: (u) => units[u].was || NaN, make: text((u) => units[u].was || "")});
  if (s.parts) for (const i of model.children[0]) list.push({key: `part ${p.nodes[i].id}`, node: i, down: p.nodes[i].direction !== -1,
    value: (u) => scoreAt(i, u), make: text((u) => digits(scoreAt(i, u)))});
  list.push({key: "compare", value: (u) => (s.compare.includes(u) ? 0 : 1), make: (cell) => compareCell(cell)});
  return list;
}

function changeCell(cell) {
  return (u) => {
    const gained = baseRanks[u] - ranks[u];
    cell.className = `egb-c-change ${gained > 0 ? "egb-up" : gained < 0 ? "egb-down" : ""}`;
    egbPut(cell, gained > 0 ? `\u25b2 ${+gained.toFixed(1)}` : gained < 0 ? `\u25bc ${+(-gained).toFixed(1)}` : "");
    cell.setAttribute("aria-label", gained > 0 ? t("up", gained) : gained < 0 ? t("down", -gained) : t("same"));
  };
}

function nameCell(cell, row) {
  const grip = el("span", {class: "egb-grip", "aria-hidden": true, text: "\u2807", onpointerdown: (event) => drag(event, row)});
  const button = el("button", {type: "button", class: "egb-name", onclick: () => choose(row.unit)});
  cell.append(grip, button);
  return (u) => { putName(button, units[u]); };
}

function scoreCell(cell) {
  const track = egbTrack("score"), number = el("span");
  cell.append(track, number);
  return (u) => {
    const score = scores[u], {scale} = payload;
    egbPut(number, digits(score));
    egbSpan(track, 0, Number.isFinite(score) ? Math.min(1, Math.max(0, score / scale)) : NaN, 0);
  };
}

function intervalCell(cell) {
  const track = egbTrack("interval"), number = el("span"), at = (rank) => (rank - 1) / Math.max(1, rankedCount - 1);
  cell.append(track, number);
  return (u) => {
    egbPut(number, spanText(u));
    egbSpan(track, low ? at(low[u]) : NaN, low ? at(high[u]) : NaN, at(ranks[u]));
  };
}

function compareCell(cell) {
  const box = el("input", {type: "checkbox", onchange: () => toggle(box.egbUnit)});
  cell.append(el("label", {class: "egb-box"}, box));
  return (u) => {
    box.egbUnit = u;
    box.checked = state.compare.includes(u);
    box.setAttribute("aria-label", t("compareOf", inside(units[u])));
  };
}

function rankingPart() {
  const s = state, p = payload, columns = columnsOf();
  const search = el("input", {type: "search", key: "search", value: s.search, maxlength: 100, oninput: () => { s.search = search.value; relist(); }});
  const parts = el("input", {type: "checkbox", key: "parts", onchange: () => {
    s.parts = parts.checked;
    if (s.sort.startsWith("part ")) s.sort = "rank";
    build();
  }});
  parts.checked = s.parts;
  countLine = el("p", {class: "egb-count"});
  noteLine = el("p", {class: "egb-note"});
  const heads = columns.map((column) => el("th", {scope: "col", class: `egb-c-${column.key.replace(/\W.*/, "")}`},
    el("button", {type: "button", key: `s${column.key}`, title: column.node ? nameOf(p.nodes[column.node]) : null,
      onclick: () => { s.up = s.sort === column.key ? !s.up : !column.down; s.sort = column.key; relist(); }},
      column.node ? egbClean(p.nodes[column.node].id) : t(column.key))));
  const head = el("thead", {}, el("tr", {"aria-rowindex": 1}, ...heads)), body = el("tbody");
  const table = el("table", {}, el("caption", {class: "egb-hidden", text: t("ranking")}), head, body);
  const scroll = el("div", {class: "egb-scroll", tabindex: 0, role: "region", "aria-label": t("ranking"), onkeydown: (event) => moveFocus(event)}, table);
  ranking = new EgbRows(scroll, head, body, columns, (row, u) => {
    row.classList.toggle("egb-chosen", s.compare.includes(u) || s.unit === u);
  });
  [rankingTable, headCells, columnList] = [table, heads, columns];
  return el("section", {class: "egb-ranking"}, el("h3", {text: t("ranking")}),
    el("div", {class: "egb-filters"}, field(t("search"), search),
      ...p.groupings.map((grouping, i) => field(egbClean(grouping.id), choiceOf(`g${i}`, [[-1, t("all")],
        ...grouping.groups.map((group, g) => [g, egbClean(group)])], s.groups[i], (g) => { s.groups[i] = +g; relist(); }))),
      el("label", {class: "egb-check"}, parts, el("span", {text: t("showParts")}))),
    statusLine, scroll, countLine, noteLine,
    engine.first ? action("first", () => findFirst()) : null, firstLine = el("p", {"aria-live": "polite"}));
}

/* The order of rows for the state. */
function rowOrder() {
  const s = state, column = columnList.find(({key}) => key === s.sort) || columnList[0], sign = s.up ? 1 : -1, wanted = s.search.toLowerCase();
  const values = units.map((unit, u) => column.value(u)), text = typeof values[0] === "string";
  const compare = text && new Intl.Collator(state.language, {numeric: true}).compare;
  const rank = ranks, none = (u) => (values[u] === values[u] ? 0 : 1);
  return units.map((unit, u) => u).filter((u) => s.groups.every((g, i) => g < 0 || units[u].group[i] === g) &&
    (wanted === "" || units[u].id.toLowerCase() === wanted || nameOf(units[u]).toLowerCase().includes(wanted)))
    .sort((a, b) => none(a) - none(b) || (text ? compare(values[a], values[b]) : values[a] - values[b] || 0) * sign ||
      (rank[a] || Infinity) - (rank[b] || Infinity) || a - b);
}

/* Other rows or another order, the same weights. */
function relist() { ranking.scroll.scrollTop = 0; paint(); writeAddress(); }

function paint() {
  const s = state, law = payload.uncertainty;
  paintWeights();
  ranking.list = rowOrder();
  ranking.draw();
  rankingTable.setAttribute("aria-rowcount", ranking.list.length + 1);
  headCells.forEach((head, i) => {
    if (columnList[i].key === s.sort) head.setAttribute("aria-sort", s.up ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  });
  egbPut(countLine, t("shown", ranking.list.length, units.length));
  const kind = {uniform: ["within", law.spread], dirichlet: ["dirichlet", law.concentration], flat: ["flat"]}[law.law];
  egbPut(noteLine, law.why ? t("noInterval", law.why)
    : t("intervalNote", +((1 - 2 * law.tail) * 100).toFixed(1), low ? drawn : EGB_REST_DRAWS, t(...kind)));
}

function moveFocus(event) {
  const row = event.target.closest("tbody tr"), step = {ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9}[event.key];
  if (!row || !step) return;
  event.preventDefault();
  ranking.focus(row.place + step, event.target.type === "checkbox" ? "input" : ".egb-name");
}

/* A row that is dragged by its grip asks for the rank of the row that it is dropped on. */
function drag(event, row) {
  const unit = row.unit, grip = event.target, over = (at) => {
    const found = document.elementFromPoint(at.clientX, at.clientY), goal = found && found.closest(".egb-ranking tbody tr");
    return goal && goal.unit !== undefined ? goal : null;
  };
  const clear = () => ranking.body.querySelectorAll(".egb-goal").forEach((goal) => goal.classList.remove("egb-goal"));
  const move = (at) => {
    const box = ranking.scroll.getBoundingClientRect(), goal = over(at);
    ranking.scroll.scrollTop += at.clientY < box.top + 60 ? -20 : at.clientY > box.bottom - 30 ? 20 : 0;
    clear();
    if (goal) goal.classList.add("egb-goal");
  };
  const end = (at) => {
    const goal = at.type === "pointerup" ? over(at) : null;
    grip.removeEventListener("pointermove", move);
    clear();
    if (goal && goal.unit !== unit) { choose(unit); reachRank(unit, ranks[goal.unit]); }
  };
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", end, {once: true});
  grip.addEventListener("pointercancel", end, {once: true});
}
