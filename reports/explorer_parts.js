/* Small parts of the explorer. Names come from anybody's data: they become text, never markup. */
const EGB_SVG = "http://www.w3.org/2000/svg";

/* An element: "tag.class", perhaps properties, texts and elements in it. Properties: "on..." are listeners, "text" its text,
 * "key" what its focus is found by again, "tip" its name where it shows a sign only; others are attributes, of which null
 * and false ones are left out. */
function el(name, ...children) {
  const [tag, ...classes] = name.split("."), svg = tag.startsWith("svg:"), properties = children[0]?.constructor === Object ? children.shift() : {};
  const element = svg ? document.createElementNS(EGB_SVG, tag.slice(4)) : document.createElement(tag);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || (value === false && !key.startsWith("aria"))) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "text") element.textContent = value;
    else if (key === "key") element.dataset.key = value;
    else if (key === "tip") element.setAttribute("aria-label", (element.title = value));
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child ?? false));
  return element;
}

function push(kind, properties, ...children) { return el(`button.egb-${kind}`, {type: "button", ...properties}, ...children); }

/* Writes only what changed: most cells of a frame are as before. */
function egbPut(element, text) {
  if (element.egbText === text) return;
  element.egbText = text;
  element.textContent = text;
}

/* Direction marks and controls would act on what is around a name. */
function egbClean(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/* In a sentence, a name that is written from the right to the left is isolated. */
function egbInside(text) {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text;
}

function egbShare(share, digits = 1) { return `${(share * 100).toFixed(digits)} %`; }

function egbTrack(kind) { return el(`span.egb-track.egb-${kind}`, {"aria-hidden": true}, el("i"), el("b")); }

function egbSpan(track, from, to, dot) {
  const [bar, point] = track.children;
  track.hidden = !(from <= to);
  bar.style.left = `${from * 100}%`;
  bar.style.width = `${Math.max(0, to - from) * 100}%`;
  point.style.left = `${dot * 100}%`;
}

/* Pairs of digits to the base 91 for 13 or 14 bits, as src/base/base91.h has it. */
function egbBytes(text) {
  const bytes = new Uint8Array(text.length);
  let k = 0, queue = 0, held = 0, first = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i), digit = code - 33 - (code > 38) - (code > 60) - (code > 92);
    if (first < 0) { first = digit; continue; }
    const number = first + digit * 91;
    queue |= number << held;
    for (held += (number & 8191) > 88 ? 13 : 14; held > 7; held -= 8, queue >>= 8) bytes[k++] = queue;
    first = -1;
  }
  if (first >= 0) bytes[k++] = queue | first << held;
  return bytes.subarray(0, k);
}

async function egbUnpack(id) {
  const element = document.getElementById(id), bytes = egbBytes(element.textContent);
  if (element.dataset.encoding === "base91") return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function egbSave(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], {type}));
  const link = el("a", {href: address, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/* As `--excel` does: what a spreadsheet would run as a formula is quoted. */
function egbCsvCell(value) {
  const text = Number.isNaN(value) ? "" : typeof value === "number" ? String(value) : String(value ?? "").replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/* A table of which only the rows in view exist. kind(column): the class of its cells; mark(row, unit) marks a row. */
class EgbRows {
  constructor(scroll, head, body, columns, kind, mark) {
    Object.assign(this, {scroll, head, body, columns, kind, mark, list: [], at: new Map(), high: 36});
    this.before = el("tr", {"aria-hidden": true}, el("td", {colspan: columns.length}));
    this.after = this.before.cloneNode(true);
    body.replaceChildren(this.before, this.after);
    scroll.addEventListener("scroll", () => this.draw(), {passive: true});
  }

  make() {
    const row = el("tr");
    row.draws = this.columns.map((column) => {
      const cell = el(column.header ? "th" : "td", {class: this.kind(column), scope: column.header && "row"});
      row.append(cell);
      return column.make(cell, row);
    });
    return row;
  }

  /* The place of the first row in view. */
  top() { return Math.round(this.scroll.scrollTop / this.high); }

  /* The first drawing measures a row: a browser that is asked for a measure has to lay the page out at once. */
  draw() {
    const {high, list, at} = this, from = Math.max(0, this.top() - 5), to = Math.min(list.length, from + Math.ceil(this.scroll.clientHeight / high) + 10);
    for (const [place, row] of at) {
      if (place >= from && place < to) continue;
      if (row.contains(document.activeElement)) this.scroll.focus({preventScroll: true});
      row.remove();
      at.delete(place);
    }
    let last = this.before;
    for (let place = from; place < to; place++) {
      const row = at.get(place) || this.make(), unit = list[place];
      at.set(place, row);
      row.setAttribute("aria-rowindex", place + 2);
      if (last.nextSibling !== row) last.after(row);
      Object.assign(row, {unit, place});
      for (const draw of row.draws) draw(unit);
      this.mark(row, unit);
      last = row;
    }
    this.before.firstChild.style.height = `${from * high}px`;
    this.after.firstChild.style.height = `${Math.max(0, list.length - to) * high}px`;
    if (this.known || last === this.before) return;
    [this.known, this.high] = [true, last.getBoundingClientRect().height || high];
    this.draw();
  }

  /* Focuses something in the row of a place, which comes into view. */
  focus(place, selector) {
    const goal = Math.max(0, Math.min(this.list.length - 1, place)), {high, scroll} = this, top = goal * high;
    const room = scroll.clientHeight - this.head.offsetHeight - high;
    scroll.scrollTop = Math.min(top, Math.max(top - room, scroll.scrollTop));
    this.draw();
    this.at.get(goal)?.querySelector(selector).focus({preventScroll: true});
  }
}
