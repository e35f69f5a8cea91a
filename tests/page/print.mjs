// Prints pages: print.mjs JOB.json, which says {chromium, profile, print: [[page, paper, pdf]]}.
import {readFileSync} from "node:fs";
import {launch} from "./browser.mjs";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const context = await launch(job.chromium, job.profile);
for (const [file, format, path] of job.print) {
  const page = await context.newPage();
  await page.goto(`file://${file}`);
  await page.pdf({path, format});
  await page.close();
}
await context.close();
