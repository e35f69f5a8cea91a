/* What can be taken along: the command, scenarios, figures, a picture. */

function csv() {
  const m = model, p = payload, tops = m.children[0];
  const rows = [["rank", "unit", "name", "score", "rank_low", "rank_high", "level", "gained", ...tops.map((k) => p.nodes[k].id)],
    ...ranking.list.map((u) => [ranks[u], units[u].id, nameOf(units[u]), scores[u],
      ...(low ? [low[u], high[u]] : ["", ""]), levels[u] < 0 ? "" : p.levels[levels[u]].id,
      baseRanks[u] - ranks[u], ...tops.map((k) => scoreAt(k, u))])];
  return "\ufeff" + rows.map((row) => row.map(egbCsvCell).join(",")).join("\r\n") + "\r\n";
}

/* The rows in their order, with intervals, as a picture that stands alone. */
function svg() {
  const list = ranking.list.slice(0, EGB_PICTURE_MOST), tall = 20 * list.length + 60, title = label(payload.title, payload.definition)[0];
  const at = (rank) => 300 + (rank - 1) / Math.max(1, rankedCount - 1) * 460;
  const text = (x, y, content, anchor) => el("svg:text", {x, y, "text-anchor": anchor, text: content});
  const picture = el("svg:svg", {viewBox: `0 0 800 ${tall}`, "font-family": "sans-serif", "font-size": 12}, el("svg:title", {text: title}),
    el("svg:rect", {width: 800, height: tall, fill: "#fff"}), text(10, 24, title));
  list.forEach((u, i) => {
    const y = 50 + 20 * i, rank = ranks[u];
    picture.append(text(34, y + 4, rankText(u), "end"), text(42, y + 4, nameOf(units[u]).slice(0, 34)),
      text(790, y + 4, digits(scores[u]), "end"));
    if (rank > 0 && low) picture.append(el("svg:line", {x1: at(low[u]), x2: at(high[u]), y1: y, y2: y, stroke: "#0072b2", "stroke-width": 4}));
    if (rank > 0) picture.append(el("svg:circle", {cx: at(rank), cy: y, r: 4, fill: "#1a1c20"}));
  });
  return new XMLSerializer().serializeToString(picture);
}

function takePanel() {
  const p = payload, command = egbCommand(p, model, state.period), done = el("span", {class: "egb-done", "aria-live": "polite"});
  const code = el("code", {class: "egb-command", text: command});
  const copy = (text) => navigator.clipboard.writeText(text)
    .then(() => { done.textContent = t("copied"); }, () => getSelection().selectAllChildren(code));
  const name = el("input", {value: "mine", required: "", maxlength: 60, pattern: "[A-Za-z0-9_.\\-]+", key: "scenarioName"});
  const mine = () => [{name: name.value, settings: model.settings()}];
  const yaml = () => { if (name.reportValidity()) egbSave(`${p.definition}-${name.value}.yaml`, "text/yaml", egbScenarioYaml(p, model, mine())); };
  fillPanel("take", el("h3", {text: t("take")}), el("p", {text: t("takeText")}), el("pre", {tabindex: 0}, code),
    el("p", {class: "egb-tools"}, action("copy", () => copy(command)), action("copyLink", () => copy(location.href)), done),
    el("p", {class: "egb-tools"}, field(t("scenarioName"), name), action("save", yaml, {}, "YAML"),
      action("save", () => egbSave(`${p.definition}.csv`, "text/csv", csv()), {}, "CSV"),
      action("save", () => egbSave(`${p.definition}.svg`, "image/svg+xml", svg()), {}, "SVG")));
}
