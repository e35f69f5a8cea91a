// Drives the desk in Chromium: drive_desk.mjs JOB.json, which says {chromium, profile, page, files: {name: path}}.
// Prints JSON: {checks: [[name, null or what went wrong]], ranks: {what: {unit: rank}}, texts: {what: text}}.
import {readFileSync} from "node:fs";
import {strict as assert} from "node:assert";
import {createRequire} from "node:module";
import {launch} from "./browser.mjs";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const answer = {checks: [], ranks: {}, texts: {}};
const context = await launch(job.chromium, job.profile, {locale: "en"});
context.setDefaultTimeout(10000);

/* A page of its own per check; errors, messages and requests are faults of any check. */
async function open({width = 1280, dark = false, script = true} = {}) {
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`error: ${error.stack}`));
  page.on("console", (message) => page.faults.push(`console: ${message.text()}`));
  page.on("dialog", (dialog) => { page.faults.push(`dialog: ${dialog.message()}`); dialog.accept(); });
  page.on("request", (request) => { if (!/^(file|blob|data):/.test(request.url())) page.faults.push(`request: ${request.url()}`); });
  await page.setViewportSize({width, height: 900});
  await page.emulateMedia({colorScheme: dark ? "dark" : "light", reducedMotion: "reduce"});
  if (!script) await (await context.newCDPSession(page)).send("Emulation.setScriptExecutionDisabled", {value: true});
  await page.goto(`file://${job.page}`);
  if (script) await page.locator("#desk h1").waitFor();
  return page;
}

async function check(name, does, where) {
  let page = null;
  try {
    page = await open(where);
    await does(page);
    assert.deepEqual(page.faults, []);
    answer.checks.push([name, null]);
  } catch (error) {
    answer.checks.push([name, String(error.stack || error).slice(0, 2000)]);
  }
  if (page) await page.close();
}

const key = (page, name) => page.locator(`[data-key="${name}"]`);
const verdict = (page, kind) => page.locator(`.egb-verdict.egb-is-${kind}`).waitFor();
const text = (page) => key(page, "text").inputValue();
const example = async (page) => { await key(page, "deskExample").click(); await verdict(page, "good"); };
const ranks = (page) => page.evaluate(() => Object.fromEntries(units.map((unit, u) => [unit.id, ranks[u] || null])));
const put = (page, ...names) => page.locator('#desk input[type="file"]').first().setInputFiles(names.map((name) => job.files[name]));

/* What is typed in place of another text, and the library's answer awaited. */
async function replace(page, from, to, kind) {
  const before = await text(page);
  assert.ok(before.includes(from), from);
  await key(page, "text").fill(before.replace(from, to));
  await page.waitForTimeout(450);
  await verdict(page, kind);
}

async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
}

await check("an example, by a button", async (page) => {
  await example(page);
  answer.ranks.example = await ranks(page);
  assert.match(await page.locator(".egb-verdict").textContent(), /example\.yaml/);
  assert.equal(await page.locator(".egb-messages").count(), 0);
  assert.equal(await page.locator("#explorer .egb-name").count(), 8);
});

await check("an error is beside the text, with its place and a caret; corrected, the ranking is another", async (page) => {
  await example(page);
  const before = await page.locator("#explorer h2").textContent();
  await replace(page, "weight: 2", "wieght: 2", "error");
  const item = page.locator(".egb-messages .egb-is-error");
  assert.equal(await item.count(), 1);
  assert.match(await item.textContent(), /wieght.*weight/s);
  assert.match(await item.locator("pre").textContent(), /^ *wieght: 2\n *\^~~~~~$/);
  assert.equal(await page.locator(".egb-lights .egb-is-error").count(), 1);
  assert.match(await page.locator(".egb-gutter").textContent(), /\u2715 11/);
  assert.equal(await page.locator("#explorer h2").textContent(), before);
  assert.notEqual(await page.locator(".egb-past").textContent(), "");
  await item.getByRole("button").click();
  assert.equal(await page.evaluate(() => { const area = document.activeElement; return area.value.slice(area.selectionStart, area.selectionEnd); }), "wieght");
  await page.keyboard.type("weight");
  await page.waitForTimeout(450);
  await verdict(page, "good");
  assert.equal(await page.locator(".egb-past").textContent(), "");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "text");
  await replace(page, "weight: 1", "weight: 9", "good");
  answer.texts.changed = await text(page);
  answer.ranks.changed = await ranks(page);
});

await check("places count characters, whatever they are made of", async (page) => {
  await example(page);
  await replace(page, "{en: Portal, zh-Hant: 入口網站, ja: ポータル}, points", "{en: \u{1F600}\u{20BB7}, ja: ポータル}, pionts", "error");
  await page.locator(".egb-messages .egb-is-error button").first().click();
  assert.equal(await page.evaluate(() => { const area = document.activeElement; return area.value.slice(area.selectionStart, area.selectionEnd); }), "pionts");
});

await check("data are edited as well, and a message leads to them", async (page) => {
  await example(page);
  await key(page, "deskEdit:example.csv").click();
  await replace(page, "G,Greyhaven,1,48,66", "G,Greyhaven,2,99,96", "good");
  answer.texts.data = await text(page);
  answer.ranks.data = await ranks(page);
  await replace(page, "99,96", "99,many", "error");
  await key(page, "deskEdit:example.yaml").click();
  await page.locator(".egb-messages .egb-is-error button").first().click();
  assert.match(await text(page), /^unit,/);
  assert.equal(await page.evaluate(() => { const area = document.activeElement; return area.value.slice(area.selectionStart, area.selectionEnd); }), "many");
});

await check("weights that were moved stay while the text changes", async (page) => {
  await example(page);
  await key(page, "n1").fill("20");
  await key(page, "n1").press("Enter");
  await page.waitForTimeout(150);
  await replace(page, "title: {en: Two pillars", "title: {en: Pillars", "good");
  assert.ok(Math.abs(await page.evaluate(() => model.share(1)) - 0.2) < 1e-12);
  answer.texts.moved = await page.locator(".egb-command").textContent();
  answer.ranks.moved = await ranks(page);
});

await check("files are chosen: a shipped index", async (page) => {
  await put(page, ...job.shipped);
  await page.locator("#explorer .egb-name").first().waitFor();
  answer.ranks.shipped = await ranks(page);
});

await check("ranks as published: the table alone", async (page) => {
  await put(page, ...job.published);
  await page.locator("#explorer tbody tr").first().waitFor();
  answer.ranks.published = Object.fromEntries(await page.locator("#explorer tbody tr").evaluateAll((rows) => rows.map((row) => [row.children[1].textContent, +row.children[0].textContent || null])));
  await key(page, "deskLanguage").selectOption("ja");
  assert.equal(await page.locator("#explorer tbody tr").count(), Object.keys(answer.ranks.published).length);
});

await check("files are dropped; without a definition one is drafted", async (page) => {
  await page.evaluate((content) => {
    const carried = new DataTransfer();
    carried.items.add(new File([content], "cities.csv"));
    for (const kind of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
  }, readFileSync(job.files["example.csv"], "utf8"));
  await key(page, "deskDraft").click();
  await verdict(page, "good");
  answer.texts.draft = await text(page);
  answer.ranks.draft = await ranks(page);
});

await check("a file that is named and not there is asked for", async (page) => {
  await put(page, "example.yaml");
  await verdict(page, "error");
  assert.match(await page.locator(".egb-hint-of").textContent(), /Drop this file/);
  await put(page, "example.csv");
  await verdict(page, "good");
  await key(page, "deskRemove:example.csv").click();
  await verdict(page, "error");
  await key(page, "deskRemove:example.yaml").click();
  await key(page, "deskExample").waitFor();
  assert.equal(await page.locator("#explorer").count(), 0);
});

await check("definitions, data and tables are saved", async (page) => {
  await example(page);
  await replace(page, "# An example to change", "# Mein Beispiel ✓", "good");
  assert.equal(await page.locator(".egb-files").getByText("not saved").count(), 1);
  const [name, yaml] = await saved(page, () => key(page, "deskSave:example.yaml").click());
  assert.deepEqual([name, yaml], ["example.yaml", await text(page)]);
  assert.equal(await page.locator(".egb-files").getByText("not saved").count(), 0);
  const [, data] = await saved(page, () => key(page, "deskSave:example.csv").click());
  assert.equal(data, readFileSync(job.files["example.csv"], "utf8"));
  for (const table of await key(page, "deskTable").locator("option").evaluateAll((list) => list.map((option) => option.value))) {
    await key(page, "deskTable").selectOption(table);
    const [called, csv] = await saved(page, () => key(page, "deskSave-csv").click());
    assert.equal(called, `example-${table}.csv`);
    answer.texts[`table-${table}`] = csv;
  }
});

await check("what is not saved is not lost by accident", async (page) => {
  await example(page);
  await key(page, "text").focus();
  await page.keyboard.type("# mine\n");
  await page.waitForTimeout(450);
  await Promise.all([page.waitForEvent("dialog"), page.close({runBeforeUnload: true})]);
  page.faults.length = 0;
});

await check("encodings of the browser", async (page) => {
  await put(page, "big5.yaml", "big5.csv");
  await page.locator("#explorer .egb-name").first().waitFor();
  assert.deepEqual(await page.locator("#explorer .egb-name").allTextContents(), ["高雄", "臺北"]);
  await put(page, "big5-bad.csv", "big5-bad.yaml");
  await verdict(page, "error");
  answer.texts.spoilt = await page.locator(".egb-messages .egb-is-error p").nth(1).textContent();
});

await check("three languages, of the page and of the labels", async (page) => {
  await example(page);
  const seen = new Set();
  for (const language of ["zh-Hant", "ja", "en"]) {
    await key(page, "deskLanguage").focus();
    await key(page, "deskLanguage").selectOption(language);
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    assert.equal(await page.locator("#explorer").getAttribute("lang"), language);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "deskLanguage");
    seen.add(`${await page.locator("h1").textContent()} ${await page.locator("#explorer .egb-label").first().textContent()}`);
  }
  assert.equal(seen.size, 3);
  await key(page, "language").selectOption("ja");
  assert.equal(await page.locator("#desk").getAttribute("lang"), "ja");
});

await check("by the keyboard alone", async (page) => {
  for (let i = 0; i < 10 && await page.evaluate(() => document.activeElement.dataset.key) !== "deskExample"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await verdict(page, "good");
  for (let i = 0; i < 15 && await page.evaluate(() => document.activeElement.dataset.key) !== "text"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("nonsense: 1\n");
  await page.waitForTimeout(450);
  await verdict(page, "error");
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.dataset.key), /^place:/);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => { const area = document.activeElement; return area.value.slice(area.selectionStart, area.selectionEnd); }), "nonsense");
});

await check("hostile names are text", async (page) => {
  await put(page, "hostile.yaml", "hostile.csv", "units.csv");
  await page.locator("#explorer .egb-name").first().waitFor();
  await page.evaluate((content) => {
    const carried = new DataTransfer();
    carried.items.add(new File([content], "<img src=x onerror=alert(1)>.yaml"));
    document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true}));
  }, "egovbench: 1\nid: '<img src=x onerror=alert(2)>'\n</script>: '\u202e<svg onload=alert(3)>'\n");
  await verdict(page, "error");
  assert.equal(await page.evaluate(() => document.querySelectorAll("main img, main script, main iframe, main [onerror], main [onload]").length), 0);
  assert.equal(await page.evaluate(() => /[\u202a-\u202e]/.test(document.getElementById("desk").innerText)), false);
});

await check("what is no text is said to be none", async (page) => {
  await page.locator('#desk input[type="file"]').first().setInputFiles([{name: "odd.csv", mimeType: "text/csv", buffer: Buffer.from([0, 1, 2, 255, 254, 10])},
    {name: "odd.yaml", mimeType: "text/yaml", buffer: Buffer.from("egovbench: 1\nid: odd\ndata: [odd.csv]\nindicators: [{id: a}]\n")}]);
  await verdict(page, "error");
  await key(page, "deskEdit:odd.csv").click();
  assert.equal(await key(page, "text").count(), 0);
});

await check("without script it says what it needs", async (page) => {
  assert.match(await page.locator("#desk").innerText(), /needs its script/);
}, {script: false});

const views = {empty: async () => {}, ranked: example,
  faults: async (page) => { await example(page); await replace(page, "weight: 2", "wieght: 2", "error"); }};
for (const [view, prepare] of Object.entries(views)) {
  for (const width of [320, 768, 2560])
    await check(`${view} at ${width} pixels: nothing is wider than the page`, async (page) => {
      await prepare(page);
      const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(wide <= seen, `${wide} pixels`);
    }, {width});
  for (const dark of [false, true])
    await check(`axe finds nothing: ${view}${dark ? ", dark" : ""}`, async (page) => {
      await prepare(page);
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, {resultTypes: ["violations"]}));
      assert.deepEqual(found.violations.map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]), []);
    }, {dark});
}

await context.close();
console.log(JSON.stringify(answer));
