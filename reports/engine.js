/* engine.js - the program's own engine (engine.wasm) under the weights of a page; README.md says what can be asked.
 *
 * Views (weights, scores, ...) are made anew whenever they are asked for: memory may have grown, and moved, between two
 * calls. Take one for a loop, and do not keep it across a call of the engine. */
"use strict";

// Of egb_status.
const EGB_UNCOMPUTABLE = 3, EGB_NO_MEMORY = 5;
// Pairs of units looked at for one answer.
const EGB_PASSED_MOST = 400;

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
  payload.units.forEach((unit, u) => numbers.push("position" in unit ? unit.position : u, yes("unranked" in unit)));
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
  return egbEngineIn(instance.exports, payload);
}

/* In a module that runs already: that of the whole library has the engine as well. */
function egbEngineIn(wasm, payload) {
  const nodes = payload.nodes.length, units = payload.units.length;
  const floats = (at, count) => new Float64Array(wasm.memory.buffer, at, count);
  const check = status => {
    if (status !== 0) throw new Error(`the engine has no answer (${status})`);
  };
  /* Room for numbers while a call lasts. */
  const lend = (count, use) => {
    const at = wasm.malloc(count * 8);
    if (at === 0) check(EGB_NO_MEMORY);
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
  const parts = payload.nodes.map((node, i) => i).filter(i => payload.nodes[i].parent === 0);
  /* null: the methods of the index allow no answer. */
  const ask = (count, call) => lend(count, at => {
    floats(at, count).fill(NaN);
    const status = call(at);
    if (status === EGB_UNCOMPUTABLE) return null;
    check(status);
    return floats(at, count).slice();
  });
  /* Of a list of nodes and their weights: those of the children of the index, 0 where it has none. */
  const partWeights = (list, step, offset) => {
    const found = new Map();
    for (let i = 0; i + offset < list.length && !Number.isNaN(list[i]); i += step) found.set(list[i], list[i + offset]);
    return Float64Array.from(parts, node => found.get(node) ?? 0);
  };

  return {
    nodes, units,
    free() { wasm.egb_engine_free(self); },
    get weights() { return floats(wasm.egb_engine_weights(self), nodes); },
    get scores() { return floats(wasm.egb_engine_scores(self), nodes * units); },
    get ranks() { return floats(wasm.egb_engine_ranks(self), units); },
    get levels() { return new Int32Array(wasm.memory.buffer, wasm.egb_engine_levels(self), units); },
    get shares() { return floats(wasm.egb_engine_shares(self), nodes); },
    get effective() { return floats(wasm.egb_engine_effective(self), nodes); },

    /* Throws, and leaves all as it was, for weights that are none. */
    score() { check(wasm.egb_engine_score(self)); },

    edition(edition, weights) {
      const next = open(edition, weights ?? edition.weights);
      wasm.egb_engine_free(self);
      self = next;
    },

    intervals({law = "uniform", spread = 25, concentration = 50, draws = 500, seed = 1, tail = 0.05} = {}) {
      const amount = law === "dirichlet" ? concentration : spread / 100;
      return lend(2 * units, at => {
        check(wasm.egb_engine_intervals(self, ["uniform", "dirichlet", "flat"].indexOf(law), amount, draws, seed, tail,
          at, at + 8 * units));
        return {low: floats(at, units).slice(), high: floats(at + 8 * units, units).slice()};
      });
    },

    stability(node, top = 10) {
      const out = ask(18, at => wasm.egb_engine_stability(self, node, top, at));
      if (!out) return null;
      const unit = x => (x < 0 ? null : x), end = i => ({loses: unit(out[i + 1]), gains: unit(out[i + 2])});
      const range = i => [out[i], out[i + 3]], ends = i => [end(i), end(i + 3)];
      return {first: range(0), top: range(6), all: range(12), ends: {first: ends(0), top: ends(6), all: ends(12)}};
    },

    swap(a, b) {
      const out = ask(3 + 5 * parts.length, at => wasm.egb_engine_swap(self, a, b, at));
      if (!out) return null;
      const rows = [];
      for (let i = 3; i < out.length && !Number.isNaN(out[i]); i += 5) rows.push(out.slice(i, i + 5));
      return {possible: out[0] === 0, verdict: ["possible", "swapNever", "swapLevel", "swapSame"][out[0]], difference: out[1],
        distance: out[2], parts: rows.map(([node, difference]) => ({node, difference})),
        node: rows.flatMap(([node, , ...alone]) => alone.slice(0, 2).filter(x => !Number.isNaN(x)).map(weight => ({node, weight}))),
        nearest: out[0] === 0 && !Number.isNaN(out[7]) ? partWeights(out.slice(3), 5, 4) : null};
    },

    reach(unit, rank) {
      const out = ask(1 + 2 * parts.length, at => wasm.egb_engine_reach(self, unit, rank, at));
      if (!out) return null;
      const near = out[0] < 0 ? null : this.nearest(unit, rank);
      return {weights: near ?? (out[0] > 0 ? partWeights(out.slice(1), 2, 1) : null), proven: out[0] < 0, nearest: near !== null};
    },

    /* To gain k places is to pass k units or more, and no weights nearer than those of the k-th nearest swap do; so these are
       the nearest if they give the rank. What swaps with units that lack other parts is found by search, which proves
       nothing: as if they were passed for nothing. null: not proven. */
    nearest(unit, rank) {
      const ranks = this.ranks.slice(), scores = this.scores.slice(), now = ranks[unit], gain = now > rank;
      const passed = [...ranks.keys()].filter(u => (gain ? ranks[u] < now : ranks[u] > now));
      const alike = passed.filter(u => parts.every(k => isNaN(scores[k * units + u]) === isNaN(scores[k * units + unit])));
      const place = Math.abs(now - rank) - (passed.length - alike.length) - 1, tied = ranks.filter(r => r === now).length > 1;
      if (place < 0 || passed.length > EGB_PASSED_MOST || payload.ties !== "competition" || payload.decimals >= 0 || (tied && !gain))
        return null;
      const swaps = alike.map(u => (gain ? this.swap(u, unit) : this.swap(unit, u))).filter(swap => swap?.possible || swap?.verdict === "swapLevel");
      const weights = swaps.sort((a, b) => (a.distance || 0) - (b.distance || 0))[place]?.nearest;
      return weights && this.gives(weights, () => (gain ? this.ranks[unit] <= rank : this.ranks[unit] >= rank)) ? weights : null;
    },

    /* What holds under other weights, of all nodes or of the children of the index; those now come back. */
    gives(weights, question) {
      const mine = this.weights.slice();
      if (weights.length === nodes) this.weights.set(weights);
      else parts.forEach((node, k) => { this.weights[node] = weights[k]; });
      try {
        this.score();
        return question();
      } finally {
        this.weights.set(mine);
        this.score();
      }
    },

    bounds(unit, percent = 0) {
      const out = ask(4, at => wasm.egb_engine_bounds(self, unit, percent, at));
      return out && {best: out[0], worst: out[1], bestProven: out[2], worstProven: out[3],
        proven: out[0] === out[2] && out[1] === out[3]};
    },
  };
}

if (typeof module === "object") module.exports = {egbEngine, egbEngineIn, egbPack};
