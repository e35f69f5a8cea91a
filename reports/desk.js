/* The desk: files that are dropped on the page, an editor with what is wrong beside it, and the explorer below. The
 * library (desk.wasm) does all of it here; nothing leaves the page. */
const EGB_TYPING_MS = 350, EGB_FILE_MOST = 1 << 28, EGB_EDITED_MOST = 1 << 20;
const EGB_EXAMPLE = ["example.yaml", "example.csv"];
const EGB_TABLES = ["ranking", "tree", "contributions", "raw", "normalised", "stages", "form"];

/* The library forgets folders, as a page gets none: a definition that names `data/x.csv` means the file x.csv. */
function egbLast(path) { return (path || "").split("/").pop(); }

function egbIsDefinition(name) { return /\.ya?ml$/i.test(name) && !/\.meta\.ya?ml$/i.test(name); }

class EgbDesk {
  /* module: the compiled library; starter: [[name, bytes], ...]. */
  constructor(place, module, library, texts, starter) {
    Object.assign(this, {place, module, library, texts, starter, files: new Map(), definition: "", messages: [], payload: "", engine: null, ranked: false});
    this.stage = el("div", {class: "egb-stage"});
    place.after(this.stage);
    this.editor = new EgbEditor(this);
    addEventListener("dragover", (event) => { event.preventDefault(); this.zone.classList.add("egb-over"); });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) this.zone.classList.remove("egb-over"); });
    addEventListener("drop", (event) => {
      event.preventDefault();
      this.zone.classList.remove("egb-over");
      this.add([...event.dataTransfer.files]);
    });
    addEventListener("beforeunload", (event) => { if ([...this.files.values()].some((file) => file.unsaved)) event.preventDefault(); });
    this.build();
  }

  /* ---- words ---- */

  get language() { return this.place.lang; }

  t(key, ...values) {
    return this.texts[key][this.texts.languages.indexOf(this.language)].replace(/\{(\d)\}/g, (all, i) => values[i]);
  }

  button(key, does, more, ...values) {
    return el("button", {type: "button", text: this.t(key, ...values), onclick: does, key, ...more});
  }

  speak(language) {
    document.documentElement.lang = language;
    this.build();
    if (!this.payload) return;
    if (this.engine) { state.language = language; build(); } else this.plain();
  }

  /* ---- files ---- */

  /* File objects of the page; what cannot be read is said, and the others are taken. */
  async add(list) {
    const refused = [];
    for (const file of list) {
      try {
        if (file.size > EGB_FILE_MOST) refused.push(this.t("deskLarge", egbClean(file.name)));
        else this.put(file.name, new Uint8Array(await file.arrayBuffer()));
      } catch (error) { refused.push(this.t("deskUnread", egbClean(file.name))); }
    }
    this.changed();
    if (refused.length > 0) egbPut(this.trouble, refused.join(" "));
  }

  /* A text that can be edited is kept as text, anything else as its bytes. */
  put(name, bytes) {
    let text = null;
    try {
      if (bytes.length <= EGB_EDITED_MOST && !bytes.includes(0)) text = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(bytes);
    } catch (error) { /* another encoding, which the library reads */ }
    if (this.library.put(name, bytes) !== 0) throw new Error(name);
    this.files.set(name, {bytes, text, unsaved: false});
    const known = this.files.has(this.definition), definition = egbIsDefinition(name);
    if (definition && (!known || name !== this.definition)) this.definition = name;
    if (!this.files.has(this.editor.name) || definition) this.editor.name = name;
  }

  remove(name) {
    const names = () => [...this.files.keys()];
    this.files.delete(name);
    this.library.remove(name);
    if (this.definition === name) this.definition = names().find(egbIsDefinition) || "";
    if (this.editor.name === name) this.editor.name = this.definition || names()[0] || "";
    this.changed();
    (this.list.querySelector("button") || this.zone.querySelector("button")).focus();
  }

  start() {
    for (const [name, bytes] of this.starter) this.put(name, bytes);
    this.changed();
  }

  draft() {
    const names = [...this.files.keys()].filter((name) => !egbIsDefinition(name)), name = `${names[0].replace(/\.[^.]*$/, "")}.yaml`;
    const text = this.library.draft(name.replace(/\.yaml$/, ""));
    if (text === null) { this.messages = this.library.messages(); this.show(); return; }
    this.put(name, new TextEncoder().encode(text));
    this.files.get(name).unsaved = true;
    this.changed();
  }

  save(name) {
    const file = this.files.get(name);
    egbSave(name, "application/octet-stream", file.bytes);
    file.unsaved = false;
    this.fill();
  }

  /* ---- what the library says ---- */

  /* The editor has another text of the file. */
  typed(name, text) {
    const file = this.files.get(name), bytes = new TextEncoder().encode(text);
    Object.assign(file, {text, bytes});
    if (!file.unsaved) { file.unsaved = true; this.fill(); }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.library.put(name, bytes);
      this.run();
    }, EGB_TYPING_MS);
  }

  changed() { this.build(); this.run(); }

  run() {
    clearTimeout(this.timer);
    let status = -1, payload = "";
    this.messages = [];
    this.failure = "";
    try {
      if (this.definition) {
        status = this.library.open(this.definition);
        payload = status === 0 ? this.library.payload(`egovbench report ${egbShell(this.definition)}`) || "" : "";
        this.messages = this.library.messages();
      }
    } catch (error) {
      this.failure = String(error.message);
      this.revive();
    }
    this.ranked = status === 0 && this.failure === "";
    this.show();
    this.explore(payload);
  }

  /* A library that failed is in no known state: another takes its place, with the same files. */
  revive() {
    if (this.engine) leave();
    this.engine = null;
    this.leave();
    egbDesk(this.module).then((library) => {
      this.library = library;
      for (const [name, {bytes}] of this.files) library.put(name, bytes);
    });
  }

  count(severity) { return this.messages.filter((message) => message.severity === severity).length; }

  /* What is said about the definition: [kind, text]. */
  verdict() {
    const name = egbClean(this.definition);
    if (this.failure) return ["error", this.t("deskFailed", this.failure)];
    if (this.files.size === 0) return ["none", ""];
    if (!this.definition) return ["note", this.t("deskNoDefinition")];
    return this.ranked ? [this.count("warning") > 0 ? "warning" : "good", this.t("deskRanked", name, this.count("warning"), this.count("note"))]
      : ["error", this.t("deskFaults", name, this.count("error"), this.count("warning"))];
  }

  show() {
    const [kind, text] = this.verdict();
    this.status.className = `egb-verdict egb-is-${kind}`;
    egbPut(this.status, text);
    this.editor.marked();
    this.taken.hidden = !this.ranked;
  }

  leave() {
    if (this.engine) { leave(); this.engine.free(); }
    [this.payload, this.engine] = ["", null];
    this.stage.replaceChildren();
  }

  /* The ranking of the last payload stays while the definition has errors; weights that were moved are in the address. */
  explore(text) {
    const past = !text && this.payload !== "" && this.definition !== "" && this.failure === "";
    this.stage.classList.toggle("egb-stale", past);
    egbPut(this.past, past ? this.t("deskStale") : "");
    if (past || text === this.payload) return;
    this.leave();
    if (!text) return;
    const numbers = JSON.parse(text), section = el("section", {id: "explorer"});
    this.payload = text;
    this.stage.replaceChildren(section);
    section.addEventListener("change", (event) => {
      const language = event.target.dataset.key === "language" && event.target.value;
      if (this.texts.languages.includes(language) && language !== this.language) this.speak(language);
    });
    if (numbers.published) { this.plain(); return; }
    this.engine = egbEngineIn(this.library.exports, numbers);
    explore(section, numbers, this.engine, this.texts);
  }

  /* Ranks as published: nothing to move, so that the table is all there is. */
  plain() {
    const {shown} = JSON.parse(this.payload), {columns, rows} = JSON.parse(this.library.table("ranking", "json"));
    const kept = ["rank", "name", "score", "level_name"].map((id) => columns.find((column) => column.id === id)).filter((column) => column);
    const cell = (value) => (typeof value === "number" ? +value.toFixed(shown) : egbClean(value ?? ""));
    this.stage.firstChild.replaceChildren(el("h2", {text: this.t("ranking")}), el("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": this.t("ranking")},
      el("table", {}, el("thead", {}, el("tr", {}, ...kept.map((column) => el("th", {scope: "col", lang: "en", text: column.label})))),
        el("tbody", {}, ...rows.map((row) => el("tr", {}, ...kept.map((column) => el("td", {dir: "auto", text: cell(row[column.id])}))))))));
  }

  /* ---- the page ---- */

  /* Everything but the explorer anew, in the language of the page. */
  build() {
    const key = this.place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const {languages} = this.texts, own = document.documentElement.lang, main = (l) => l.split("-")[0];
    this.place.lang = languages.find((l) => l === own) || languages.find((l) => main(l) === main(own)) || languages[0];
    document.title = this.t("deskTitle");
    const picker = el("input", {type: "file", multiple: "", hidden: "", onchange: () => this.add([...picker.files])});
    const language = choiceOf("deskLanguage", languages.map((l) => [l, languageName(l), {lang: l}]), this.language, (chosen) => this.speak(chosen));
    this.zone = el("div", {class: `egb-zone${this.files.size > 0 ? " egb-some" : ""}`}, el("p", {text: this.t("deskDrop")}), picker,
      this.button("deskPick", () => picker.click(), {class: "egb-main"}), this.files.size > 0 ? null : this.button("deskExample", () => this.start()));
    this.trouble = el("p", {class: "egb-trouble", role: "alert"});
    this.list = el("ul", {class: "egb-files"});
    this.status = el("p", {class: "egb-verdict", role: "status"});
    this.past = el("p", {class: "egb-past"});
    this.taken = this.takePart();
    const needs = ["Definition", "Data", "Draft"].map((what) => el("li", {}, el("h2", {text: this.t(`deskNeeds${what}`)}), el("p", {text: this.t(`deskNeeds${what}Text`)})));
    this.place.replaceChildren(el("header", {class: "egb-head"}, el("h1", {text: this.t("deskTitle")}), field(this.t("language"), language)),
      el("p", {class: "egb-intro", text: this.t("deskIntro")}), this.zone, this.trouble,
      ...(this.files.size > 0 ? [this.list] : [el("ul", {class: "egb-needs"}, ...needs)]), this.status, this.editor.part(), this.taken, this.past);
    this.fill();
    this.show();
    focusKey(this.place, key);
  }

  /* The files, of which one is open in the editor and one is ranked. */
  fill() {
    const key = this.list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const order = [...this.files.keys()].sort((a, b) => egbIsDefinition(b) - egbIsDefinition(a));
    const choice = order.filter(egbIsDefinition).length > 1; // of definitions
    this.list.replaceChildren(...order.map((name) => this.fileItem(name, this.files.get(name), choice)));
    const data = [...this.files.keys()].some((name) => /\.(csv|tsv|txt)$/i.test(name));
    if (!this.definition && data) this.list.append(el("li", {}, this.button("deskDraft", () => this.draft(), {class: "egb-main"})));
    focusKey(this.list, key);
  }

  fileItem(name, file, choice) {
    const shown = egbClean(name), size = this.t("deskBytes", file.bytes.length.toLocaleString(this.language));
    const act = (key, does, more) => this.button(key, does, {key: `${key}:${name}`, "aria-label": `${this.t(key)}: ${shown}`, ...more});
    return el("li", {}, el("bdi", {class: "egb-file", text: shown}),
      el("span", {class: "egb-note", text: file.unsaved ? `${size} \u00b7 ${this.t("deskUnsaved")}` : size}),
      !choice || !egbIsDefinition(name) ? null : act("deskUse", () => { this.definition = name; this.fill(); this.run(); }, {"aria-pressed": this.definition === name}),
      act("deskEdit", () => this.editor.open(name), {"aria-pressed": this.editor.name === name}),
      act("deskSave", () => this.save(name)), act("deskRemove", () => this.remove(name)));
  }

  /* Tables to take along. */
  takePart() {
    const table = choiceOf("deskTable", EGB_TABLES.map((id) => [id, this.t(`deskTable_${id}`)]), this.chosen || "ranking", (id) => { this.chosen = id; });
    const save = (format, type) => {
      const text = this.library.table(table.value, format), name = this.definition.replace(/\.ya?ml$/i, "");
      if (text !== null) { egbSave(`${name}-${table.value}.${format}`, type, text); return; }
      this.messages = this.library.messages();
      this.show();
    };
    return el("div", {class: "egb-tools egb-taken"}, field(this.t("deskTables"), table),
      ...[["csv", "text/csv"], ["json", "application/json"], ["html", "text/html"]].map(([format, type]) =>
        this.button("save", () => save(format, type), {key: `deskSave-${format}`}, format.toUpperCase())));
  }
}

(async () => {
  const place = document.getElementById("desk");
  if (!place) return;
  try {
    const read = async (id) => JSON.parse(new TextDecoder().decode(await egbUnpack(id)));
    const module = await WebAssembly.compile(await egbUnpack("egb-desk"));
    const [texts, more, starter] = [await read("egb-words"), await read("egb-desk-words"), []];
    for (const name of EGB_EXAMPLE) starter.push([name, await egbUnpack(`egb-${name}`)]);
    const wanted = [place.dataset.language, ...navigator.languages].find((l) => /^(en|zh|ja)\b/.test(l)) || "en";
    document.documentElement.lang = /^zh/.test(wanted) ? "zh-Hant" : wanted.slice(0, 2);
    new EgbDesk(place, module, await egbDesk(module), {...texts, ...more}, starter);
  } catch (error) {
    place.append(el("p", {role: "alert", text: `This browser cannot run the page: ${error.message}`}));
    throw error;
  }
})();
