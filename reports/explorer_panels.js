/* What is asked about one unit, two, five, several people, and what can be taken along. Panels are made anew whenever
 * weights rest; what had the focus in them has it again. */
Object.assign(EgbExplorer.prototype, {
  fill(name, ...parts) {
    const panel = this.panel[name], active = document.activeElement, key = panel.contains(active) ? active.dataset.key : null;
    panel.replaceChildren(...parts.filter((part) => part));
    if (key) this.focus(panel, key);
  },

  panels() {
    this.paintSource();
    this.unitPanel();
    this.comparePanel();
    this.peoplePanel();
    this.takePanel();
  },

  choose(u) { this.state.unit = u; this.reached = null; this.paint(); this.settle(); },

  toggle(u) {
    const list = this.state.compare, at = list.indexOf(u);
    if (at >= 0) list.splice(at, 1);
    else if (list.length < EGB_COMPARED_MOST) list.push(u);
    this.paint();
    this.settle();
    if (at < 0 && !list.includes(u)) egbPut(this.status, this.t("fullFive"));
  },

  /* Head and rows of a table; a cell is a text, an element, or nothing. The first of a row names it. */
  grid(caption, heads, rows) {
    const fill = (cell, content) => { cell.append(content === undefined || content === null ? "" : content); return cell; };
    return el("div", {class: "egb-wide", tabindex: 0, role: "region", "aria-label": caption}, el("table", {}, el("caption", {text: caption}),
      el("thead", {}, el("tr", {}, ...heads.map((head) => fill(el("th", {scope: "col"}), head)))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((content, i) => fill(i === 0 ? el("th", {scope: "row"}) : el("td"), content)))))));
  },

  bar1(value, text) {
    const track = egbTrack("score");
    egbSpan(track, 0, Math.min(1, Math.max(0, value)), 0);
    return el("span", {class: "egb-bar1"}, track, el("span", {text}));
  },

  /* Weights of the dimensions, with what they are now, and a button that takes them. */
  offer(caption, weights, key) {
    const m = this.model, sum = weights.reduce((before, w) => before + w, 0), percent = (share) => `${(share * 100).toFixed(2)} %`;
    return el("div", {}, this.grid(caption, [this.t("dimension"), this.t("weights"), this.t("share")],
      m.children[0].map((k, j) => [this.name(m.nodes[k]), percent(m.share(k)), percent(weights[j] / sum)])),
    this.button("use", () => { m.setTop([...weights]); this.commit(); }, {key: key}));
  },

  /* ---- one unit ---- */

  unitPanel() {
    const u = this.state.unit, p = this.payload;
    if (u < 0) { this.fill("unit"); return; }
    const unit = this.units[u], name = this.inside(unit), rank = this.ranks[u], facts = [], digits = (value) => this.digits(value);
    if (rank > 0) facts.push(this.t("unitLine", +rank.toFixed(1), this.low ? `${this.low[u]}\u2013${this.high[u]}` : "\u2013", digits(this.scores[u])));
    else facts.push(this.t("noRank") + " " + egbClean(unit.unranked || ""));
    const level = this.levels[u], next = level > 0 ? p.levels[level - 1] : null;
    if (level >= 0) facts.push(`${this.named(p.levels[level])}${p.levels[level].description ? `: ${this.label(p.levels[level].description, "")[0]}` : ""}`);
    if (next) facts.push(this.t("toLevel", digits(Math.abs(next.from - this.scores[u])), this.named(next)));
    const bounds = rank > 0 ? this.ask("bounds", u) : null;
    if (bounds) facts.push(this.t("bounds", bounds.best, bounds.worst) + (bounds.proven ? "" : " " + this.t("boundsAbout")));
    const wish = el("input", {type: "number", min: 1, max: this.ranked, step: 1, value: this.reached && this.reached.unit === u ? this.reached.rank : Math.max(1, rank - 1 || 1), key: "wish"});
    const ask = () => { if (wish.value >= 1 && wish.value <= this.ranked) this.reach(u, +wish.value); };
    wish.addEventListener("keydown", (event) => { if (event.key === "Enter") ask(); });
    this.fill("unit", el("h3", {}, this.name(unit)), ...facts.map((text) => el("p", {text})),
      el("p", {class: "egb-tools"}, document.getElementById(`u-${unit.id}`) ? el("a", {href: `#u-${encodeURIComponent(unit.id)}`, text: this.t("profile")}) : null,
        this.button("close", () => { this.state.unit = -1; this.paint(); this.settle(); this.rows.scroll.focus(); })),
      this.grid(this.t("unit") + ": " + name, [this.t("dimension"), this.t("share"), this.t("score")],
        this.model.children[0].map((k) => [this.name(p.nodes[k]), `${(this.model.share(k) * 100).toFixed(1)} %`, this.bar1(this.score1(k, u) / p.scale, this.digits(this.score1(k, u)))])),
      rank > 0 && this.engine.reach ? el("p", {class: "egb-tools"}, this.field("deserve", wish), this.button("find", ask)) : null,
      el("div", {class: "egb-answer", "aria-live": "polite"}, this.reachAnswer(u)));
  },

  reach(u, rank) {
    this.reached = {unit: u, rank, answer: this.ask("reach", u, rank)};
    this.unitPanel();
  },

  reachAnswer(u) {
    const asked = this.reached && this.reached.unit === u ? this.reached : null, name = this.inside(this.units[u]);
    if (!asked || !asked.answer) return null;
    const {possible, weights, proven, why} = asked.answer;
    if (possible && weights) return this.offer(this.t("reached", name, asked.rank), weights, "useReach");
    return el("p", {text: why || `${this.t("unreached", name, asked.rank)} ${this.t(proven ? "proven" : "unproven")}`});
  },

  findFirst() {
    const list = this.ask("first");
    if (!list) return;
    const named = list.slice(0, 30).map((u) => this.inside(this.units[u])).join(", ");
    egbPut(this.found, this.t("firstText", list.length, this.ranked, named + (list.length > 30 ? ", \u2026" : "")));
  },

  /* ---- up to five ---- */

  comparePanel() {
    const list = this.state.compare, p = this.payload;
    if (list.length === 0) { this.fill("compare"); return; }
    const rows = [[this.t("rank"), ...list.map((u) => (this.ranks[u] > 0 ? +this.ranks[u].toFixed(1) : "\u2013"))],
      [this.t("interval"), ...list.map((u) => (this.low && this.low[u] > 0 ? `${this.low[u]}\u2013${this.high[u]}` : ""))],
      ...[0, ...this.model.children[0]].map((k) => [k === 0 ? this.t("score") : this.name(p.nodes[k]),
        ...list.map((u) => this.bar1(this.score1(k, u) / p.scale, this.digits(this.score1(k, u))))])];
    const heads = [this.t("dimension"), ...list.map((u) => el("span", {}, this.name(this.units[u]), " ", el("button", {type: "button", class: "egb-small", text: "\u00d7",
      key: `x${u}`, "aria-label": this.t("remove", this.inside(this.units[u])), onclick: () => this.toggle(u)})))];
    this.fill("compare", el("h3", {text: this.t("comparison")}), this.grid(this.t("comparison"), heads, rows), list.length > 1 ? this.pair(list[0], list[1]) : null);
  },

  /* The first two of those that are compared. */
  pair(one, other) {
    const [a, b] = this.ranks[other] < this.ranks[one] ? [other, one] : [one, other], m = this.model, found = this.ask("swap", a, b);
    const names = [this.inside(this.units[a]), this.inside(this.units[b])];
    if (!found || !found.parts) return found && found.why ? el("p", {text: found.why}) : null;
    const at = new Map((found.node || []).map((single) => [single.node, single.share]));
    const rows = [...found.parts].sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference)).map(({node, difference}) => [this.name(m.nodes[node]),
      `${(m.share(node) * 100).toFixed(1)} %`, `${difference > 0 ? "+" : ""}${this.digits(difference)}`, at.has(node) ? `${(at.get(node) * 100).toFixed(2)} %` : "\u2013"]);
    return el("div", {class: "egb-pair"}, el("h4", {text: this.t("pair", ...names)}),
      el("p", {text: this.t("pairLine", names[0], this.digits(Math.abs(this.scores[a] - this.scores[b])))}),
      this.grid(this.t("pair", ...names), [this.t("dimension"), this.t("share"), this.t("difference"), this.t("swapAt")], rows),
      found.possible === false ? el("p", {text: found.why || this.t("swapNever")}) : null,
      found.possible !== false && at.size === 0 ? el("p", {text: this.t("swapNone")}) : null,
      found.nearest ? this.offer(this.t("nearest"), found.nearest, "useSwap") : null);
  },

  /* ---- several people ---- */

  async read(files) {
    const added = [];
    for (const file of [...files].slice(0, 50)) {
      try {
        if (file.size > 1e6) throw {line: 1, key: "notThis"};
        added.push(...egbReadScenarios(await file.text(), this.model));
      } catch (error) {
        if (!error.line) throw error;
        egbPut(this.trouble, this.t("badFile", egbInside(egbClean(file.name)), error.line, this.t(error.key, egbInside(egbClean(error.value || "")))));
        return;
      }
    }
    egbPut(this.trouble, "");
    this.add(added);
  },

  add(people) {
    const m = this.model, added = people.map(({name, settings}) => ({name, settings: m.settings(m.replay(settings))}));
    this.state.people = [...this.state.people, ...added].slice(0, 50);
    this.settle();
  },

  /* Ranks under the weights of each; the page's own come back. */
  ranksOf(people) {
    const mine = this.model.now.slice(), lists = people.map(({settings}) => {
      this.engine.weights.set(this.model.replay(settings));
      try { this.engine.score(); } catch (error) { return new Float64Array(this.units.length).fill(NaN); }
      return Float64Array.from(this.engine.ranks);
    });
    this.engine.weights.set(mine);
    this.engine.score();
    return lists;
  },

  peoplePanel() {
    const s = this.state, m = this.model, p = this.payload;
    const files = el("input", {type: "file", multiple: "", accept: ".yaml,.yml", key: "files", onchange: () => this.read(files.files)});
    const add = () => this.add([{name: this.t("person", s.people.length + 1), settings: m.settings()}]);
    this.trouble = this.trouble || el("p", {class: "egb-trouble", role: "alert"});
    const tables = [];
    if (s.people.length > 0) {
      const lists = this.ranksOf(s.people), heads = s.people.map(({name}, i) => el("span", {}, el("bdi", {text: egbClean(name)}), " ",
        el("button", {type: "button", class: "egb-small", text: "\u00d7", key: `r${i}`, "aria-label": this.t("remove", egbInside(egbClean(name))), onclick: () => { s.people.splice(i, 1); this.settle(); }})));
      const weights = s.people.map(({settings}) => m.replay(settings)), percent = (w, k) => `${(m.shareOf(w, k) * 100).toFixed(1)} %`;
      const nodes = p.nodes.map((node, k) => k).filter((k) => k > 0 && (m.parent(k) === 0 || weights.some((w) => m.shareOf(w, k) !== m.shareOf(m.base, k))));
      const shown = [...new Set([...s.compare, ...this.units.map((unit, u) => u).filter((u) => this.ranks[u] > 0).sort((a, b) => this.ranks[a] - this.ranks[b]).slice(0, 20)])];
      const agree = this.units.filter((unit, u) => this.ranks[u] > 0 && lists.every((ranks) => ranks[u] === lists[0][u])).length;
      tables.push(this.grid(this.t("weightsBy"), [this.t("dimension"), this.t("yours"), ...heads], nodes.map((k) => [this.name(p.nodes[k]), percent(m.now, k), ...weights.map((w) => percent(w, k))])),
        el("p", {text: this.t("agree", agree, this.ranked)}),
        this.grid(this.t("ranksBy"), [this.t("name"), this.t("yours"), ...s.people.map(({name}) => el("bdi", {text: egbClean(name)}))],
          shown.map((u) => [this.name(this.units[u]), this.ranks[u] || "\u2013", ...lists.map((ranks) => ranks[u] || "\u2013")])),
        this.button("save", () => egbSave(`${p.definition}-people.yaml`, "text/yaml", egbScenarioYaml(p, m, s.people)), {key: "people"}, "YAML"));
    }
    this.fill("people", el("h3", {text: this.t("people")}), el("p", {text: this.t("peopleText")}),
      el("p", {class: "egb-tools"}, this.field("load", files), this.button("addMine", add)), this.trouble, ...tables);
  },

  /* ---- to take along ---- */

  csv() {
    const m = this.model, p = this.payload, tops = m.children[0];
    const rows = [["rank", "unit", "name", "score", "rank_low", "rank_high", "level", "gained", ...tops.map((k) => p.nodes[k].id)],
      ...this.rows.list.map((u) => [this.ranks[u], this.units[u].id, this.named(this.units[u]), this.scores[u], this.low ? this.low[u] : "", this.low ? this.high[u] : "",
        this.levels[u] < 0 ? "" : p.levels[this.levels[u]].id, this.baseRanks[u] - this.ranks[u], ...tops.map((k) => this.score1(k, u))])];
    return "\ufeff" + rows.map((row) => row.map(egbCsvCell).join(",")).join("\r\n") + "\r\n";
  },

  /* The rows in their order, with intervals, as a picture that stands alone. */
  svg() {
    const list = this.rows.list.slice(0, EGB_PICTURE_MOST), high = 20 * list.length + 60, at = (rank) => 300 + (rank - 1) / Math.max(1, this.ranked - 1) * 460;
    const text = (x, y, content, anchor) => el("svg:text", {x, y, "text-anchor": anchor, text: content});
    const picture = el("svg:svg", {xmlns: EGB_SVG, viewBox: `0 0 800 ${high}`, "font-family": "sans-serif", "font-size": 12}, el("svg:title", {text: this.label(this.payload.title, this.payload.definition)[0]}),
      el("svg:rect", {width: 800, height: high, fill: "#fff"}), text(10, 24, this.label(this.payload.title, this.payload.definition)[0]));
    list.forEach((u, i) => {
      const y = 50 + 20 * i, rank = this.ranks[u];
      picture.append(text(34, y + 4, rank > 0 ? String(+rank.toFixed(1)) : "\u2013", "end"), text(42, y + 4, this.named(this.units[u]).slice(0, 34)), text(790, y + 4, this.digits(this.scores[u]), "end"));
      if (!(rank > 0)) return;
      if (this.low) picture.append(el("svg:line", {x1: at(this.low[u]), x2: at(this.high[u]), y1: y, y2: y, stroke: "#0072b2", "stroke-width": 4, "stroke-linecap": "round"}));
      picture.append(el("svg:circle", {cx: at(rank), cy: y, r: 4, fill: "#1a1c20"}));
    });
    return new XMLSerializer().serializeToString(picture);
  },

  takePanel() {
    const p = this.payload, command = egbCommand(p, this.model, this.state.period), done = el("span", {class: "egb-done", "aria-live": "polite"});
    const code = el("code", {class: "egb-command", text: command});
    const copy = (text) => navigator.clipboard.writeText(text).then(() => { done.textContent = this.t("copied"); }, () => getSelection().selectAllChildren(code));
    const name = el("input", {value: "mine", maxlength: 60, pattern: "[A-Za-z0-9_.\\-]+", key: "scenarioName"});
    const yaml = () => { if (name.reportValidity() && name.value) egbSave(`${p.definition}-${name.value}.yaml`, "text/yaml", egbScenarioYaml(p, this.model, [{name: name.value, settings: this.model.settings()}])); };
    this.fill("take", el("h3", {text: this.t("take")}), el("p", {text: this.t("takeText")}), el("pre", {tabindex: 0}, code),
      el("p", {class: "egb-tools"}, this.button("copy", () => copy(command)), this.button("copyLink", () => copy(location.href)), done),
      el("p", {class: "egb-tools"}, this.field("scenarioName", name), this.button("save", yaml, {}, "YAML"),
        this.button("save", () => egbSave(`${p.definition}.csv`, "text/csv", this.csv()), {}, "CSV"),
        this.button("save", () => egbSave(`${p.definition}.svg`, "image/svg+xml", this.svg()), {}, "SVG")));
  },
});

(async () => {
  const section = document.getElementById("explorer");
  if (!section) return;
  const read = async (id) => JSON.parse(new TextDecoder().decode(await egbUnpack(id)));
  const payload = await read("egb-data");
  window.egbExplorer = new EgbExplorer(section, payload, await egbEngine(await egbUnpack("egb-module"), payload), await read("egb-words"));
})();
