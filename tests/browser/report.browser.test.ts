// The report as its readers meet it: opened from disk in a browser.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesIn, folder, simWithPage } from "../cli/sim.ts";
import { MISSING, openBrowser } from "./chromium.ts";

if (MISSING !== null) console.warn(`skipped: ${MISSING}`);

const HOSTILE = `</title></style><script>alert(1)</script> "a' &lt;b&gt; <img src=x onerror=alert(2)>`;

/** Every section that a run may have: jobs, a service, prices that move, tokens, a baseline. */
const SCENARIO = `# About the file: ${HOSTILE}
name: ${JSON.stringify(HOSTILE)}
question: ${JSON.stringify(`What is ${HOSTILE}?`)}
horizon: 2w
warmup: 2d
replications: 3
baseline: true
fleet: {pools: [{name: p, gpu: ${JSON.stringify(HOSTILE)}, nodes: 8, gpus_per_node: 8}]}   # ${HOSTILE}
internal:
  research: {arrivals: {poisson: {rate: 2/h}}, gpus: {1: 50%, 8: 50%}, service: {exponential: {mean: 2h}}}
  inference: {kind: service, demand: {peak: 24 GPUs, trough: 40%, peak_hour: 14}, gpus_per_replica: 1}
rental:
  products:
    on-demand:
      contract: aws.on-demand
      price: $2.87/GPU/h
      demand: {rate: 1/h, gpus: {1: 50%, 8: 50%}, service: {exponential: {mean: 4h}}}
    spot:
      contract: aws.spot
      price: {utilisation_linked: {floor: $1.10/GPU/h, cap: $2.40/GPU/h}}
      demand: {rate: 1/h, gpus: 4, service: {exponential: {mean: 4h}}}
outputs: {jobs: true}
`;

describe.skipIf(MISSING !== null)("a report", () => {
  let browser: Browser;
  let run = "";
  /** pictures for those who want to look: tests/browser/pictures, which git ignores */
  const pictures = "tests/browser/pictures";

  beforeAll(async () => {
    const at = folder();
    run = join(at, "out");
    writeFileSync(join(at, "hostile.yaml"), SCENARIO);
    const made = await simWithPage(["run", join(at, "hostile.yaml"), "--quiet", "--gantt", "--out", run]);
    expect(made).toEqual({ code: 0, stdout: "", stderr: "" });
    mkdirSync(pictures, { recursive: true });
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  /** The page, and everything that it did which a page from disk must not do. */
  async function open(
    options: Parameters<Browser["newPage"]>[0] = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    const address = pathToFileURL(join(run, "report.html")).href;
    page.on("console", (message) => complaints.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    page.on("request", (request) => {
      if (request.url() !== address && !request.url().startsWith("data:"))
        complaints.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    return { page, complaints };
  }

  test("opens from disk without an error, and asks for nothing but itself", async () => {
    const { page, complaints } = await open();
    expect(complaints).toEqual([]);
    expect(await page.locator("script").count()).toBe(0);
    await page.close();
  });

  test("shows a hostile name as text, wherever it stands", async () => {
    const { page } = await open();
    expect(await page.title()).toBe(HOSTILE);
    expect(await page.locator("h1").textContent()).toBe(HOSTILE);
    expect(await page.locator("#answer p").first().textContent()).toBe(`What is ${HOSTILE}?`);
    expect(await page.locator("#assumptions td", { hasText: HOSTILE }).count()).toBeGreaterThan(0);
    expect(await page.locator("img, iframe, object, embed").count()).toBe(0);
    await page.close();
  });

  test("draws marks in every figure, and says in words and in a file what they show", async () => {
    const { page } = await open();
    const figures = await page.locator("figure").all();
    expect(figures.length).toBeGreaterThanOrEqual(10);
    const files = filesIn(run);
    for (const figure of figures) {
      const title = await figure.locator("h3").textContent();
      const drawing = figure.locator("svg");
      expect(await drawing.getAttribute("role"), title!).toBe("img");
      expect((await drawing.getAttribute("aria-label"))!.length, title!).toBeGreaterThan(30);
      expect(await drawing.locator("path[d], rect, circle").count(), title!).toBeGreaterThan(0);
      expect((await figure.locator("figcaption").textContent())!.length, title!).toBeGreaterThan(60);
      expect(files).toContain(await figure.locator("figcaption a").getAttribute("href"));
      // What is drawn has a size, and no coordinate is a NaN.
      const box = (await drawing.boundingBox())!;
      expect(Math.min(box.width, box.height), title!).toBeGreaterThan(50);
      expect(await drawing.evaluate((element) => element.outerHTML.includes("NaN")), title!).toBe(false);
    }
    await page.close();
  });

  test("keeps the labels of an axis apart, and says a unit on every axis of numbers", async () => {
    const { page } = await open();
    for (const figure of await page.locator("figure").all()) {
      const title = await figure.locator("h3").textContent();
      for (const axis of ["x", "y"]) {
        const boxes = await figure
          .locator(`g[aria-label="${axis}-axis tick label"] text`)
          .evaluateAll((labels) =>
            labels.map((label) => {
              const { left, right, top, bottom } = label.getBoundingClientRect();
              return { left, right, top, bottom };
            }),
          );
        for (const [index, one] of boxes.entries())
          for (const other of boxes.slice(index + 1)) {
            const apart =
              one.right <= other.left ||
              other.right <= one.left ||
              one.bottom <= other.top + 1 ||
              other.bottom <= one.top + 1;
            expect(apart, `${title}: labels of ${axis}`).toBe(true);
          }
      }
      const axes = await figure.locator('g[aria-label$="axis label"] text').allTextContents();
      expect(axes.length, title!).toBeGreaterThan(0);
      for (const label of axes) expect(label, title!).toMatch(/\(.+\)|tokens an hour/);
    }
    await page.close();
  });

  test("can be gone through with the keyboard, and has its landmarks and headings", async () => {
    const { page } = await open();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the results");
    for (const landmark of ["header", "nav[aria-label]", "main", "footer"])
      expect(await page.locator(`body > ${landmark}`).count(), landmark).toBe(1);
    expect(await page.locator("h1").count()).toBe(1);
    const links = await page
      .locator("nav a")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
    for (const link of links) expect(await page.locator(link).count(), link).toBe(1);
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.close();
  });

  test.each(["light", "dark"] as const)(
    "is readable in %s: its text stands out from its paper",
    async (colorScheme) => {
      const { page } = await open({ colorScheme, viewport: { width: 1100, height: 900 } });
      await page.screenshot({ path: `${pictures}/${colorScheme}.png`, fullPage: true });
      for (const selector of ["p", "figcaption", "td", "figure svg text", ".note"]) {
        const ratio = await page.locator(selector).first().evaluate(contrast);
        // WCAG 2.2, 1.4.3: at least 4.5 for text.
        expect(ratio, selector).toBeGreaterThanOrEqual(4.5);
      }
      await page.close();
    },
  );

  test("fits a telephone without scrolling sideways, and prints", async () => {
    const { page } = await open({ viewport: { width: 390, height: 800 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    const print = await page.pdf({ format: "A4", printBackground: false });
    writeFileSync(`${pictures}/print.pdf`, print);
    expect(print.length).toBeGreaterThan(10_000);
    await page.close();
  });
});

/** Contrast of an element's text against the page (WCAG 2.2: relative luminance). Runs in the browser. */
function contrast(element: unknown): number {
  const browser = globalThis as unknown as {
    getComputedStyle(element: unknown): { color: string; backgroundColor: string; fill: string };
    document: { body: unknown };
  };
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = colour.match(/[\d.]+/g)!.map((channel) => {
      const share = Number(channel) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = luminance(browser.getComputedStyle(browser.document.body).backgroundColor);
  const { color } = browser.getComputedStyle(element);
  const [dark, light] = [paper, luminance(color)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}
