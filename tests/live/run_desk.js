// Runs the whole library on jobs: node run_desk.js MODULE < jobs.json > answers.json
// A job: {files: {name: path or {base64}}, steps: [[method, ...arguments]]}; "engine" asks for ranks of the payload's engine.
"use strict";
const fs = require("fs");
const path = require("path");
const {egbDesk} = require(path.join(__dirname, "../../reports/desk_module.js"));
const {egbEngineIn} = require(path.join(__dirname, "../../reports/engine.js"));

function engine(desk) {
  const payload = JSON.parse(desk.payload("egovbench report"));
  if (payload.published) return null;
  const engine = egbEngineIn(desk.exports, payload);
  engine.score();
  const ranks = Object.fromEntries(payload.units.map((unit, u) => [unit.id, engine.ranks[u]]));
  engine.free();
  return ranks;
}

(async () => {
  const module = new WebAssembly.Module(fs.readFileSync(process.argv[2])), answers = [];
  for (const {files, steps} of JSON.parse(fs.readFileSync(0, "utf8"))) {
    const desk = await egbDesk(module);
    for (const [name, from] of Object.entries(files))
      if (desk.put(name, new Uint8Array(from.base64 !== undefined ? Buffer.from(from.base64, "base64") : fs.readFileSync(from))) !== 0) throw new Error(name);
    answers.push(steps.map(([name, ...rest]) => (name === "engine" ? engine(desk) : desk[name](...rest) ?? null)));
  }
  process.stdout.write(JSON.stringify(answers));
})();
