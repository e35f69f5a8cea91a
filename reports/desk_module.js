/* desk_module.js - the whole library (desk.wasm) over files in memory. It knows texts and no document.
 *
 *   const desk = await egbDesk(await WebAssembly.compile(bytes));
 *   desk.put("index.yaml", text); desk.put("data.csv", bytes);
 *   desk.open("index.yaml") === 0 && desk.table("ranking", "csv");
 *   desk.messages() -> [{severity, code, message, hint, file, line, column, width, source_line, shown}] */
"use strict";

const EGB_DIAG_HUMAN = 0, EGB_DIAG_JSON = 1, EGB_DESK_NO_MEMORY = 5;
const EGB_WASI_NO_FILE = 44, EGB_WASI_BAD_DESCRIPTOR = 8, EGB_WASI_FOLDER = 3, EGB_WASI_FILE = 4;

/* What the library calls encodings, in the names of the WHATWG Encoding Standard. */
function egbEncoding(name) {
  const known = {CP932: "shift_jis", CP949: "euc-kr", CP866: "ibm866", MACINTOSH: "macintosh"};
  return known[name] || name.replace(/^CP(?=125\d$)/, "windows-").toLowerCase();
}

/* Encodings that a decoder does not know, or takes for another: their characters from 128 on, as far as they are not those
 * of Unicode. */
const EGB_UPPER = {
  "cp850": "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
  "windows-1252": "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ",
  "iso-8859-1": "",
};

/* Throws at the first byte that does not exist. A decoder takes bytes that a code page of Windows has no character for as
 * controls, which are not what was written. */
function egbDecode(encoding, bytes, more) {
  const upper = EGB_UPPER[encoding], letter = (byte) => (byte < 128 ? undefined : upper[byte - 128]) ?? String.fromCharCode(byte);
  const text = upper === undefined ? new TextDecoder(encoding, {fatal: true, ignoreBOM: true}).decode(bytes, {stream: more})
    : Array.from(bytes, letter).join("");
  if (upper === undefined ? encoding.startsWith("windows-") && /[\u0080-\u009f]/.test(text) : text.includes("\ufffd")) throw new TypeError("no such character");
  return text;
}

/* [text, how many bytes it was made of]: as many as are right. */
function egbDecodeMost(encoding, bytes) {
  const tried = (length, more) => {
    try { return egbDecode(encoding, bytes.subarray(0, length), more); } catch (error) { return null; }
  };
  const whole = tried(bytes.length, false);
  if (whole !== null) return [whole, bytes.length];
  let from = 0, to = bytes.length; // so many are right, or right so far; so many are not
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (tried(middle, true) === null) to = middle; else from = middle;
  }
  while (tried(from, false) === null) from--; // what a character is begun with
  return [tried(from, false), from];
}

/* Files that can only be read: one folder without folders. A descriptor is [the bytes, how many were read]; 3 is the
 * folder, by which the C library finds all others. */
function egbFiles(memory, files) {
  const open = new Map(), folder = 3, view = () => new DataView(memory());
  const text = (at, length) => new TextDecoder().decode(new Uint8Array(memory(), at, length));
  const describe = (at, size, kind) => {
    new Uint8Array(memory(), at, 64).fill(0);
    view().setUint8(at + 16, kind);
    view().setBigUint64(at + 24, 1n, true); // links
    view().setBigUint64(at + 32, BigInt(size), true);
    return 0;
  };
  return {
    fd_prestat_get(file, at) {
      if (file !== folder) return EGB_WASI_BAD_DESCRIPTOR;
      view().setUint32(at, 0, true); // a folder, whose name has one byte
      view().setUint32(at + 4, 1, true);
      return 0;
    },
    fd_prestat_dir_name(file, at) { view().setUint8(at, 0x2f); return 0; },
    fd_fdstat_get(file, at) {
      if (file !== folder && !open.has(file)) return EGB_WASI_BAD_DESCRIPTOR;
      new Uint8Array(memory(), at, 24).fill(0);
      view().setUint8(at, file === folder ? EGB_WASI_FOLDER : EGB_WASI_FILE);
      new Uint8Array(memory(), at + 8, 16).fill(0xff); // may do all that rights can name
      return 0;
    },
    path_open(from, follow, at, length, how, rights, inherited, flags, result) {
      const bytes = files.get(text(at, length));
      if (!bytes) return EGB_WASI_NO_FILE;
      let file = folder + 1;
      while (open.has(file)) file++;
      open.set(file, [bytes, 0]);
      view().setUint32(result, file, true);
      return 0;
    },
    path_filestat_get(from, follow, at, length, result) {
      const bytes = files.get(text(at, length));
      return bytes ? describe(result, bytes.length, EGB_WASI_FILE) : EGB_WASI_NO_FILE;
    },
    fd_filestat_get(file, at) {
      return open.has(file) ? describe(at, open.get(file)[0].length, EGB_WASI_FILE) : EGB_WASI_BAD_DESCRIPTOR;
    },
    fd_read(file, pieces, count, result) {
      const [bytes, from] = open.get(file) || [];
      if (!bytes) return EGB_WASI_BAD_DESCRIPTOR;
      let at = from;
      for (let i = 0; i < count; i++) {
        const to = view().getUint32(pieces + 8 * i, true), room = view().getUint32(pieces + 8 * i + 4, true);
        const piece = bytes.subarray(at, at + room);
        new Uint8Array(memory(), to, piece.length).set(piece);
        at += piece.length;
      }
      open.set(file, [bytes, at]);
      view().setUint32(result, at - from, true);
      return 0;
    },
    fd_close(file) { return open.delete(file) ? 0 : EGB_WASI_BAD_DESCRIPTOR; },
  };
}

/* What the library asks of its system: the time, random numbers, encodings, files. What is printed is lost. */
function egbSystem(exports, files) {
  const memory = () => exports().memory.buffer;
  const name = (at) => {
    const bytes = new Uint8Array(memory(), at);
    return egbEncoding(String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0))));
  };
  const egovbench = {
    knows(encoding) {
      try { return (EGB_UPPER[name(encoding)] ?? new TextDecoder(name(encoding))) === undefined ? 0 : 1; } catch (error) { return 0; }
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
    ...egbFiles(memory, files),
    clock_time_get(clock, precision, at) {
      const now = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;
      new DataView(memory()).setBigUint64(at, now, true);
      return 0;
    },
    random_get(at, length) {
      crypto.getRandomValues(new Uint8Array(memory(), at, length));
      return 0;
    },
    proc_exit(code) { throw new Error(`the library ended itself (${code})`); },
  };
  return {egovbench, wasi_snapshot_preview1: new Proxy(own, {get: (all, name) => all[name] || (() => EGB_WASI_BAD_DESCRIPTOR)})};
}

async function egbDesk(module) {
  const files = new Map();
  let wasm = null;
  wasm = (await WebAssembly.instantiate(module, egbSystem(() => wasm, files))).exports;
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
    exports: wasm, // for egbEngineIn

    put(name, content) {
      const bytes = typeof content === "string" ? coder.encode(content) : content;
      files.set(name, bytes);
      return say(name, (named) => lend(bytes, (at, length) => wasm.egb_desk_put(self, named, at, length)));
    },
    remove(name) {
      files.delete(name);
      say(name, (named) => wasm.egb_desk_remove(self, named));
    },

    /* The status of the library: 0 for a ranking. */
    open(name, period = "") { return say(name, (named) => say(period, (at) => wasm.egb_desk_open(self, named, at))); },

    /* As a terminal shows them. */
    report() { return report(EGB_DIAG_HUMAN); },

    /* shown: the message as a terminal shows it. Its lines but the first are indented. */
    messages() {
      const list = JSON.parse(report(EGB_DIAG_JSON)), shown = report(EGB_DIAG_HUMAN).split(/\n(?! )/);
      return list.map((message, i) => ({...message, shown: shown[i]}));
    },

    /* A text; null: there is none, and messages may say why. */
    draft(id) { return answer(say(id, (named) => wasm.egb_desk_draft(self, named))); },
    table(name, format) { return answer(say(name, (named) => say(format, (at) => wasm.egb_desk_table(self, named, at)))); },
    payload(command) { return answer(say(command, (at) => wasm.egb_desk_payload(self, at))); },
  };
}

if (typeof module === "object") module.exports = {egbDesk, egbSystem};
