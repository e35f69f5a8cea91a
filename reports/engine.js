/* engine.js - the program's own engine (engine.wasm) under the weights of a page. It knows numbers and no document.
 *
 *   const engine = await egbEngine(moduleBytes, payload);
 *   engine.weights[3] = 20; engine.score(); engine.ranks[0];
 *
 * Views (weights, scores, ...) are made anew whenever they are asked for: memory may have grown, and moved, between two
 * calls. Take one for a loop, and do not keep it across a call of the engine. */
"use strict";

const EGB_STATUS = ["", "the page's data is damaged", "", "no unit can be ranked with these weights",
  "these are no weights or numbers that can be used", "there is not enough memory", "an internal fault"];

/* A pack as src/live/engine.h describes it: numbers, and the names of methods and parameters. */
function egbPack(payload, values, weights) {
  const numbers = [], names = [], units = payload.units.length;
  const word = name => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name);
  };
  const method = choice => {
    if (!choice) return numbers.push(-1, 0);
    const entries = Object.entries(choice[1]);
    numbers.push(word(choice[0]), entries.length);
    for (const [name, list] of entries) numbers.push(word(name), list.length, ...list);
  };
  const children = new Set(payload.nodes.map(node => node.parent));
  const yes = value => (value ? 1 : 0);
  numbers.push(1, payload.nodes.length, units, payload.scale, yes(payload.lower),
    ["competition", "dense", "fractional", "ordinal"].indexOf(payload.ties),
    ["half-even", "half-up", "r"].indexOf(payload.rounding), payload.decimals + 1);
  numbers.push(payload.tieBreakers.length, ...payload.tieBreakers);
  numbers.push(payload.levels.length);
  for (const level of payload.levels) numbers.push(level.from, level.minimum ?? NaN);
  payload.nodes.forEach((node, i) => {
    numbers.push(node.parent, weights ? weights[i] : node.weight, node.available ?? 0, node.least ?? 0,
      yes(node.ofChildren), yes(node.subtract), yes(node.live === false));
    method(node.live === false ? null : node.aggregate);
    method(node.live === false ? null : node.rescale);
    numbers.push(...(node.live !== false && node.rescale?.[2] ? [2, ...node.rescale[2]] : [0]));
  });
  for (const unit of payload.units) numbers.push(unit.position, yes("unranked" in unit));
  numbers.push(yes(values.notFor));
  if (values.notFor)
    for (const list of values.notFor) {
      const out = new Set(list);
      for (let u = 0; u < units; u++) numbers.push(yes(!out.has(u)));
    }
  const column = list => {
    for (const value of list) numbers.push(value ?? NaN);
  };
  let leaf = 0;
  payload.nodes.forEach((node, i) => {
    if (!children.has(i)) {
      const own = values.values[leaf++];
      column(typeof own === "number" ? values.values[own] : own);
    } else if (node.live === false) {
      column(values.scored[node.id]);
    }
  });
  return {numbers, names: names.map(name => name + "\0").join("")};
}

async function egbEngine(moduleBytes, payload) {
  const {instance} = await WebAssembly.instantiate(moduleBytes, {});
  instance.exports._initialize();
  const wasm = instance.exports, nodes = payload.nodes.length, units = payload.units.length;
  const floats = (at, count) => new Float64Array(wasm.memory.buffer, at, count);
  const check = status => {
    if (status !== 0) throw new Error(EGB_STATUS[status] || "the engine failed");
  };
  /* Room for numbers while a call lasts. */
  const lend = (count, use) => {
    const at = wasm.malloc(count * 8);
    if (at === 0) throw new Error(EGB_STATUS[5]);
    try {
      return use(at);
    } finally {
      wasm.free(at);
    }
  };
  const open = (values, weights) => {
    const {numbers, names} = egbPack(payload, values, weights), text = new TextEncoder().encode(names);
    return lend(numbers.length, at => lend(Math.ceil(text.length / 8) + 2, room => {
      floats(at, numbers.length).set(numbers);
      new Uint8Array(wasm.memory.buffer, room + 8, text.length).set(text);
      check(wasm.egb_engine_new(at, numbers.length, room + 8, text.length, room));
      return new Uint32Array(wasm.memory.buffer, room, 1)[0];
    }));
  };
  let self = open(payload, null);

  return {
    nodes, units,
    get weights() { return floats(wasm.egb_engine_weights(self), nodes); },
    get scores() { return floats(wasm.egb_engine_scores(self), nodes * units); },
    get ranks() { return floats(wasm.egb_engine_ranks(self), units); },
    get levels() { return new Int32Array(wasm.memory.buffer, wasm.egb_engine_levels(self), units); },
    get shares() { return floats(wasm.egb_engine_shares(self), nodes); },
    get effective() { return floats(wasm.egb_engine_effective(self), nodes); },

    /* Scores, ranks and levels of the weights as they are; throws, and leaves all as it was, for weights that are none. */
    score() { check(wasm.egb_engine_score(self)); },

    /* Takes the values of another edition, and its weights unless some are given. */
    edition(edition, weights) {
      const next = open(edition, weights ?? edition.weights);
      wasm.egb_engine_free(self);
      self = next;
    },

    /* Ranks that random weights give, but for a share `tail` of the draws at either end. */
    intervals({law = "uniform", spread = 25, concentration = 50, draws = 500, seed = 1, tail = 0.05} = {}) {
      const amount = law === "dirichlet" ? concentration : spread / 100;
      return lend(2 * units, at => {
        check(wasm.egb_engine_intervals(self, ["uniform", "dirichlet", "flat"].indexOf(law), amount, draws, seed, tail,
          at, at + 8 * units));
        return {low: floats(at, units).slice(), high: floats(at + 8 * units, units).slice()};
      });
    },
  };
}

if (typeof module === "object") module.exports = {egbEngine, egbPack};
