// What a page of `report` takes in Chromium, in milliseconds: node tests/bench/page.mjs EGOVBENCH. Medians; no test.
//   waseda-ten, 198 units under ten dimensions, and 20,000 units x 35 indicators: from the beginning of a frame in which a
//   weight has moved to the frame painted; the intervals at rest; from the page's data to the explorer painted.
import {execFileSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {launch, newPage} from "../page/browser.mjs";

const program = process.argv[2] ?? ".build/egovbench", folder = mkdtempSync(join(tmpdir(), "egovbench-"));

function large(units, leaves, dimensions) {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647, at = (d) => [...Array(leaves).keys()].filter((i) => i % dimensions === d);
  const rows = Array.from({length: units}, (_, u) => [`u${u}`, ...Array.from({length: leaves}, () => (random() * 100).toFixed(2))].join(","));
  writeFileSync(join(folder, "large.csv"), ["unit", ...[...Array(leaves).keys()].map((i) => `i${i}`)].join(",") + "\n" + rows.join("\n") + "\n");
  writeFileSync(join(folder, "large.yaml"), "egovbench: 1\nid: large\ndata: [{file: large.csv, unit: unit}]\n" +
    "defaults: {normalise: minmax, aggregate: arithmetic}\nindicators:\n" + [...Array(dimensions).keys()].map((d) =>
      `  - {id: d${d}, indicators: [${at(d).map((i) => `{id: i${i}, column: i${i}}`).join(", ")}]}\n`).join(""));
  return join(folder, "large.yaml");
}

async function measure(context, name, index, times) {
  const path = join(folder, `${name}.html`), page = await newPage(context);
  execFileSync(program, ["report", index, "--draws", "100", "--quiet", "-o", path]);
  await page.goto(`file://${path}`);
  await page.waitForSelector("#explorer .egb-name");
  const found = await page.evaluate(async (times) => {
    const median = (list) => list.sort((a, b) => a - b)[list.length >> 1].toFixed(1);
    const painted = () => new Promise((does) => requestAnimationFrame(() => {
      const {port1, port2} = new MessageChannel(), begun = performance.now();
      port1.onmessage = () => does(performance.now() - begun);
      port2.postMessage(0);
    }));
    const calm = () => new Promise((does) => setTimeout(does, 200));
    const slider = document.querySelector("#explorer .egb-slide input"), frames = [], rests = [], boots = [];
    await calm();
    for (let i = 0; i < times; i++) {
      const frame = painted(); // asked for first, so that it begins before the explorer's own
      slider.value = 10 + i % 60;
      slider.dispatchEvent(new Event("input"));
      frames.push(await frame);
    }
    await calm();
    for (let i = 0; i < 9; i++) {
      const begun = performance.now();
      interval(restDraws());
      rests.push(performance.now() - begun);
    }
    for (let i = 0; i < 5; i++) {
      const begun = performance.now(), read = async (id) => JSON.parse(new TextDecoder().decode(await egbUnpack(id)));
      const numbers = await read("egb-data");
      explore(root, numbers, await egbEngine(await egbUnpack("egb-module"), numbers), await read("egb-words"));
      await painted();
      boots.push(performance.now() - begun);
    }
    return `a frame ${median(frames)}, intervals of ${drawn} draws ${median(rests)}, to begin ${median(boots)}`;
  }, times);
  console.log(`${name}: ${found}`);
  await page.close();
}

const context = await launch(process.env.CHROMIUM ?? "/usr/bin/chromium", join(folder, "profile"));
await measure(context, "waseda-ten", "waseda-ten", 60);
await measure(context, "20,000 x 35", large(20000, 35, 10), 20);
await context.close();
rmSync(folder, {recursive: true});
