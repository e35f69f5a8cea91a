/* The editor of the desk and, beside it, what the library says about the text. */
const EGB_NO_FILE = "E0501"; // a file that is named and not here
const EGB_MARKS = {error: "\u2715", warning: "!", note: "\u00b7"}, EGB_SEVERITIES = ["note", "warning", "error"];

class EgbEditor {
  constructor(desk) { Object.assign(this, {desk, name: "", area: null}); }

  open(name) {
    this.name = name;
    this.desk.fill();
    this.fill();
    this.marked();
  }

  part() {
    this.box = el("div", {class: "egb-editor"});
    this.found = el("div", {class: "egb-found"});
    this.pair = el("div", {class: "egb-pair-of"}, this.box, this.found);
    this.fill();
    return this.pair;
  }

  /* Lines do not wrap, so that the numbers beside them are theirs. */
  fill() {
    const file = this.desk.files.get(this.name), scroll = this.area && this.area.egbName === this.name ? this.area.scrollTop : 0;
    this.area = null;
    this.pair.hidden = !file;
    if (!file || file.text === null) {
      this.box.replaceChildren(...(file ? [el("p", {class: "egb-note", text: this.desk.t("deskNotText", egbClean(this.name))})] : []));
      return;
    }
    this.gutter = el("pre", {class: "egb-gutter", "aria-hidden": true});
    this.lights = el("div", {class: "egb-lights", "aria-hidden": true}, el("div"));
    const area = this.area = el("textarea", {key: "text", class: "egb-text", spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off", dir: "ltr",
      "aria-label": this.desk.t("deskText", egbClean(this.name)), onscroll: () => this.follow(),
      oninput: () => { this.number(); this.desk.typed(this.name, area.value); }});
    area.value = file.text;
    area.egbName = this.name;
    this.box.replaceChildren(this.gutter, this.lights, area);
    this.number();
    area.scrollTop = scroll;
  }

  follow() {
    this.gutter.scrollTop = this.area.scrollTop;
    this.lights.firstChild.style.transform = `translateY(${-this.area.scrollTop}px)`;
  }

  messages() { return this.desk.messages; }

  isHere(message) { return egbLast(message.file) === this.name; }

  /* Numbers of lines, and the worst that is said about each. */
  number() {
    if (!this.area) return;
    const worst = new Map(), lines = this.area.value.split("\n").length, rank = (severity) => EGB_SEVERITIES.indexOf(severity);
    for (const message of this.messages().filter((message) => this.isHere(message) && message.line > 0))
      if (!(rank(worst.get(message.line)) >= rank(message.severity))) worst.set(message.line, message.severity);
    let text = "";
    for (let line = 1; line <= lines; line++) text += `${worst.has(line) ? EGB_MARKS[worst.get(line)] + " " : ""}${line}\n`;
    egbPut(this.gutter, text);
    this.box.style.setProperty("--lines", lines);
    this.lights.firstChild.replaceChildren(...[...worst].filter(([line]) => line <= lines).map(([line, severity]) => {
      const light = el("i", {class: `egb-is-${severity}`});
      light.style.insetBlockStart = `calc(${line - 1} * var(--line))`;
      return light;
    }));
    this.follow();
  }

  /* After the library has read the text: those about it first, in the order of its lines. */
  marked() {
    this.number();
    const {desk} = this, order = (message) => [this.isHere(message) ? 0 : 1, message.file || "", message.line || 0];
    const sorted = desk.messages.map((message) => [order(message), message]).sort(([a], [b]) => {
      const i = a.findIndex((part, k) => part !== b[k]);
      return i < 0 ? 0 : a[i] < b[i] ? -1 : 1;
    });
    const key = this.found.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.found.replaceChildren(el("h2", {text: desk.t("deskMessages")}), sorted.length === 0 ? el("p", {class: "egb-note", text: desk.t("deskNoMessages")})
      : el("ol", {class: "egb-messages"}, ...sorted.map(([, message]) => this.item(message))));
    focusKey(this.found, key);
  }

  /* As in a terminal: the line it is about, and below it where. */
  item(message) {
    const {desk} = this, name = egbLast(message.file), severity = {error: "deskError", warning: "deskWarning", note: "deskNote"}[message.severity];
    const source = message.source_line ? message.shown.split("\n").slice(1, 3).map((line) => line.slice(2)) : [];
    const place = desk.files.has(name) && message.line > 0 && desk.button("deskPlace", () => this.go(message),
      {key: `place:${message.code}:${name}:${message.line}:${message.column}`}, egbClean(name), message.line, message.column);
    const [hint, spoken] = message.code === EGB_NO_FILE ? [desk.t("deskAddFile"), null] : [message.hint, "en"];
    return el("li", {class: `egb-is-${message.severity}`},
      el("p", {class: "egb-what"}, el("b", {text: `${EGB_MARKS[message.severity]} ${desk.t(severity)}`}), " ", el("code", {text: message.code}), " ", place || null),
      el("p", {lang: "en", dir: "auto", text: egbClean(message.message)}),
      source.length > 0 ? el("pre", {tabindex: 0, role: "group", "aria-label": desk.t("deskSource"), text: source.map(egbClean).join("\n")}) : null,
      hint ? el("p", {class: "egb-hint-of", lang: spoken, dir: "auto", text: `\u2192 ${egbClean(hint)}`}) : null);
  }

  /* The place of a message, which counts characters and not units of UTF-16. */
  go(message) {
    const name = egbLast(message.file);
    if (this.name !== name) this.open(name);
    if (!this.area) return;
    const lines = this.area.value.split("\n"), line = Math.min(message.line, lines.length) - 1, letters = [...lines[line]];
    const before = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0), units = (count) => letters.slice(0, count).join("").length;
    this.area.focus();
    this.area.setSelectionRange(before + units(message.column - 1), before + units(message.column - 1 + message.width));
    this.area.scrollTop = Math.max(0, (line - 4) * this.area.scrollHeight / lines.length);
  }
}
