/* The weights of the page, without its looks. Settings are the few weights that have to be named so that the siblings
 * follow in proportion: [[node, share], ...]. They are what is kept in the address, in commands and in files, and each
 * state of rest is made of them by `replay`, as `--set ID=20%` does, so that all give the same numbers to the last bit. */
// Of ratios: what arithmetic leaves of equal ones.
const EGB_ALIKE = 1e-9;

class EgbWeights {
  constructor(nodes, base) {
    this.nodes = nodes;
    this.base = Float64Array.from(base);
    // Changed in place.
    this.now = this.base.slice();
    this.children = nodes.map(() => []);
    nodes.forEach((node, i) => i > 0 && this.children[node.parent].push(i));
    this.total = this.children.map((list) => egbSum(list, this.base));
    this.index = new Map(nodes.map((node, i) => [node.id, i]));
    this.locked = new Set();
    this.begin();
  }

  parent(i) { return this.nodes[i].parent; }

  shareOf(weights, i) {
    const total = egbSum(this.siblings(i), weights);
    return total > 0 ? weights[i] / total : 0;
  }

  share(i) { return this.shareOf(this.now, i); }

  siblings(i) { return this.children[this.parent(i)]; }

  /* Locked siblings keep their shares; the others keep their proportions and share the rest. */
  move(i, share) {
    const open = this.open(this.parent(i)).filter((k) => k !== i), total = this.total[this.parent(i)], before = egbSum(open, this.now);
    if (this.locked.has(i) || open.length === 0 || !(total > 0)) return;
    const most = Math.max(0, total - egbSum(this.siblings(i).filter((k) => this.locked.has(k)), this.now));
    const weight = Math.min(most, Math.max(0, share * total)), rest = most - weight;
    for (const k of open) this.now[k] = before > 0 ? this.now[k] / before * rest : rest / open.length;
    this.now[i] = weight;
  }

  open(parent) { return this.children[parent].filter((k) => !this.locked.has(k)); }

  equalise(parent) {
    const open = this.open(parent), sum = egbSum(open, this.now);
    for (const k of open) this.now[k] = sum / open.length;
  }

  resetFamily(parent) {
    for (const k of this.children[parent]) { this.locked.delete(k); this.now[k] = this.base[k]; }
  }

  /* Proportions of the children of the index, as exact answers give them. */
  setTop(weights) {
    const sum = egbSum(weights.keys(), weights);
    this.children[0].forEach((k, j) => { this.now[k] = weights[j] / sum * this.total[0]; });
  }

  /* ---- settings ---- */

  /* Which siblings have the ratio to the base that most have in common; of two equally frequent ones the smaller. */
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
    const weights = this.base.slice(), named = new Map(settings);
    this.children.forEach((family, parent) => {
      const set = family.filter((k) => named.has(k)), open = family.filter((k) => !named.has(k)), total = this.total[parent];
      if (set.length === 0) return;
      for (const k of set) weights[k] = named.get(k) * total;
      const rest = total - egbSum(set, weights), before = egbSum(open, this.base);
      for (const k of open) weights[k] = Math.max(0, before > 0 ? this.base[k] / before * rest : rest / open.length);
    });
    return weights;
  }

  /* As the address and, with other marks, commands and files write settings. */
  text(settings = this.settings(), is = ":", percent = "", between = ",") {
    return settings.map(([k, share]) => this.nodes[k].id + is + egbPercent(share) + percent).join(between);
  }

  /* Of a text as above; units: numbers without % are in the definition's units. Throws [key of words, what is meant]. */
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

  snapshot() { return {weights: this.now.slice(), locked: [...this.locked]}; }

  /* With nothing to undo. */
  begin() {
    this.kept = [this.snapshot()];
    this.at = 0;
  }

  /* A state of rest, unless it is the last one. */
  keep() {
    this.now.set(this.replay(this.settings()));
    const now = this.snapshot(), same = ({weights, locked}) => weights.every((w, i) => w === now.weights[i]) && String(locked) === String(now.locked);
    if (same(this.kept[this.at])) return;
    this.kept.splice(++this.at, Infinity, now);
  }

  step(by) {
    const {weights, locked} = this.kept[(this.at += by)];
    this.now.set(weights);
    this.locked = new Set(locked);
  }
}

function egbSum(list, of) {
  let sum = 0;
  for (const k of list) sum += of[k];
  return sum;
}

function egbThrow(what) { throw what; }

/* A share as percent, with no digit that is not needed. */
function egbPercent(share) {
  return (+(share * 100).toPrecision(14)).toFixed(14).replace(/\.?0+$/, "");
}
