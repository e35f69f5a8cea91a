/* What can be taken along: the command, scenarios, figures, a picture. */

function csv() {
  const p = payload, tops = model.children[0], heads = ["rank", "unit", "name", "score", "rank_low", "rank_high", "level", "gained"];
  return "\ufeff" + [[...heads, ...tops.map((k) => p.nodes[k].id)], ...ranking.list.map((u) => [ranks[u], units[u].id, nameOf(units[u]),
    scores[u], low?.[u], high?.[u], p.levels[levels[u]]?.id, baseRanks[u] - ranks[u], ...tops.map((k) => scoreAt(k, u))])]
    .map((row) => row.map(egbCsvCell).join(",") + "\r\n").join("");
}

/* The rows in their order, with intervals, as a picture that stands alone. */
function svg() {
  const tall = 20 * ranking.list.length + 60, title = label(payload.title, payload.definition)[0];
  const at = (rank) => 300 + (rank - 1) / Math.max(1, rankedCount - 1) * 460, shape = (kind, more) => el(`svg:${kind}`, more);
  const text = (x, y, content, anchor) => shape("text", {x, y, "text-anchor": anchor, text: content});
  const picture = shape("svg", {viewBox: `0 0 800 ${tall}`, "font-family": "sans-serif", "font-size": 12});
  picture.append(shape("title", {text: title}), shape("rect", {width: 800, height: tall, fill: "#fff"}), text(10, 24, title));
  ranking.list.forEach((u, i) => {
    const y = 50 + 20 * i, x = at(ranks[u]);
    picture.append(text(34, y + 4, rankText(u), "end"), text(42, y + 4, nameOf(units[u]).slice(0, 34)), text(790, y + 4, digits(scores[u]), "end"));
    if (spanText(u)) picture.append(shape("line", {x1: at(low[u]), x2: at(high[u]), y1: y, y2: y, stroke: "#0072b2", "stroke-width": 4}));
    if (ranks[u] > 0) picture.append(shape("circle", {cx: x, cy: y, r: 4, fill: "#1a1c20"}));
  });
  return new XMLSerializer().serializeToString(picture);
}

function takePanel() {
  const p = payload, m = model, command = egbCommand(p, m, state.period), done = el("span", {"aria-live": "polite"});
  const code = el("code.egb-command", command), name = el("input", {value: "mine", maxlength: 60, key: "scenarioName"});
  const copy = (text) => navigator.clipboard.writeText(text)
    .then(() => { done.textContent = t("copied"); }, () => getSelection().selectAllChildren(code));
  const yaml = () => egbScenarioYaml(p, m, [{name: name.value || "mine", settings: m.settings()}]);
  const file = (kind, type, make) => action("save", () => egbSave(`${p.definition}.${kind.toLowerCase()}`, type, make()), {}, kind);
  fillPanel("take", el("h3", t("take")), el("p", t("takeText")), el("pre", {tabindex: 0}, code),
    el("p.egb-tools", action("copy", () => copy(command)), action("copyLink", () => copy(location.href)), done),
    el("p.egb-tools", field(t("scenarioName"), name), file("YAML", "text/yaml", yaml), file("CSV", "text/csv", csv),
      file("SVG", "image/svg+xml", svg)));
}
