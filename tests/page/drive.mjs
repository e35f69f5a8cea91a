// Drives pages in Chromium: drive.mjs JOB.json, which says {chromium, profile, pages: {name: path}, files: {name: path}}.
// Prints JSON: {checks: [[name, null or what went wrong]], commands: [[command, {unit: rank}]], scenarios: [...]}.
import {readFileSync} from "node:fs";
import {strict as assert} from "node:assert";
import {createRequire} from "node:module";
import {launch, newPage} from "./browser.mjs";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const answer = {checks: [], commands: [], scenarios: []};
const context = await launch(job.chromium, job.profile);

const PATIENCE = 8000; // milliseconds for what takes some tens
context.setDefaultTimeout(PATIENCE);

/* A page of its own per check; errors, messages and requests are faults of any check. */
async function open(name, {hash = "", width = 1280, dark = false, script = true} = {}) {
  const page = await newPage(context);
  await page.setViewportSize({width, height: 900});
  await page.emulateMedia({colorScheme: dark ? "dark" : "light", reducedMotion: "reduce"});
  if (!script) {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setScriptExecutionDisabled", {value: true});
  }
  await page.goto(`file://${job.pages[name]}${hash}`);
  if (script) await page.waitForFunction(() => document.querySelector("#explorer .egb-scroll .egb-name"), null, {timeout: PATIENCE})
    .catch((error) => { throw page.faults.length > 0 ? new Error(page.faults.join("\n")) : error; });
  return page;
}

async function check(name, does, ...where) {
  let page = null;
  const begun = Date.now();
  try {
    page = await open(...where);
    await does(page);
    assert.deepEqual(page.faults, []);
    answer.checks.push([name, null]);
  } catch (error) {
    answer.checks.push([name, String(error.stack || error).slice(0, 2000)]);
  }
  if (page) await page.close();
  if (process.env.EGOVBENCH_TIMES) console.error(Date.now() - begun, name);
}

const state = (page) => page.evaluate(() => {
  const numbers = (list) => list && [...list];
  return {hash: location.hash, weights: numbers(model.now), ranks: Object.fromEntries(units.map((unit, u) => [unit.id, ranks[u] || null])),
    low: numbers(low), high: numbers(high), locked: numbers(model.locked), order: ranking.list.map((u) => units[u].id)};
});
const shares = (page) => page.evaluate(() => model.children[0].map((i) => model.share(i)));
const rest = (page) => page.waitForTimeout(120);
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} instead of ${b}`);
const command = (page) => page.locator(".egb-command").textContent();
const slider = (page, i) => page.locator(`[data-key="w${i}"]`);

async function drag(page, i, share) {
  const box = await slider(page, i).boundingBox();
  const from = await slider(page, i).evaluate((element) => element.value / 100), at = (x) => box.x + 8 + x * (box.width - 16);
  await page.mouse.move(at(from), box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(at((from + share) / 2), box.y + box.height / 2);
  await page.mouse.move(at(share), box.y + box.height / 2);
  await page.mouse.up();
}

async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
}

const main = job.main;

await check("every slider moves ranks, intervals follow, siblings keep their proportions", async (page) => {
  const tops = await page.evaluate(() => model.children[0]);
  for (const i of tops) {
    await slider(page, i).evaluate((element) => element.scrollIntoView({block: "center"}));
    const before = await shares(page), goal = 0.4;
    await drag(page, i, goal);
    const after = await shares(page), j = await page.evaluate((i) => model.children[0].indexOf(i), i);
    assert.ok(Math.abs(after[j] - goal) < 0.02, `slider ${i}: ${after[j]}`);
    near(after.reduce((sum, x) => sum + x, 0), 1);
    after.forEach((x, k) => k !== j && near(x / (1 - after[j]), before[k] / (1 - before[j])));
  }
  await rest(page);
  const now = await state(page);
  assert.ok(now.low.every((low, u) => !(low > now.high[u])));
  await page.waitForFunction((count) => document.querySelectorAll("#explorer .egb-bands i:not([hidden])").length === 3 * count, tops.length);
  for (const i of tops) {
    const [share, low, high] = await page.evaluate((i) => [model.share(i), ...engine.stability(i, 10).all], i);
    assert.ok(low <= share + 1e-9 && share <= high + 1e-9, `${low} ${share} ${high}`);
  }
  answer.commands.push([await command(page), now.ranks]);
}, main);

await check("a number, a lock, zero, reset and equal weights; undo and redo", async (page) => {
  const start = await state(page), field = (key) => page.locator(`[data-key="${key}"]`), [a, b] = await page.evaluate(() => model.children[0]);
  await field(`n${a}`).fill("33.25");
  await field(`n${a}`).press("Enter");
  near((await shares(page))[0], 0.3325);
  await field(`k${a}`).click();
  assert.equal(await field(`k${a}`).getAttribute("aria-pressed"), "true");
  assert.ok(await slider(page, a).isDisabled());
  await field(`n${b}`).fill("50");
  await field(`n${b}`).press("Enter");
  near((await shares(page))[0], 0.3325);
  near((await shares(page))[1], 0.5);
  await field(`zero${b}`).click();
  near((await shares(page))[1], 0);
  near((await shares(page))[0], 0.3325);
  answer.commands.push([await command(page), (await state(page)).ranks]);
  await field("equal0").click();
  const equal = await shares(page);
  near(equal[1], equal[2]);
  near(equal[0], 0.3325);
  const last = await state(page);
  for (let i = 0; i < 5; i++) await field("undo").click();
  assert.ok(await field("undo").isDisabled());
  assert.deepEqual((await state(page)).weights, start.weights);
  assert.deepEqual((await state(page)).ranks, start.ranks);
  for (let i = 0; i < 5; i++) await field("redo").click();
  assert.deepEqual((await state(page)).weights, last.weights);
  assert.deepEqual((await state(page)).locked, last.locked);
  await field("reset").click();
  assert.deepEqual((await state(page)).weights, start.weights);
  assert.equal((await command(page)).includes("--set"), false);
}, main);

await check("weights at every level", async (page) => {
  for (let closed = page.locator('.egb-open[aria-expanded="false"]'); await closed.count() > 0;) await closed.first().click();
  const all = await page.evaluate(() => model.nodes.map((node, i) => i).filter((i) => i > 0));
  assert.equal(await page.locator("#explorer .egb-slide input").count(), all.length);
  await page.evaluate((all) => {
    for (const i of all) {
      const slider = document.querySelector(`[data-key="w${i}"]`), alone = model.siblings(i).length === 1;
      if (slider.disabled !== alone) throw new Error(`slider ${i}`);
      if (alone) continue;
      slider.value = 5 + i % 90;
      slider.dispatchEvent(new Event("input"));
      if (Math.abs(model.share(i) * 100 - slider.value) > 1e-6) throw new Error(`share ${i}: ${model.share(i)}`);
    }
  }, all);
  await page.reload();
  await page.waitForSelector("#explorer .egb-name");
  const deep = await page.evaluate(() => model.children[0].find((i) => model.children[i].length > 1));
  const child = await page.evaluate((i) => model.children[i][0], deep);
  await page.locator(`[data-key="n${child}"]`).fill("70");
  await page.locator(`[data-key="n${child}"]`).press("Enter");
  near(await page.evaluate((i) => model.share(i), child), 0.7);
  answer.commands.push([await command(page), (await state(page)).ranks]);
}, main);

await check("a slider by the keyboard", async (page) => {
  const [a] = await page.evaluate(() => model.children[0]), before = (await shares(page))[0];
  await slider(page, a).focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await rest(page);
  assert.ok(Math.abs((await shares(page))[0] - before - 0.005) < 1e-6);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), `w${a}`);
}, main);

await check("scenarios", async (page) => {
  const options = await page.locator('[data-key="scenario"] option').evaluateAll((list) => list.map((option) => option.value));
  assert.ok(options.length > 1);
  for (const option of options.slice(1)) {
    await page.locator('[data-key="scenario"]').selectOption(option);
    const now = await state(page);
    answer.scenarios.push([option.slice(2), now.ranks]);
    assert.equal(await page.locator('[data-key="scenario"]').inputValue(), option);
  }
  await page.locator('[data-key="scenario"]').selectOption("");
  assert.equal((await command(page)).includes("--set"), false);
}, main);

await check("languages switch labels and words", async (page) => {
  const seen = new Set();
  for (const language of ["zh-Hant", "ja", "en"]) {
    await page.locator('[data-key="language"]').focus();
    await page.locator('[data-key="language"]').selectOption(language);
    assert.equal(await page.locator("#explorer").getAttribute("lang"), language);
    seen.add(await page.locator("#explorer h2").textContent());
    const first = page.locator("#explorer .egb-name").first();
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "language");
    const [name, expected] = [await first.textContent(), await page.evaluate((l) => { const unit = units[ranking.list[0]]; return unit.name[l] || unit.name.en || unit.name[""]; }, language)];
    assert.equal(name, expected);
  }
  assert.equal(seen.size, 3);
}, main);

await check("search, groups, sorting", async (page) => {
  const all = (await state(page)).order;
  await page.locator('[data-key="search"]').fill("land");
  const found = (await state(page)).order;
  assert.ok(found.length > 0 && found.length < all.length);
  assert.ok(await page.evaluate(() => ranking.list.every((u) => nameOf(units[u]).toLowerCase().includes("land"))));
  await page.locator('[data-key="search"]').fill("");
  await page.locator('[data-key="g0"]').selectOption("1");
  assert.ok(await page.evaluate(() => ranking.list.every((u) => units[u].group[0] === 1)));
  await page.locator('[data-key="g0"]').selectOption("-1");
  await page.locator('[data-key="sname"]').click();
  const named = await page.evaluate(() => ranking.list.map((u) => nameOf(units[u])));
  assert.deepEqual(named, [...named].sort(new Intl.Collator("en", {numeric: true}).compare));
  await page.locator('[data-key="sscore"]').click();
  await page.locator('[data-key="sscore"]').click();
  assert.equal(await page.locator('[aria-sort="ascending"]').count(), 1);
  const scores = await page.evaluate(() => ranking.list.map((u) => scores[u]).filter((x) => x === x));
  assert.deepEqual(scores, [...scores].sort((a, b) => a - b));
}, main);

await check("five are compared, the first two are explained", async (page) => {
  for (let i = 0; i < 5; i++) await page.locator(".egb-scroll tbody input").nth(i).click();
  assert.equal(await page.locator(".egb-scroll tbody input:checked").count(), 5);
  assert.ok(await page.locator(".egb-scroll tbody input").nth(5).isDisabled());
  assert.equal(await page.locator(".egb-compare th[scope=col]").count() >= 6, true);
  await page.locator("#explorer .egb-name").nth(3).click();
  assert.equal(await page.locator(".egb-unit h3").count(), 1);
  const total = await page.evaluate(() => {
    const [a, b] = state.compare, sum = engine.swap(a, b).parts.reduce((x, part) => x + part.difference, 0);
    return Math.abs(sum - (scores[a] - scores[b]));
  });
  assert.ok(total < 1e-9, `the parts miss the difference by ${total}`);
}, main);

await check("a unit to the rank that it is thought to deserve", async (page) => {
  await page.locator("#explorer .egb-name").nth(2).click();
  assert.ok(await page.evaluate(() => document.activeElement.matches(".egb-unit h3")));
  await page.locator('[data-key="wish"]').fill("2");
  await page.locator('[data-key="find"]').click();
  await page.locator('[data-key="useReach"]').click();
  await rest(page);
  assert.equal(await page.evaluate(() => ranks[state.unit]), 2);
  answer.commands.push([await command(page), (await state(page)).ranks]);
  const [worst, last] = await page.evaluate(() => [engine.bounds(state.unit).worstProven, rankedCount]);
  assert.ok(worst < last);
  await page.locator('[data-key="wish"]').fill(String(last));
  await page.locator('[data-key="wish"]').press("Enter");
  assert.match(await page.locator(".egb-answer").textContent(), /proven that no weights/);
  await page.locator('[data-key="close"]').click();
  assert.equal(await page.locator(".egb-unit h3").count(), 0);
  assert.ok(await page.evaluate(() => document.activeElement.matches(".egb-name")));
}, main);

await check("a row that is dragged asks for the rank it is dropped on", async (page) => {
  await page.locator(".egb-scroll").evaluate((element) => element.scrollIntoView({block: "center"}));
  const [from, to] = [page.locator(".egb-grip").nth(4), page.locator(".egb-scroll tbody .egb-c-score").nth(1)];
  const [a, b, unit] = [await from.boundingBox(), await to.boundingBox(), await page.evaluate(() => ranking.list[4])];
  await page.mouse.move(a.x + 5, a.y + 10);
  await page.mouse.down();
  await page.mouse.move(b.x + 5, b.y + 20);
  await page.mouse.move(b.x + 5, b.y + 10);
  assert.equal(await page.locator(".egb-goal").count(), 1);
  await page.mouse.up();
  assert.deepEqual(await page.evaluate(() => [state.unit, reached.unit, reached.rank]), [unit, unit, 2]);
  await page.locator('[data-key="useReach"]').click();
  assert.ok(await page.evaluate(() => ranks[state.unit] <= 2));
  answer.commands.push([await command(page), (await state(page)).ranks]);
}, main);

await check("who could be first", async (page) => {
  await page.locator('[data-key="first"]').click();
  await page.waitForFunction(() => /units are first/.test(firstLine.textContent));
  answer.first = [await page.locator(".egb-first-line").textContent(), await page.evaluate(() => {
    const bounds = units.map((unit, u) => (ranks[u] > 0 ? engine.bounds(u) : null));
    return [bounds.filter((b) => b?.best === 1).length, bounds.filter((b) => b?.bestProven === 1).length];
  })];
  assert.ok(answer.first[0].startsWith(`${answer.first[1][0]} of `));
}, main);

await check("the table is one stop of the Tab key", async (page) => {
  await page.locator(".egb-scroll").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.closest("tr").place), 1);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  assert.deepEqual(await page.evaluate(() => state.compare), await page.evaluate(() => [ranking.list[1]]));
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => state.unit), await page.evaluate(() => ranking.list[1]));
  await page.locator(".egb-scroll").focus();
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => !document.activeElement.closest("tbody")));
}, main);

await check("editions", async (page) => {
  const slider = page.locator('[data-key="edition"]'), seen = [];
  for (const key of ["Home", "ArrowRight"]) {
    await slider.focus();
    await slider.press(key);
    const now = await state(page), period = await page.evaluate(() => state.period);
    assert.ok((await command(page)).includes(`--period ${period}`));
    seen.push(period);
    answer.commands.push([await command(page), now.ranks]);
  }
  assert.deepEqual(seen, await page.evaluate(() => periods().slice(0, 2)));
  await page.reload();
  await page.waitForSelector("#explorer .egb-name");
  assert.equal(await page.evaluate(() => state.period), seen[1]);
}, "editions");

await check("the rows are a window on all of them, by keys as well", async (page) => {
  const rows = () => page.locator(".egb-scroll tbody tr:not([aria-hidden])").count();
  assert.ok(await rows() < 80);
  await page.locator("#explorer .egb-name").first().focus();
  assert.ok(await rows() > 10);
  await page.keyboard.press("End");
  assert.equal(await page.evaluate(() => document.activeElement.closest("tr").place), await page.evaluate(() => ranking.list.length - 1));
  assert.equal(+await page.locator(".egb-scroll table").getAttribute("aria-rowcount"), await page.evaluate(() => ranking.list.length + 1));
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => +document.activeElement.closest("tr").getAttribute("aria-rowindex")), await page.evaluate(() => ranking.list.length));
}, "many");

let fragment = "";
await check("all that was clicked is in the address", async (page) => {
  const [a, b] = await page.evaluate(() => model.children[0]);
  await page.locator('[data-key="language"]').selectOption("ja");
  await page.locator(`[data-key="n${a}"]`).fill("41.7");
  await page.locator(`[data-key="n${a}"]`).press("Enter");
  await page.locator(`[data-key="k${b}"]`).click();
  await page.locator('[data-key="addMine"]').click();
  await page.locator(`[data-key="n${a}"]`).fill("12.34");
  await page.locator(`[data-key="n${a}"]`).press("Enter");
  await page.locator('[data-key="sscore"]').click();
  await page.locator('[data-key="search"]').fill("a");
  await page.locator(".egb-scroll tbody input").nth(1).click();
  await page.locator("#explorer .egb-name").nth(3).click();
  await page.locator('[data-key="parts"]').click();
  const now = await state(page), other = await open(main, {hash: now.hash});
  assert.deepEqual(await state(other), now);
  assert.equal(await other.locator(".egb-command").textContent(), await command(page));
  await other.close();
  fragment = now.hash;
}, main);

await check("hostile addresses are refused quietly", async (page) => {
  const before = await state(page);
  const hostile = ["#egb=2&w=OS:20", "#egb=1&l=xx", "#egb=1&l=en&w=OS:1e9", "#egb=1&l=en&w=NOPE:20", "#egb=1&l=en&w=OS:20,OS:30", "#egb=1&l=en&w=__proto__:1",
    "#egb=1&l=en&s=<img src=x onerror=alert(1)>", "#egb=1&l=en&g=99:1", "#egb=1&l=en&g=0:__proto__", "#egb=1&l=en&c=KOR,KOR", "#egb=1&l=en&p=~", "#egb=1&l=en&%", "#%00",
    "#egb=1&l=en&q=" + "x".repeat(30000), "#egb=1&l=en&e=1066", "#egb=1&l=en&w=OS:60,NIP:60", "#ranking"];
  for (const hash of hostile) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    await page.waitForTimeout(5);
    const now = await state(page);
    assert.deepEqual([now.weights, now.order], [before.weights, before.order], hash);
  }
  assert.equal(await page.locator("#explorer img").count(), 0);
}, main);

await check("scenarios, CSV and SVG are saved; people's files are read", async (page) => {
  const [a] = await page.evaluate(() => model.children[0]);
  await page.locator(`[data-key="n${a}"]`).fill("27.5");
  await page.locator(`[data-key="n${a}"]`).press("Enter");
  const now = await state(page), button = (name) => page.locator(`[data-key="save${name}"]`);
  const [name, yaml] = await saved(page, () => button("YAML").click());
  answer.yaml = [name, yaml, now.ranks];
  const [, csv] = await saved(page, () => button("CSV").click());
  assert.equal(csv.trim().split("\r\n").length, now.order.length + 1);
  const [, svg] = await saved(page, () => button("SVG").click());
  assert.ok(svg.startsWith("<svg") && svg.includes("</svg>"));
  answer.svg = svg;
  await page.locator('[data-key="reset"]').click();
  await page.locator('[data-key="files"]').setInputFiles([{name: "a.yaml", mimeType: "text/yaml", buffer: Buffer.from(yaml)}, {name: "b.yaml", mimeType: "text/yaml", buffer: Buffer.from(job.scenarios)}]);
  await page.waitForFunction(() => state.people.length === 4);
  assert.deepEqual(await page.evaluate(() => [...model.replay(state.people[0].settings)]), now.weights);
  assert.equal(await page.locator(".egb-people table").count(), 2);
  const [, all] = await saved(page, () => page.locator('[data-key="people"]').click());
  await page.locator('[data-key="files"]').setInputFiles({name: "c.yaml", mimeType: "text/yaml", buffer: Buffer.from(all)});
  await page.waitForFunction(() => state.people.length === 8);
  const weights = await page.evaluate(() => state.people.map(({settings}) => [...model.replay(settings)]));
  assert.deepEqual(weights.slice(4), weights.slice(0, 4));
  await page.locator('[data-key="files"]').setInputFiles({name: "bad.yaml", mimeType: "text/yaml", buffer: Buffer.from("scenarios:\n  x:\n    weights: {NOPE: 3}\n")});
  await page.waitForFunction(() => document.querySelector(".egb-trouble").textContent !== "");
  assert.match(await page.locator(".egb-trouble").textContent(), /bad\.yaml.*3.*NOPE/);
  await page.locator('[data-key="files"]').setInputFiles({name: "index.yaml", mimeType: "text/yaml", buffer: Buffer.from("egovbench: 1\nid: x\nindicators: [{id: a}]\n")});
  await page.waitForFunction(() => /index\.yaml.*3/.test(document.querySelector(".egb-trouble").textContent));
}, main);

for (const name of Object.keys(job.pages))
  await check(`${name} at any width: nothing is wider than the page`, async (page) => {
    for (const width of [320, 768, 1280, 2560]) {
      await page.setViewportSize({width, height: 900});
      const [wide, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(wide <= view, `${wide} of ${width} pixels`);
      const captions = await page.evaluate(() => [...document.querySelectorAll("caption")].map((caption) => Math.ceil(caption.getBoundingClientRect().width)));
      assert.ok(Math.max(0, ...captions) <= view, `a title of ${captions} in ${width} pixels`); // of tables that are wider, and scroll
    }
  }, name, {hash: name === main ? fragment : ""});

const violations = (of) => async (page) => {
  await page.evaluate(axe);
  const found = await page.evaluate((of) => axe.run(of, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}), of);
  assert.deepEqual(found.violations.map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]), []);
};
for (const [what, hash, dark, width] of [["as opened", "", false, 1280], ["with everything open", "all", false, 1280], ["dark", "all", true, 1280], ["narrow", "all", false, 320]])
  await check(`axe finds nothing: ${what}`, violations(hash ? "#explorer" : "html"), main, {hash: hash && fragment, dark, width});

await check("without script the document is there, and the explorer is not", async (page) => {
  assert.equal(await page.locator("#explorer").isVisible(), false);
  assert.equal(await page.locator("#ranking").isVisible(), true);
}, main, {script: false});

await check("hostile names are text", async (page) => {
  await page.locator(".egb-scroll tbody input").nth(0).click();
  await page.locator(".egb-scroll tbody input").nth(1).click();
  await page.locator("#explorer .egb-name").first().click();
  await page.locator('[data-key="addMine"]').click();
  await page.locator('[data-key="parts"]').click();
  for (const opener of await page.locator(".egb-open").all()) if (await opener.getAttribute("aria-expanded") === "false") await opener.click();
  await rest(page);
  assert.equal(await page.evaluate(() => document.querySelectorAll("#explorer img, #explorer script, #explorer iframe, #explorer [onerror], #explorer [onload]").length), 0);
  assert.ok((await page.locator("#explorer").textContent()).includes("<img src=x onerror=alert(1)>"));
  assert.equal(await page.evaluate(() => /[\u202a-\u202e]/.test(document.getElementById("explorer").textContent)), false);
  answer.hostile = await command(page);
  const [, csv] = await saved(page, () => page.locator('[data-key="saveCSV"]').click());
  assert.equal(/(^|[\r\n,"])[=+@]/.test(csv.slice(1)), false);
  const [, svg] = await saved(page, () => page.locator('[data-key="saveSVG"]').click());
  answer.hostileSvg = svg;
  await page.locator('[data-key="files"]').setInputFiles({name: "<img src=x onerror=alert(1)>.yaml", mimeType: "text/yaml",
    buffer: Buffer.from("scenarios:\n  <svg/onload=alert(1)>:\n    weights: {two: 20%}\n  x:\n    weights: {<img/src=x>: 3}\n")});
  await page.waitForFunction(() => document.querySelector(".egb-trouble").textContent.includes("<img/src=x>"));
  await page.locator('[data-key="files"]').setInputFiles({name: "x.yaml", mimeType: "text/yaml", buffer: Buffer.from("scenarios:\n  <svg/onload=alert(1)>:\n    weights: {two: 20%}\n")});
  await page.waitForFunction(() => state.people.length === 2);
  assert.equal(await page.locator("#explorer .egb-people svg, #explorer .egb-people img, #explorer option svg").count(), 0);
}, "hostile");

await check("odd ids and periods are text, and come back from the address", async (page) => {
  for (let i = 0; i < 5; i++) await page.locator(".egb-scroll tbody input").nth(i).click();
  await page.locator("#explorer .egb-name").nth(1).click();
  await page.locator('[data-key="edition"]').press("Home");
  const chosen = await page.evaluate(() => [state.compare, state.unit, state.period]), now = await state(page);
  assert.equal(new Set(chosen[0]).size, 5);
  answer.commands.push([await command(page), now.ranks]);
  await page.reload();
  await page.waitForSelector("#explorer .egb-name");
  assert.deepEqual(await page.evaluate(() => [state.compare, state.unit, state.period]), chosen);
  assert.equal(await page.evaluate(() => document.querySelectorAll("#explorer img, #explorer script, #explorer b[onclick], #explorer svg[onload]").length), 0);
}, "odd");

await check("printed: the document without the explorer", async (page) => {
  answer.pdf = (await page.pdf({path: job.pdf, format: "A4"})).length;
}, main);

await context.close();
console.log(JSON.stringify(answer));
