/* desk_module.js - the whole library (desk.wasm) over files in memory. It knows texts and no document.
 *
 *   const desk = await egbDesk(moduleBytes);
 *   desk.put("index.yaml", text); desk.put("data.csv", bytes);
 *   desk.open("index.yaml") === 0 && desk.table("ranking", "csv");
 *   desk.messages() -> [{severity, code, message, hint, file, line, column, width, source_line, shown}] */
"use strict";

const EGB_DIAG_HUMAN = 0, EGB_DIAG_JSON = 1, EGB_DESK_NO_MEMORY = 5;
const EGB_WASI_NO_FILE = 44, EGB_WASI_BAD_DESCRIPTOR = 8;

/* What the library calls encodings, in the names of the WHATWG Encoding Standard. */
function egbEncoding(name) {
  const known = {CP932: "shift_jis", CP949: "euc-kr", CP866: "ibm866", MACINTOSH: "macintosh"};
  return known[name] || name.replace(/^CP(?=125\d$)/, "windows-").toLowerCase();
}

/* The decoder takes bytes that a code page of Windows has no character for as controls, and all of ISO-8859-1 for such a
 * page: neither is what was written. Throws at the first byte that does not exist. */
function egbDecode(encoding, bytes, more) {
  if (encoding === "iso-8859-1") return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const text = new TextDecoder(encoding, {fatal: true, ignoreBOM: true}).decode(bytes, {stream: more});
  if (encoding.startsWith("windows-") && /[\u0080-\u009f]/.test(text)) throw new TypeError("no such character");
  return text;
}

/* [text, how many bytes it was made of]: as many as are right. */
function egbDecodeMost(encoding, bytes) {
  const tried = (length) => {
    try { return egbDecode(encoding, bytes.subarray(0, length), length < bytes.length); } catch (error) { return null; }
  };
  const whole = tried(bytes.length);
  if (whole !== null) return [whole, bytes.length];
  let from = 0, to = bytes.length; // so many are right; so many are not
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (tried(middle) === null) to = middle; else from = middle;
  }
  return [tried(from) || "", from];
}

/* What the library asks of its system: the time, random numbers, encodings. There are no files, and what is printed goes
 * nowhere. */
function egbSystem(exports) {
  const memory = () => exports().memory.buffer;
  const name = (at) => {
    const bytes = new Uint8Array(memory(), at);
    return egbEncoding(String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0))));
  };
  const egovbench = {
    knows(encoding) {
      try { return new TextDecoder(name(encoding)) && 1; } catch (error) { return 0; }
    },
    decode(encoding, from, length, decoded, read) {
      const [text, most] = egbDecodeMost(name(encoding), new Uint8Array(memory(), from, length)), bytes = new TextEncoder().encode(text);
      const at = exports().malloc(bytes.length + 1);
      if (at === 0) return 0;
      new Uint8Array(memory(), at, bytes.length).set(bytes);
      new DataView(memory()).setUint32(decoded, bytes.length, true);
      new DataView(memory()).setUint32(read, most, true);
      return at;
    },
  };
  const own = {
    clock_time_get(clock, precision, at) {
      const now = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;
      new DataView(memory()).setBigUint64(at, now, true);
      return 0;
    },
    random_get(at, length) {
      crypto.getRandomValues(new Uint8Array(memory(), at, length));
      return 0;
    },
    fd_write(file, pieces, count, at) {
      const view = new DataView(memory());
      let written = 0;
      for (let i = 0; i < count; i++) written += view.getUint32(pieces + 8 * i + 4, true);
      view.setUint32(at, written, true);
      return 0;
    },
    path_open: () => EGB_WASI_NO_FILE,
    path_filestat_get: () => EGB_WASI_NO_FILE,
    proc_exit(code) { throw new Error(`the library ended itself (${code})`); },
  };
  return {egovbench, wasi_snapshot_preview1: new Proxy(own, {get: (all, name) => all[name] || (() => EGB_WASI_BAD_DESCRIPTOR)})};
}

async function egbDesk(moduleBytes) {
  let wasm = null;
  const {instance} = await WebAssembly.instantiate(moduleBytes, egbSystem(() => wasm));
  wasm = instance.exports;
  wasm._initialize();
  const self = wasm.egb_desk_new(), coder = new TextEncoder(), decoder = new TextDecoder();
  /* Bytes, ended by a NUL, while a call lasts. */
  const lend = (bytes, use) => {
    const at = wasm.malloc(bytes.length + 1);
    if (at === 0) return EGB_DESK_NO_MEMORY;
    new Uint8Array(wasm.memory.buffer, at, bytes.length + 1).set(bytes);
    new Uint8Array(wasm.memory.buffer)[at + bytes.length] = 0;
    try { return use(at, bytes.length); } finally { wasm.free(at); }
  };
  const say = (text, use) => lend(coder.encode(text), use);
  const text = () => decoder.decode(new Uint8Array(wasm.memory.buffer, wasm.egb_desk_text(self), wasm.egb_desk_length(self)));
  const answer = (status) => (status === 0 ? text() : null);
  const report = (format) => answer(wasm.egb_desk_messages(self, format));

  return {
    put(name, content) {
      const bytes = typeof content === "string" ? coder.encode(content) : content;
      return say(name, (named) => lend(bytes, (at, length) => wasm.egb_desk_put(self, named, at, length)));
    },
    remove(name) { say(name, (named) => wasm.egb_desk_remove(self, named)); },

    /* The status of the library: 0 for a ranking. */
    open(name, period = "") { return say(name, (named) => say(period, (at) => wasm.egb_desk_open(self, named, at))); },

    /* As a terminal shows them. */
    report() { return report(EGB_DIAG_HUMAN); },

    /* shown: the message as a terminal shows it. Its lines but the first are indented. */
    messages() {
      const list = JSON.parse(report(EGB_DIAG_JSON)), shown = report(EGB_DIAG_HUMAN).split(/\n(?! )/);
      return list.map((message, i) => ({...message, shown: shown[i]}));
    },

    /* A text; null: there is none. */
    table(name, format) { return answer(say(name, (named) => say(format, (at) => wasm.egb_desk_table(self, named, at)))); },
    payload(command) { return answer(say(command, (at) => wasm.egb_desk_payload(self, at))); },
  };
}

if (typeof module === "object") module.exports = {egbDesk, egbSystem};
