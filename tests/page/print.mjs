// Prints pages: print.mjs JOB.json, which says {chromium, profile, print: [[page, paper, pdf]]}.
import {readFileSync} from "node:fs";
import {chromium} from "playwright-core";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const context = await chromium.launchPersistentContext(job.profile, {
  executablePath: job.chromium, headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
for (const [file, format, path] of job.print) {
  const page = await context.newPage();
  await page.goto(`file://${file}`);
  await page.pdf({path, format});
  await page.close();
}
await context.close();
