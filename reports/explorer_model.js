/* The weights of the page, without its looks: what moving, locking, equalising does, what is undone, and weights as
 * settings: [[node, share], ...], the few weights that have to be named so that the siblings follow in proportion.
 * Settings are how weights are kept in the address, in commands and in files, and each state of rest is made from its
 * settings by `replay`, as `--set ID=20%` does, so that all of these give the same numbers to the last bit. */
const EGB_ALIKE = 1e-9; // of ratios: what arithmetic leaves of equal ones
const EGB_UNDO_MOST = 500;

class EgbWeights {
  constructor(nodes, weights, base) {
    this.nodes = nodes;
    this.now = weights; // the engine's own, changed in place
    this.base = Float64Array.from(base);
    this.children = nodes.map(() => []);
    nodes.forEach((node, i) => i > 0 && this.children[node.parent].push(i));
    this.total = this.children.map((list) => list.reduce((sum, i) => sum + this.base[i], 0));
    this.index = new Map(nodes.map((node, i) => [node.id, i]));
    this.locked = new Set();
    this.now.set(this.base);
    this.kept = [this.snapshot()];
    this.at = 0;
  }

  parent(i) { return this.nodes[i].parent; }

  shareOf(weights, i) {
    const total = this.children[this.parent(i)].reduce((sum, k) => sum + weights[k], 0);
    return total > 0 ? weights[i] / total : 0;
  }

  share(i) { return this.shareOf(this.now, i); }

  siblings(i) { return this.children[this.parent(i)]; }

  /* Locked siblings keep their shares; the others keep their proportions and share the rest. False: none can give way. */
  move(i, share) {
    const others = this.siblings(i).filter((k) => k !== i);
    const open = others.filter((k) => !this.locked.has(k));
    const total = this.total[this.parent(i)];
    if (this.locked.has(i) || open.length === 0 || !(total > 0)) return false;
    const sum = (list) => list.reduce((before, k) => before + this.now[k], 0);
    const most = Math.max(0, total - sum(others.filter((k) => this.locked.has(k))));
    const weight = Math.min(most, Math.max(0, share * total));
    const before = sum(open);
    for (const k of open) this.now[k] = before > 0 ? this.now[k] / before * (most - weight) : (most - weight) / open.length;
    this.now[i] = weight;
    return true;
  }

  equalise(parent) {
    const open = this.children[parent].filter((k) => !this.locked.has(k));
    const sum = open.reduce((before, k) => before + this.now[k], 0);
    for (const k of open) this.now[k] = sum / open.length;
  }

  resetFamily(parent) {
    for (const k of this.children[parent]) { this.locked.delete(k); this.now[k] = this.base[k]; }
  }

  /* Proportions of the children of the index, as exact answers give them. */
  setTop(weights) {
    const sum = weights.reduce((before, w) => before + w, 0);
    this.children[0].forEach((k, j) => { this.now[k] = weights[j] / sum * this.total[0]; });
  }

  /* ---- settings ---- */

  /* The ratio to the base that most siblings have in common; of two equally frequent ones the smaller. */
  common(family, weights) {
    const ratios = family.map((k) => this.base[k] > 0 ? weights[k] / this.base[k] : weights[k] > 0 ? Infinity : NaN);
    let best = NaN, most = 0;
    for (const ratio of ratios) {
      if (!(ratio > 0) || ratio === Infinity) continue;
      const same = ratios.filter((r) => Number.isNaN(r) || Math.abs(r - ratio) <= EGB_ALIKE * ratio).length;
      if (same > most || (same === most && ratio < best)) { best = ratio; most = same; }
    }
    return ratios.map((r) => Number.isNaN(r) || Math.abs(r - best) <= EGB_ALIKE * best);
  }

  settings(weights = this.now) {
    const list = [];
    for (const family of this.children) {
      if (family.every((k) => Math.abs(this.shareOf(weights, k) - this.shareOf(this.base, k)) <= 1e-13)) continue;
      const follows = this.common(family, weights);
      family.forEach((k, j) => {
        if (!follows[j]) list.push([k, +(this.shareOf(weights, k) * 100).toPrecision(14) / 100]);
      });
    }
    return list;
  }

  /* The weights that settings make of the base. */
  replay(settings) {
    const weights = Float64Array.from(this.base);
    const named = new Map(settings);
    this.children.forEach((family, parent) => {
      const set = family.filter((k) => named.has(k));
      if (set.length === 0) return;
      const total = this.total[parent];
      const rest = total - set.reduce((sum, k) => sum + named.get(k) * total, 0);
      const open = family.filter((k) => !named.has(k));
      const before = open.reduce((sum, k) => sum + this.base[k], 0);
      for (const k of set) weights[k] = named.get(k) * total;
      for (const k of open) weights[k] = Math.max(0, before > 0 ? this.base[k] / before * rest : rest / open.length);
    });
    return weights;
  }

  /* As the address and, with other marks, commands and files write settings. */
  text(settings = this.settings(), is = ":", percent = "", between = ",") {
    return settings.map(([k, share]) => this.nodes[k].id + is + egbPercent(share) + percent).join(between);
  }

  /* Of a text as above, and of weights in the definition's units where a number has no % and `units` says so. Throws [key,
   * what is meant]: of the words that say what is wrong. */
  parse(text, units) {
    const list = [], sums = new Map();
    for (const part of text.split(",").filter((part) => part.trim())) {
      const [, id, number, percent] = /^\s*["']?([^\s"':{}]+)["']?\s*:\s*(\d{1,15}(?:\.\d{1,20})?)(%?)\s*$/.exec(part) || egbThrow(["notThis"]);
      const k = this.index.get(id), parent = k > 0 ? this.parent(k) : egbThrow(["noNode", egbClean(id)]);
      const share = units && !percent ? number / this.total[parent] : number / 100, sum = (sums.get(parent) || 0) + share;
      if (!(sum <= 1 + EGB_ALIKE) || list.some(([other]) => other === k)) egbThrow(["badWeight"]);
      sums.set(parent, sum);
      list.push([k, share]);
    }
    return list;
  }

  /* ---- undo ---- */

  snapshot() { return {weights: Float64Array.from(this.now), locked: [...this.locked]}; }

  /* A state of rest. Returns whether anything changed. */
  keep() {
    this.now.set(this.replay(this.settings()));
    const last = this.kept[this.at], now = this.snapshot();
    if (last.weights.every((w, i) => w === now.weights[i]) && String(last.locked) === String(now.locked)) return false;
    this.kept.length = this.at + 1;
    this.kept.push(now);
    if (this.kept.length > EGB_UNDO_MOST) this.kept.shift();
    this.at = this.kept.length - 1;
    return true;
  }

  step(by) {
    const kept = this.kept[this.at + by];
    if (!kept) return false;
    this.at += by;
    this.now.set(kept.weights);
    this.locked = new Set(kept.locked);
    return true;
  }
}

function egbThrow(what) { throw what; }

/* A share as percent, with no digit that is not needed. */
function egbPercent(share) {
  return (+(share * 100).toPrecision(14)).toFixed(14).replace(/\.?0+$/, "");
}
