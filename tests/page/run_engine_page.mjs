// Does what tests/live/run_engine.js does, in a page: run_engine_page.mjs CHROMIUM PROFILE PAGE RUN_ENGINE.JS < jobs.json > answers.json
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {launch, newPage} from "./browser.mjs";

const {answersTo} = createRequire(import.meta.url)(process.argv[5]);
const [, , chromium, profile, path] = process.argv;
const context = await launch(chromium, profile), page = await newPage(context), answers = [];
await page.goto(`file://${path}`);
for (const job of JSON.parse(readFileSync(0, "utf8"))) {
  // JSON makes null of NaN, which is what the answer of node has
  const text = await page.evaluate(`(async () => {
    const payload = ${readFileSync(job.payload, "utf8")}, engine = await egbEngine(await egbUnpack("egb-module"), payload);
    return JSON.stringify(await (${answersTo})(${JSON.stringify(job.states)}, payload, engine));
  })()`);
  answers.push(JSON.parse(text));
}
if (page.faults.length > 0) throw new Error(page.faults.join("\n"));
await context.close();
process.stdout.write(JSON.stringify(answers));
