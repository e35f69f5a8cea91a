/* The explorer: sliders, the ranking that follows them, and what else can be asked. It stands above the document, which
 * is complete without it. What is shown is one state (weights, order, filters, ...), kept in the address. */
const EGB_TOP = 10, EGB_COMPARED_MOST = 5, EGB_FRAGMENT_MOST = 20000, EGB_REST_DRAWS = 500, EGB_PICTURE_MOST = 500;

class EgbExplorer {
  constructor(section, payload, engine, dictionary) {
    Object.assign(this, {section, payload, engine, dictionary, units: payload.units, bands: []});
    this.state = {language: document.documentElement.lang || "en", period: payload.period, sort: "rank", up: true, search: "",
      groups: payload.groupings.map(() => -1), compare: [], unit: -1, open: new Set([0]), parts: false, people: []};
    this.position = new Map(this.units.map((unit, u) => [unit.id, u]));
    this.languages = [...new Set([...payload.languages, ...dictionary.languages])];
    if (!this.languages.includes(this.state.language)) this.state.language = this.languages[0];
    this.load([]);
    this.restore(location.hash);
    this.build();
    addEventListener("hashchange", () => { if (location.hash !== this.written && this.restore(location.hash)) this.build(); });
    addEventListener("resize", () => this.rows.draw());
  }

  /* ---- words and names ---- */

  t(key, ...values) {
    return this.dictionary[key][this.dictionary.languages.indexOf(this.words)].replace(/\{(\d)\}/g, (all, i) => values[i]);
  }

  /* The label in the language chosen, else without one, in English, in any: [text, its language where it is another]. */
  label(labels, other) {
    const language = [this.state.language, "", "en", Object.keys(labels)[0]].find((l) => labels[l]) ;
    return labels[language] ? [egbClean(labels[language]), language && language !== this.words ? language : null] : [egbClean(other), null];
  }

  named(thing) { return this.label(thing.name || {}, thing.id)[0]; }

  inside(thing) { return egbInside(this.named(thing)); }

  put(element, thing) {
    const [text, language] = this.label(thing.name || {}, thing.id);
    egbPut(element, text);
    element.dir = "auto";
    if (language) element.lang = language;
    else element.removeAttribute("lang");
    return element;
  }

  name(thing, tag = "span") { return this.put(el(tag), thing); }

  button(key, does, more, ...values) {
    return el("button", {type: "button", text: this.t(key, ...values), onclick: does, key: key + values.join(), ...more});
  }

  /* ---- computing ---- */

  edition() { return this.payload.editions.find((edition) => edition.period === this.state.period); }

  /* Values and weights of the state's edition; settings are laid on its own weights. */
  load(settings) {
    const edition = this.edition(), nodes = this.payload.nodes;
    this.engine.edition(edition || this.payload);
    const base = edition && edition.weights ? edition.weights : nodes.map((node) => node.weight);
    this.model = new EgbWeights(nodes, new Float64Array(nodes.length), base);
    this.score();
    this.baseRanks = Float64Array.from(this.engine.ranks);
    this.model.now.set(this.model.replay(settings));
    this.model.kept = [this.model.snapshot()];
    this.score();
  }

  /* On weights without a ranking the last ones come back. */
  score() {
    this.problem = "";
    this.engine.weights.set(this.model.now);
    try { this.engine.score(); } catch (error) {
      this.problem = this.t("failed", error.message);
      this.model.step(0);
      this.engine.weights.set(this.model.now);
      this.engine.score();
    }
    this.ranks = Float64Array.from(this.engine.ranks);
    this.scores = Float64Array.from(this.engine.scores);
    this.levels = Int32Array.from(this.engine.levels);
    this.ranked = this.ranks.reduce((count, rank) => count + (rank > 0), 0);
  }

  interval(draws) {
    const law = this.payload.uncertainty;
    this.low = this.high = null;
    if (law.why || !(draws >= 20)) return;
    const begun = performance.now(), {low, high} = this.engine.intervals({...law, draws});
    Object.assign(this, {low, high, draws, cost: (performance.now() - begun) / draws});
  }

  /* An exact answer, or null where the engine has none. */
  ask(question, ...about) {
    try { return this.engine[question](...about); } catch (error) { return null; }
  }

  /* Draws a frame while weights move; when they rest, all that follows from them. */
  touch() {
    this.frame = this.frame || requestAnimationFrame(() => {
      this.frame = 0;
      this.score();
      this.interval(Math.min(100, Math.floor(4 / (this.cost || 0.02))));
      this.paint();
    });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), 70);
  }

  rest() {
    if (this.frame) cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.score();
    this.interval(EGB_REST_DRAWS);
    this.paint();
    this.settle();
    this.timer = setTimeout(() => {
      const full = this.payload.uncertainty.draws;
      if (full > EGB_REST_DRAWS && this.cost * full < 300) { this.interval(full); this.paint(); }
    }, 400);
  }

  /* A change that can be undone. */
  commit() { this.model.keep(); this.rest(); }

  settle() {
    this.write();
    this.say();
    this.panels();
    this.bands = [...this.sliders.keys()];
    const idle = window.requestIdleCallback || ((does) => setTimeout(() => does({timeRemaining: () => 5}), 20));
    const work = (deadline) => {
      while (this.bands.length > 0 && deadline.timeRemaining() > 1) this.band(this.bands.shift());
      if (this.bands.length > 0) idle(work);
    };
    idle(work);
  }

  say() {
    const differ = this.ranks.reduce((count, rank, u) => count + (rank > 0 && rank !== this.baseRanks[u]), 0);
    const first = this.units.filter((unit, u) => this.ranks[u] === 1).map((unit) => this.inside(unit)).join(", ");
    egbPut(this.status, this.problem || this.t("moved", differ, this.ranked, first));
  }

  /* ---- the address ---- */

  write() {
    const s = this.state, m = this.model, list = [["egb", 1], ["l", s.language]];
    const put = (key, value) => value !== "" && list.push([key, value]);
    put("e", s.period === this.payload.period ? "" : s.period);
    put("w", m.text());
    put("k", [...m.locked].map((i) => m.nodes[i].id).join(","));
    put("s", s.sort === "rank" && s.up ? "" : (s.up ? "" : "-") + s.sort);
    put("q", s.search);
    put("g", s.groups.map((g, i) => (g < 0 ? "" : `${i}:${g}`)).filter((g) => g).join(","));
    put("c", s.compare.map((u) => this.units[u].id).join(","));
    put("u", s.unit < 0 ? "" : this.units[s.unit].id);
    put("o", [...s.open].filter((i) => i > 0).map((i) => m.nodes[i].id).join(","));
    put("d", s.parts ? 1 : "");
    for (const {name, settings} of s.people) list.push(["p", `${name}~${m.text(settings)}`]);
    this.written = "#" + list.map(([k, v]) => `${k}=${encodeURIComponent(v).replace(/%2C/g, ",").replace(/%3A/g, ":")}`).join("&");
    try { history.replaceState(null, "", this.written); } catch (error) { /* kept for the next time only */ }
  }

  /* All or nothing of an address; false: it is none of this page's. */
  restore(hash) {
    const q = new URLSearchParams(hash.slice(1)), m = this.model, get = (key) => q.get(key) || "";
    if (hash.length > EGB_FRAGMENT_MOST || q.get("egb") !== "1") return false;
    const list = (key, of) => get(key).split(",").filter((id) => id !== "").map((id) => of.has(id) ? of.get(id) : NaN);
    const sound = (numbers) => !numbers.includes(NaN) && new Set(numbers).size === numbers.length;
    const s = {language: get("l"), period: get("e") || this.payload.period, sort: get("s").replace(/^-/, "") || "rank",
      up: !get("s").startsWith("-"), search: get("q").slice(0, 100), groups: this.payload.groupings.map(() => -1),
      compare: list("c", this.position), unit: list("u", this.position)[0], open: new Set([0, ...list("o", m.index)]), parts: get("d") === "1"};
    const settings = m.parse(get("w")), locked = list("k", m.index);
    const people = q.getAll("p").slice(0, 50).map((text) => {
      const [, name, weights] = /^(.{1,80})~(.*)$/.exec(text) || [];
      return {name, settings: name ? m.parse(weights) : null};
    });
    for (const part of get("g").split(",").filter((g) => g !== "")) {
      const [i, g] = part.split(":").map(Number), of = this.payload.groupings[i];
      if (!of || of.groups[g] === undefined) return false;
      s.groups[i] = g;
    }
    if (s.unit === undefined) s.unit = -1;
    const periods = [this.payload.period, ...this.payload.editions.map((edition) => edition.period)];
    if (!settings || !this.languages.includes(s.language) || !periods.includes(s.period) || !sound(s.compare) || !sound([s.unit]) ||
        !sound(locked) || !sound([...s.open]) || s.compare.length > EGB_COMPARED_MOST || people.some((p) => !p.settings) ||
        !this.columns(s).some((column) => column.key === s.sort)) return false;
    this.state = {...s, people};
    this.load(settings);
    this.model.locked = new Set(locked.filter((i) => i > 0));
    this.model.kept = [this.model.snapshot()];
    return true;
  }

  /* ---- the page ---- */

  /* Everything anew, in the language of the state. */
  build() {
    const s = this.state, p = this.payload, key = document.activeElement && document.activeElement.dataset.key;
    const {languages} = this.dictionary, main = (l) => l.split("-")[0];
    this.words = languages.find((l) => l === s.language) || languages.find((l) => main(l) === main(s.language)) || "en";
    this.sliders = new Map();
    this.section.lang = this.words;
    this.status = el("p", {class: "egb-status", role: "status"});
    this.panel = Object.fromEntries(["unit", "compare", "people", "take"].map((name) => [name, el("div", {class: `egb-panel egb-${name}`})]));
    this.section.replaceChildren(el("h2", {text: this.t("title")}), el("p", {class: "egb-intro", text: this.t("intro")}), this.bar(),
      el("div", {class: "egb-columns"}, this.weightsPart(), this.rankingPart()), ...Object.values(this.panel));
    this.section.hidden = false;
    this.focus(this.section, key);
    this.rest();
  }

  focus(within, key) {
    const goal = key && within.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (goal) goal.focus({preventScroll: true});
  }

  select(key, options, chosen, does) {
    const list = el("select", {key: key, onchange: () => does(list.value)}, ...options.map(([value, text, more]) => el("option", {value, text, ...more})));
    list.value = chosen;
    return list;
  }

  field(key, control) { return el("label", {class: "egb-field"}, el("span", {text: this.t(key)}), control); }

  languageName(language) {
    try { return new Intl.DisplayNames([language], {type: "language"}).of(language); } catch (error) { return language; }
  }

  bar() {
    const s = this.state, periods = [...this.payload.editions.map((edition) => edition.period), this.payload.period];
    const sorted = [...new Set(periods)].sort((a, b) => a.localeCompare(b, "en", {numeric: true}));
    const output = el("output", {text: s.period});
    this.undo = this.button("undo", () => { this.model.step(-1); this.rest(); });
    this.redo = this.button("redo", () => { this.model.step(1); this.rest(); });
    this.reset = this.button("reset", () => { this.model.locked.clear(); this.model.now.set(this.model.base); this.commit(); });
    this.source = el("span");
    return el("div", {class: "egb-bar"}, this.undo, this.redo, this.reset, this.source,
      sorted.length < 2 ? null : this.field("edition", el("span", {class: "egb-edition"}, el("input", {type: "range", key: "edition", min: 0,
        max: sorted.length - 1, value: sorted.indexOf(s.period), "aria-valuetext": s.period,
        oninput: (event) => { output.textContent = sorted[event.target.value]; },
        onchange: (event) => { const settings = this.model.settings(); s.period = sorted[event.target.value]; this.load(settings); this.build(); }}), output)),
      this.field("language", this.select("language", this.languages.map((l) => [l, this.languageName(l), {lang: l}]), s.language,
        (language) => { s.language = language; this.build(); })));
  }

  /* Whose weights these are. */
  sources() {
    const m = this.model, list = [["", this.t("definition"), []]];
    for (const scenario of this.payload.scenarios) {
      if (!scenario.weights) continue;
      const weights = Float64Array.from(m.base);
      for (const [id, weight] of Object.entries(scenario.weights)) weights[m.index.get(id)] = weight;
      list.push([`s:${scenario.id}`, egbClean(scenario.id), m.settings(weights), scenario.note]);
    }
    this.state.people.forEach(({name, settings}, i) => list.push([`p:${i}`, egbClean(name), settings]));
    return list;
  }

  paintSource() {
    const m = this.model, list = this.sources(), text = m.text(), now = list.find(([, , settings]) => m.text(settings) === text);
    const chosen = now ? now[0] : "own", options = list.map(([value, name, , note]) => [value, name, {title: note && egbClean(note)}]);
    if (!now) options.push(["own", this.t("yours")]);
    const focused = this.source.contains(document.activeElement);
    this.source.replaceChildren(this.field("scenario", this.select("scenario", options, chosen, (value) => {
      const found = list.find(([key]) => key === value);
      if (found) { m.locked.clear(); m.now.set(m.replay(found[2])); this.commit(); }
    })));
    if (focused) this.focus(this.source, "scenario");
  }

  /* ---- weights ---- */

  weightsPart() {
    const bands = [["first", this.t("bandFirst")], ["top", this.t("bandTop", EGB_TOP)], ["all", this.t("bandAll")]];
    this.hint = el("p", {class: "egb-hint", text: this.t("bandHint")});
    return el("section", {class: "egb-weights"}, el("h3", {text: this.t("weights")}),
      ...(this.engine.stability ? [el("p", {class: "egb-legend"}, this.t("legend") + " ", ...bands.map(([kind, text]) =>
        el("span", {}, el("i", {class: `egb-key egb-${kind}`}), text))), this.hint] : []), this.family(0));
  }

  family(parent) {
    const m = this.model, node = m.nodes[parent], live = node.live !== false;
    return el("div", {class: "egb-family"}, live ? null : el("p", {class: "egb-note", text: this.t("fixed", node.why)}),
      el("ul", {}, ...m.children[parent].map((i) => this.weight(i, live))),
      !live || m.children[parent].length < 2 ? null : el("p", {class: "egb-tools"},
        this.button("equal", () => { m.equalise(parent); this.commit(); }, {key: `equal${parent}`}),
        this.button("familyBack", () => { m.resetFamily(parent); this.commit(); }, {key: `back${parent}`})));
  }

  weight(i, live) {
    const m = this.model, node = m.nodes[i], name = this.inside(node), alone = m.siblings(i).length < 2 || !live;
    const item = el("li"), told = el("span", {class: "egb-hidden", id: `egb-band-${i}`}), inner = el("div", {});
    const move = (share, rest) => { m.move(i, share); if (rest) this.commit(); else this.touch(); };
    const show = () => egbPut(this.hint, told.textContent || this.t("bandHint"));
    const slider = el("input", {type: "range", min: 0, max: 100, step: 0.1, key: `w${i}`, disabled: alone, "aria-label": this.t("weightOf", name),
      "aria-describedby": told.id, oninput: () => move(slider.value / 100), onchange: () => this.commit(), onfocus: show, onpointerenter: show});
    const number = el("input", {type: "number", min: 0, max: 100, step: "any", key: `n${i}`, disabled: alone, "aria-label": this.t("weightOf", name),
      onchange: () => { if (number.value !== "" && number.value >= 0) move(Math.min(100, number.value) / 100, true); else this.paintWeights(); }});
    const lock = el("button", {type: "button", class: "egb-lock", key: `k${i}`, tip: this.t("lock", name),
      onclick: () => { if (!m.locked.delete(i)) m.locked.add(i); this.commit(); }},
      el("svg:svg", {viewBox: "0 0 16 16", "aria-hidden": true}, el("svg:path", {d: "M3 7h10v8H3zM5 7V5a3 3 0 0 1 6 0v2"})));
    const small = (key, share) => el("button", {type: "button", class: `egb-${key}`, key: key + i,
      tip: this.t(key, name), onclick: () => move(share(), true)});
    const track = el("span", {class: "egb-bands", "aria-hidden": true}, ...["first", "top", "all"].map((kind) => el("i", {class: `egb-${kind}`, hidden: ""})));
    const whole = el("span", {class: "egb-whole"}), many = m.children[i].length > 0;
    const fold = () => {
      const open = this.state.open.has(i);
      opener.setAttribute("aria-expanded", open);
      if (!open) inner.querySelectorAll("li").forEach((below) => this.sliders.delete(below.egbNode));
      inner.replaceChildren(...(open ? [this.family(i)] : []));
    };
    const opener = !many ? null : el("button", {type: "button", class: "egb-open", key: `o${i}`, "aria-expanded": false, "aria-label": this.t("parts", name),
      onclick: () => { if (!this.state.open.delete(i)) this.state.open.add(i); fold(); this.paintWeights(); this.settle(); }});
    item.append(el("div", {class: "egb-weight"}, opener, el("span", {class: "egb-label"}, this.name(node), whole),
      el("span", {class: "egb-slide"}, slider, track), number, lock, small("zero", () => 0), small("back", () => m.shareOf(m.base, i)), told), inner);
    item.egbNode = i;
    this.sliders.set(i, {item, slider, number, lock, whole, track, told, alone});
    if (alone) item.firstChild.querySelectorAll(".egb-slide ~ button").forEach((button) => { button.disabled = true; });
    if (many) fold();
    return item;
  }

  paintWeights() {
    const effective = this.engine.effective;
    for (const [i, parts] of this.sliders) {
      const share = this.model.share(i), locked = this.model.locked.has(i);
      parts.slider.value = share * 100;
      parts.slider.setAttribute("aria-valuetext", `${(share * 100).toFixed(1)} %`);
      if (parts.number !== document.activeElement) parts.number.value = +(share * 100).toFixed(2); // else it is being typed
      parts.slider.disabled = parts.number.disabled = parts.alone || locked;
      parts.lock.setAttribute("aria-pressed", locked);
      egbPut(parts.whole, this.model.parent(i) === 0 ? "" : this.t("ofAll", (effective[i] * 100).toFixed(1)));
    }
    this.undo.disabled = this.model.at === 0;
    this.redo.disabled = this.model.at === this.model.kept.length - 1;
    this.reset.disabled = this.model.text() === "" && this.model.locked.size === 0;
  }

  band(i) {
    const parts = this.sliders.get(i), locked = this.model.siblings(i).some((k) => this.model.locked.has(k));
    if (!parts || !parts.item.isConnected) return;
    const found = parts.alone || locked ? null : this.ask("stability", i, EGB_TOP), said = [];
    for (const [j, kind] of ["first", "top", "all"].entries()) {
      const bar = parts.track.children[j], range = found && found[kind];
      bar.hidden = !range;
      if (!range) continue;
      bar.style.left = `${range[0] * 100}%`;
      bar.style.width = `${Math.max(0.3, (range[1] - range[0]) * 100)}%`;
      said.push(`${(range[0] * 100).toFixed(1)}\u2013${(range[1] * 100).toFixed(1)}`);
    }
    egbPut(parts.told, said.length === 3 ? this.t("bandText", this.inside(this.model.nodes[i]), said[0], said[1], EGB_TOP, said[2]) : locked ? this.t("bandLocked") : "");
  }

  /* ---- the ranking ---- */

  digits(value) { return Number.isFinite(value) ? value.toFixed(Math.max(0, this.payload.shown)) : ""; }

  score1(node, u) { return this.scores[node * this.units.length + u]; }

  columns(s = this.state) {
    const text = (says) => (cell) => (u) => egbPut(cell, says(u));
    const p = this.payload, before = this.units.some((unit) => unit.was) && s.period === p.period;
    const list = [
      {key: "rank", value: (u) => this.ranks[u], make: text((u) => (this.ranks[u] > 0 ? +this.ranks[u].toFixed(1) : "\u2013"))},
      {key: "change", down: true, value: (u) => this.baseRanks[u] - this.ranks[u], make: (cell) => this.changeCell(cell)},
      {key: "name", header: true, value: (u) => this.named(this.units[u]), make: (cell, row) => this.nameCell(cell, row)},
      {key: "score", down: !p.lower, value: (u) => this.scores[u], make: (cell) => this.scoreCell(cell)},
      {key: "interval", value: (u) => (this.low ? this.low[u] : NaN), make: (cell) => this.intervalCell(cell)},
    ];
    if (p.levels.length > 0) list.push({key: "level", value: (u) => (this.levels[u] < 0 ? NaN : this.levels[u]),
      make: (cell) => (u) => (this.levels[u] < 0 ? egbPut(cell, "") : this.put(cell, p.levels[this.levels[u]]))});
    if (before) list.push({key: "before", value: (u) => this.units[u].was || NaN, make: text((u) => this.units[u].was || "")});
    if (s.parts) for (const i of this.model.children[0]) list.push({key: `part ${p.nodes[i].id}`, node: i, down: p.nodes[i].direction !== -1,
      value: (u) => this.score1(i, u), make: text((u) => this.digits(this.score1(i, u)))});
    list.push({key: "compare", value: (u) => (s.compare.includes(u) ? 0 : 1), make: (cell) => this.compareCell(cell)});
    return list;
  }

  changeCell(cell) {
    return (u) => {
      const gained = this.baseRanks[u] - this.ranks[u];
      cell.className = `egb-c-change ${gained > 0 ? "egb-up" : gained < 0 ? "egb-down" : ""}`;
      egbPut(cell, gained > 0 ? `\u25b2 ${+gained.toFixed(1)}` : gained < 0 ? `\u25bc ${+(-gained).toFixed(1)}` : "");
      cell.setAttribute("aria-label", gained > 0 ? this.t("up", gained) : gained < 0 ? this.t("down", -gained) : this.t("same"));
    };
  }

  nameCell(cell, row) {
    const grip = el("span", {class: "egb-grip", "aria-hidden": true, text: "\u2807", onpointerdown: (event) => this.drag(event, row)});
    const button = el("button", {type: "button", class: "egb-name", onclick: () => this.choose(row.unit)});
    cell.append(grip, button);
    return (u) => { this.put(button, this.units[u]); };
  }

  scoreCell(cell) {
    const track = egbTrack("score"), number = el("span");
    cell.append(track, number);
    return (u) => {
      const score = this.scores[u], {scale} = this.payload;
      egbPut(number, this.digits(score));
      egbSpan(track, 0, Number.isFinite(score) ? Math.min(1, Math.max(0, score / scale)) : NaN, 0);
    };
  }

  intervalCell(cell) {
    const track = egbTrack("interval"), number = el("span"), at = (rank) => (rank - 1) / Math.max(1, this.ranked - 1);
    cell.append(track, number);
    return (u) => {
      const low = this.low ? this.low[u] : NaN, high = this.low ? this.high[u] : NaN;
      egbPut(number, low > 0 ? `${low}\u2013${high}` : "");
      egbSpan(track, at(low), at(high), at(this.ranks[u]));
    };
  }

  compareCell(cell) {
    const box = el("input", {type: "checkbox", onchange: () => this.toggle(box.egbUnit)});
    cell.append(el("label", {class: "egb-box"}, box));
    return (u) => {
      box.egbUnit = u;
      box.checked = this.state.compare.includes(u);
      box.setAttribute("aria-label", this.t("compareOf", this.inside(this.units[u])));
    };
  }

  rankingPart() {
    const s = this.state, p = this.payload, columns = this.columns();
    const search = el("input", {type: "search", key: "search", value: s.search, maxlength: 100, oninput: () => { s.search = search.value; this.again(); }});
    const parts = el("input", {type: "checkbox", key: "parts", onchange: () => { s.parts = parts.checked; if (s.sort.startsWith("part ")) s.sort = "rank"; this.build(); }});
    parts.checked = s.parts;
    this.count = el("p", {class: "egb-count"});
    this.note = el("p", {class: "egb-note"});
    const heads = columns.map((column) => el("th", {scope: "col", class: `egb-c-${column.key.replace(/\W.*/, "")}`},
      el("button", {type: "button", key: `s${column.key}`, title: column.key === "change" ? this.t("changeText") : column.node ? this.named(p.nodes[column.node]) : null,
        onclick: () => { s.up = s.sort === column.key ? !s.up : !column.down; s.sort = column.key; this.again(); }},
        column.node ? egbClean(p.nodes[column.node].id) : this.t(column.key))));
    const head = el("thead", {}, el("tr", {"aria-rowindex": 1}, ...heads)), body = el("tbody");
    const table = el("table", {}, el("caption", {class: "egb-hidden", text: this.t("ranking")}), head, body);
    const scroll = el("div", {class: "egb-scroll", tabindex: 0, role: "region", "aria-label": this.t("ranking"), onkeydown: (event) => this.key(event)}, table);
    this.rows = new EgbRows(scroll, head, body, columns, (row, u) => {
      row.classList.toggle("egb-chosen", s.compare.includes(u) || s.unit === u);
    });
    Object.assign(this, {table, heads, list: columns});
    return el("section", {class: "egb-ranking"}, el("h3", {text: this.t("ranking")}),
      el("div", {class: "egb-filters"}, this.field("search", search),
        ...p.groupings.map((grouping, i) => el("label", {class: "egb-field"}, el("span", {text: egbClean(grouping.id)}), this.select(`g${i}`,
          [[-1, this.t("group", egbClean(grouping.id))], ...grouping.groups.map((group, g) => [g, egbClean(group)])], s.groups[i], (g) => { s.groups[i] = +g; this.again(); }))),
        el("label", {class: "egb-check"}, parts, el("span", {text: this.t("showParts")}))),
      this.status, scroll, this.count, this.note,
      this.engine.first ? this.button("first", () => this.findFirst()) : null, this.found = el("p", {"aria-live": "polite"}));
  }

  /* The order of rows for the state. */
  order() {
    const s = this.state, column = this.list.find(({key}) => key === s.sort) || this.list[0], sign = s.up ? 1 : -1, wanted = s.search.toLowerCase();
    const values = this.units.map((unit, u) => column.value(u)), text = typeof values[0] === "string";
    const compare = text && new Intl.Collator(this.state.language, {numeric: true}).compare;
    const rank = this.ranks, none = (u) => (values[u] === values[u] ? 0 : 1);
    return this.units.map((unit, u) => u).filter((u) => s.groups.every((g, i) => g < 0 || this.units[u].group[i] === g) &&
      (wanted === "" || this.units[u].id.toLowerCase() === wanted || this.named(this.units[u]).toLowerCase().includes(wanted)))
      .sort((a, b) => none(a) - none(b) || (text ? compare(values[a], values[b]) : values[a] - values[b] || 0) * sign ||
        (rank[a] || Infinity) - (rank[b] || Infinity) || a - b);
  }

  /* Other rows or another order, the same weights. */
  again() { this.rows.scroll.scrollTop = 0; this.paint(); this.write(); }

  paint() {
    const s = this.state, law = this.payload.uncertainty;
    this.paintWeights();
    this.rows.list = this.order();
    this.rows.draw();
    this.table.setAttribute("aria-rowcount", this.rows.list.length + 1);
    this.heads.forEach((head, i) => {
      if (this.list[i].key === s.sort) head.setAttribute("aria-sort", s.up ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    egbPut(this.count, this.t("shown", this.rows.list.length, this.units.length));
    const kind = law.law === "uniform" ? this.t("within", law.spread) : law.law === "dirichlet" ? this.t("dirichlet", law.concentration) : this.t("flat");
    egbPut(this.note, law.why ? this.t("noInterval", law.why) : this.t("intervalNote", +((1 - 2 * law.tail) * 100).toFixed(1), this.low ? this.draws : EGB_REST_DRAWS, kind));
  }

  key(event) {
    const row = event.target.closest("tbody tr"), step = {ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9}[event.key];
    if (!row || !step) return;
    event.preventDefault();
    this.rows.focus(row.place + step, event.target.type === "checkbox" ? "input" : ".egb-name");
  }

  /* A row that is dragged by its grip asks for the rank of the row that it is dropped on. */
  drag(event, row) {
    const unit = row.unit, grip = event.target, over = (at) => {
      const found = document.elementFromPoint(at.clientX, at.clientY), goal = found && found.closest(".egb-ranking tbody tr");
      return goal && goal.unit !== undefined ? goal : null;
    };
    const clear = () => this.rows.body.querySelectorAll(".egb-goal").forEach((goal) => goal.classList.remove("egb-goal"));
    const move = (at) => {
      const box = this.rows.scroll.getBoundingClientRect(), goal = over(at);
      this.rows.scroll.scrollTop += at.clientY < box.top + 60 ? -20 : at.clientY > box.bottom - 30 ? 20 : 0;
      clear();
      if (goal) goal.classList.add("egb-goal");
    };
    const end = (at) => {
      const goal = at.type === "pointerup" ? over(at) : null;
      grip.removeEventListener("pointermove", move);
      clear();
      if (goal && goal.unit !== unit) { this.choose(unit); this.reach(unit, this.ranks[goal.unit]); }
    };
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end, {once: true});
    grip.addEventListener("pointercancel", end, {once: true});
  }
}
