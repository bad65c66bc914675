// npm run docs:figures: draws fleet-over-time.svg, the first figure of a report, of configs/default.yaml or of the folder of
// a run that is there: npm run docs:figures -- results/default/20260105T120000Z-000000

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Plot from "@observablehq/plot";
import { MANIFEST_FILE, runRecordOf } from "../../src/io/manifest.ts";
import { emptyDocument } from "../../src/report/page/elements.ts";
import { colourVariables } from "../../src/report/palette.ts";
import { RunResults } from "../../src/report/run-results.ts";
import type { Figure, LegendEntry } from "../../src/report/section.ts";
import { course } from "../../src/report/sections/course.ts";

/** In px, as are all lengths here. */
const WIDTH = 940;
const MARGIN = 12;
/** From one line of the legend to the next. */
const LINE = 20;
const FONT = 12;
/** Assumption: mean width of a letter, as a part of the size of the font; fonts differ by reader. */
const LETTER = 0.56;

const [given] = process.argv.slice(2);
const made = given === undefined ? mkdtempSync(join(tmpdir(), "slackwater-figure-")) : null;
try {
  const folder = given ?? runDefault(join(made!, "run"));
  const picture = pictureOf(await firstFigure(folder));
  writeFileSync(new URL("fleet-over-time.svg", import.meta.url), picture);
} finally {
  if (made !== null) rmSync(made, { recursive: true });
}

function runDefault(folder: string): string {
  const words = ["src/cli/launch.mjs", "run", "configs/default.yaml", "--quiet", "--out", folder];
  const { status } = spawnSync(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`the run ended with exit code ${status}`);
  return folder;
}

async function firstFigure(folder: string): Promise<Figure> {
  const record = runRecordOf(readFileSync(join(folder, MANIFEST_FILE), "utf8"));
  if (record === null) throw new Error(`${folder} was written by another version`);
  const section = await course(await RunResults.open(folder, record));
  const figure = section?.blocks.find((block) => block.kind === "figure");
  if (figure === undefined) throw new Error(`${folder} has no utilisation to be drawn`);
  return figure;
}

/** The figure with its title and its legend, in the light colours, for whoever shows pictures without a style sheet. */
function pictureOf({ title, alternative, legend, draw }: Figure): string {
  const { lines, bottom } = legendOf(legend, 46);
  const options = { width: WIDTH, marginBottom: 44, ...draw(Plot), document: emptyDocument() as never };
  const drawing = Plot.plot(options);
  for (const style of [...drawing.querySelectorAll("style")]) style.remove();
  const around = { y: String(bottom), "font-size": String(FONT), "aria-hidden": "true" };
  for (const [name, value] of Object.entries(around)) drawing.setAttribute(name, value);
  const height = bottom + Number(drawing.getAttribute("height"));
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="${FONT}" fill="var(--ink)">
<title>${escaped(title)}</title>
<desc>${escaped(alternative)}</desc>
<rect width="100%" height="100%" fill="var(--paper)"/>
<text x="${MARGIN}" y="22" font-size="15" font-weight="bold">${escaped(title)}</text>
${lines.join("\n")}
${rounded(drawing.outerHTML)}
</svg>
`;
  return inLightColours(picture);
}

/** Entries side by side, as many as a line takes. */
function legendOf(legend: readonly LegendEntry[], top: number) {
  let [left, y] = [MARGIN, top];
  const lines = legend.map(({ label, colour }) => {
    const width = 34 + LETTER * FONT * label.length;
    if (left + width > WIDTH) [left, y] = [MARGIN, y + LINE];
    const entry = `<rect x="${left}" y="${y - 10}" width="12" height="12" fill="${colour}" stroke="var(--muted)"/><text x="${left + 18}" y="${y}">${escaped(label)}</text>`;
    left += Math.ceil(width);
    return entry;
  });
  return { lines, bottom: y + LINE };
}

/** To tenths of a px: less is not seen. */
function rounded(drawing: string): string {
  return drawing.replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(1))));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function inLightColours(picture: string): string {
  const colours = new Map(
    colourVariables("light")
      .split(";")
      .map((each) => each.split(":") as [string, string]),
  );
  return picture.replace(/var\((--[\w-]+)\)/g, (text, name: string) => colours.get(name) ?? text);
}
