// What drives a page in Chromium: a context that asks for nothing of its own accord, and a page whose faults are kept.
import {chromium} from "playwright-core";

export function launch(executablePath, profile, more = {}) {
  return chromium.launchPersistentContext(profile, {
    executablePath, headless: true, bypassCSP: false, acceptDownloads: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"], ...more,
  });
}

/* Errors, messages, dialogs and requests are faults. */
export async function newPage(context) {
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`error: ${error.stack}`));
  page.on("console", (message) => page.faults.push(`console: ${message.text()}`));
  page.on("dialog", (dialog) => { page.faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|blob|data):/.test(request.url())) page.faults.push(`request: ${request.url()}`); });
  return page;
}
