// Prints pages: print.mjs JOB.json, which says {chromium, profile, print: [[page, paper, pdf]]}.
import {readFileSync} from "node:fs";
import {strict as assert} from "node:assert";
import {launch, newPage} from "./browser.mjs";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const context = await launch(job.chromium, job.profile);
for (const [file, format, path] of job.print) {
  const page = await newPage(context);
  await page.goto(`file://${file}`);
  await page.pdf({path, format});
  assert.deepEqual(page.faults, []);
  await page.close();
}
await context.close();
