// The page of a sweep as its readers meet it: opened from disk in a browser.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesIn, folder, SMALL, simWithPage } from "../cli/sim.ts";
import { MISSING, openBrowser } from "./chromium.ts";

if (MISSING !== null) console.warn(`skipped: ${MISSING}`);

const HOSTILE = `</title><script>alert(1)</script> "a' &lt;b&gt;`;

/** A grid of two paths, one of numbers and one of names, compared with its first point. */
const EXPERIMENT = `name: ${JSON.stringify(HOSTILE)}
scenario: small.yaml
sweep: {grid: {rental.products.spot.price: [1:3:1], scheduling.placement: [best-fit, worst-fit]}}
compare: {control: 1, metrics: [revenue_usd]}
metrics: [revenue_usd, utilisation, internal_wait_mean_s]
replications: 3
`;

describe.skipIf(MISSING !== null)("the page of a sweep", () => {
  let browser: Browser;
  let made = "";

  beforeAll(async () => {
    const at = folder();
    made = join(at, "out");
    writeFileSync(join(at, "small.yaml"), SMALL);
    writeFileSync(join(at, "sweep.yaml"), EXPERIMENT);
    const { code, stderr } = await simWithPage(["sweep", join(at, "sweep.yaml"), "--quiet", "--out", made]);
    expect([code, stderr]).toEqual([0, ""]);
    mkdirSync("tests/browser/pictures", { recursive: true });
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  async function open(options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
    const page = await browser.newPage(options);
    await page.goto(pathToFileURL(join(made, "report.html")).href);
    return page;
  }

  test("opens without an error or a request, and shows a hostile name as text", async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("dialog", (dialog) => complaints.push(dialog.message()));
    page.on("request", (request) => complaints.push(request.url()));
    const address = pathToFileURL(join(made, "report.html")).href;
    await page.goto(address);
    expect(complaints.filter((each) => each !== address && !each.startsWith("data:"))).toEqual([]);
    expect(await page.locator("h1").textContent()).toBe(HOSTILE);
    expect(await page.locator("script, img").count()).toBe(0);
    await page.close();
  });

  test("has a figure of each kind, with marks, words, a unit on its axes and its file", async () => {
    const page = await open();
    for (const section of ["differences", "response", "two-paths", "spread"])
      expect(await page.locator(`#${section} figure`).count(), section).toBeGreaterThan(0);
    const files = filesIn(made);
    for (const figure of await page.locator("figure").all()) {
      const title = (await figure.locator("h3").textContent())!;
      const drawing = figure.locator("svg");
      expect((await drawing.getAttribute("aria-label"))!.length, title).toBeGreaterThan(30);
      expect(await drawing.locator("path[d], rect, circle").count(), title).toBeGreaterThan(0);
      expect(await drawing.evaluate((element) => element.outerHTML.includes("NaN")), title).toBe(false);
      expect(files).toContain(await figure.locator("figcaption a").getAttribute("href"));
      for (const label of await figure.locator('g[aria-label$="axis label"] text').allTextContents())
        expect(label, title).toMatch(/\(.+\)/);
    }
    await page.close();
  });

  test.each(["light", "dark"] as const)("is drawn in %s", async (colorScheme) => {
    const page = await open({ colorScheme, viewport: { width: 1100, height: 900 } });
    const path = `tests/browser/pictures/sweep-${colorScheme}.png`;
    expect((await page.screenshot({ path, fullPage: true })).length).toBeGreaterThan(50_000);
    await page.close();
  });

  test("fits a telephone without scrolling sideways", async () => {
    const page = await open({ viewport: { width: 390, height: 800 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await page.close();
  });
});
