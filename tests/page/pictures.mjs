// Makes the two pictures of README: node tests/page/pictures.mjs EGOVBENCH. By hand, when the page looks different.
import {execFileSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {launch, newPage} from "./browser.mjs";

const program = process.argv[2] ?? ".build/egovbench", folder = mkdtempSync(join(tmpdir(), "egovbench-"));
const out = fileURLToPath(new URL("../pictures/", import.meta.url));
const context = await launch(process.env.CHROMIUM ?? "/usr/bin/chromium", join(folder, "profile"));

/* What a window of this size shows of the explorer, as WebP, which Chromium writes from a canvas only. */
async function picture(name, index, hash, width, height, colorScheme, below) {
  const path = join(folder, `${name}.html`), page = await newPage(context), canvas = await newPage(context);
  execFileSync(program, ["report", index, "--quiet", "-o", path]);
  await page.setViewportSize({width, height});
  await page.emulateMedia({colorScheme, reducedMotion: "reduce"});
  await page.goto(`file://${path}${hash}`);
  await page.waitForFunction(() => document.querySelectorAll(".egb-bands i:not([hidden])").length > 6);
  await page.evaluate((below) => scrollTo(0, document.querySelector(below).getBoundingClientRect().top + scrollY - 12), below);
  await page.waitForTimeout(300);
  const shot = (await page.screenshot()).toString("base64");
  const webp = await canvas.evaluate(async (shot) => {
    const image = new Image(), area = document.createElement("canvas");
    image.src = `data:image/png;base64,${shot}`;
    await image.decode();
    [area.width, area.height] = [image.width, image.height];
    area.getContext("2d").drawImage(image, 0, 0);
    return area.toDataURL("image/webp", 0.75).split(",")[1];
  }, shot);
  writeFileSync(join(out, `${name}.webp`), Buffer.from(webp, "base64"));
}

await picture("page", "waseda-ten", "#egb=1&l=en&w=OS:30&g=4,-1&c=KOR,SGP", 1280, 900, "light", "#explorer");
await picture("page-phone", "egdi", "#egb=1&l=zh-Hant&w=OSI:50", 390, 844, "dark", "#explorer .egb-weights");
await context.close();
rmSync(folder, {recursive: true});
