// Runs the page's engine on jobs: node run_engine.js MODULE < jobs.json > answers.json
// A job: {payload: FILE, states: [{weights: {id: number}, ask: [[method, ...arguments]]}]}; brief: ranks are all that is wanted.
"use strict";
const fs = require("fs");
const path = require("path");
const {egbEngine} = require(path.join(__dirname, "../../reports/engine.js"));

/* What it needs is in it: a page runs it as well (tests/page/run_engine_page.mjs). */
async function answersTo(states, payload, engine) {
  const plain = value => (value instanceof Float64Array || value instanceof Int32Array ? Array.from(value)
    : Array.isArray(value) || value === null || typeof value !== "object" ? value
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)])));
  const start = Array.from(engine.weights), answers = [];
  for (const state of states) {
    try {
      engine.weights.set(start);
      payload.nodes.forEach((node, i) => {
        if (node.id in state.weights) engine.weights[i] = state.weights[node.id];
      });
      engine.score();
      const asked = state.ask.map(([name, ...rest]) => plain(engine[name](...rest)));
      const units = engine.units, scores = engine.scores;
      answers.push(state.brief ? {ranks: Array.from(engine.ranks)} : {
        scores: Object.fromEntries(payload.nodes.map((node, i) => [node.id, Array.from(scores.slice(i * units, (i + 1) * units))])),
        ranks: Array.from(engine.ranks), levels: Array.from(engine.levels), shares: Array.from(engine.shares), asked,
      });
    } catch (error) {
      answers.push({error: error.message});
    }
  }
  return answers;
}

async function main() {
  const module = fs.readFileSync(process.argv[2]), answers = [];
  for (const job of JSON.parse(fs.readFileSync(0, "utf8"))) {
    const payload = JSON.parse(fs.readFileSync(job.payload, "utf8"));
    answers.push(await answersTo(job.states, payload, await egbEngine(module, payload)));
  }
  process.stdout.write(JSON.stringify(answers));
}

if (require.main === module) main();
module.exports = {answersTo};
