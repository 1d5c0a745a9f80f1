// Looks at pages in a headless Chromium: node look_at_pages.cjs CHROMIUM NODE_MODULES PAGE…
// Prints for each page, by its name: the rules of axe-core that are violated or undecided, requests and dialogs per
// load, and how many pixels it is wider than the screen, each the worst of all widths and colour schemes.
const fs = require("fs");
const path = require("path");

const [chromium, packages, ...pages] = process.argv.slice(2);
const puppeteer = require(path.join(packages, "puppeteer-core"));
const axe = fs.readFileSync(path.join(packages, "axe-core", "axe.min.js"), "utf8");
const WIDTHS = [320, 360, 820, 1280];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
];

async function look(browser, file) {
  const seen = { violations: new Set(), undecided: new Set(), requests: 0, dialogs: 0, overflow: 0 };
  for (const scheme of ["light", "dark"]) {
    for (const width of WIDTHS) {
      const page = await browser.newPage();
      let requests = 0;
      page.on("request", () => requests++);
      page.on("dialog", async (dialog) => { seen.dialogs++; await dialog.dismiss(); });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.setViewport({ width, height: 900 });
      await page.goto(`file://${file}`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await page.evaluate(axe);  // by the debugger, which the page's policy does not bind
      const found = await page.evaluate(() => axe.run(document));
      found.violations.forEach((rule) => seen.violations.add(rule.id));
      found.incomplete.forEach((rule) => seen.undecided.add(rule.id));
      seen.requests = Math.max(seen.requests, requests);
      seen.overflow = Math.max(seen.overflow, wider);
      await page.close();
    }
  }
  return { ...seen, violations: [...seen.violations].sort(), undecided: [...seen.undecided].sort() };
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: FLAGS });
  const found = {};
  for (const file of pages) found[path.basename(file, ".html")] = await look(browser, file);
  await browser.close();
  console.log(JSON.stringify(found));
})().catch((error) => { console.error(error); process.exit(1); });
