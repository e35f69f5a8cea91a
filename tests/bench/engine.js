// What a page's engine takes, in milliseconds: node tests/bench/engine.js PRINT_PAYLOAD. Medians; no test.
//   waseda-ten, 198 units and 156 nodes, and 20,000 units x 35 indicators under ten dimensions: to open it, to score it again, 500 draws.
"use strict";
const fs = require("fs");
const path = require("path");
const {execFileSync} = require("child_process");
const root = path.join(__dirname, "../..");
const {egbEngine} = require(path.join(root, "reports/engine.js"));

function median(times, work) {
  const taken = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    work(i);
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[times >> 1].toFixed(2);
}

function large(units, leaves, dimensions) {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const nodes = [], branch = (id, parent) => nodes.push({id, name: {}, parent, weight: 1, subtract: false, direction: 1,
    aggregate: ["arithmetic", {}], available: 0, least: 0, ofChildren: false, rescale: null, then: null, live: true}) - 1;
  branch("all", -1);
  for (let d = 0; d < dimensions; d++) {
    const at = branch(`d${d}`, 0);
    for (let i = d; i < leaves; i += dimensions) nodes.push({id: `i${i}`, name: {}, parent: at, weight: 1, subtract: false, direction: 1});
  }
  return {scale: 100, lower: false, ties: "competition", rounding: "half-even", decimals: -1, tieBreakers: [], levels: [], nodes,
    units: Array.from({length: units}, (_, position) => ({id: `u${position}`, position})),
    values: Array.from({length: leaves}, () => Array.from({length: units}, () => random() * 100))};
}

async function measure(name, payload, draws) {
  const module = fs.readFileSync(path.join(root, "reports/engine.wasm"));
  const start = performance.now(), engine = await egbEngine(module, payload), open = (performance.now() - start).toFixed(1);
  const again = median(200, i => {
    engine.weights[1] = 1 + i % 7;
    engine.score();
  });
  const simulated = median(draws > 100 ? 41 : 5, () => engine.intervals({draws}));
  console.log(`${name}: open ${open}, score again ${again}, ${draws} draws ${simulated}`);
}

(async () => {
  const printer = path.resolve(process.argv[2] ?? path.join(root, ".build/tests/print_payload"));
  const options = {cwd: root, maxBuffer: 1 << 28, env: {...process.env, EGOVBENCH_HOME: root}};
  for (const index of ["waseda-ten", "egdi"])
    await measure(index, JSON.parse(execFileSync(printer, [`indicators/${index}.yaml`], options)), 500);
  await measure("20,000 x 35", large(20000, 35, 10), 32);
})();
