// Draws docs/pictures/firm-capacity.svg from the folder of a run: node docs/pictures/firm-capacity.mjs <folder> <GPUs>
// Only single GPUs, promised by the hour of the week and by what is free; docs/model.md says which run it is.

import { readFileSync, writeFileSync } from "node:fs";

const [folder, gpus] = process.argv.slice(2);
const PANEL = { width: 300, height: 220, top: 40, gap: 50, left: 50 };
const COLOURS = { 0.5: "#9ecae1", 0.9: "#4292c6", 0.95: "#08519c", 0.99: "#08306b" };

function tableOf(file) {
  const [head, ...lines] = readFileSync(`${folder}/${file}`, "utf8").trimEnd().split("\n");
  const columns = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [columns[i], cell])));
}

function idleOf(metric) {
  return Number(tableOf("summary.csv").find((row) => row.metric === metric).mean) * 100;
}

function rowsOf(file) {
  return tableOf(file).filter(
    (row) => row.shape === "GPU" && row.hour_of_week === "each" && row.bookings !== "0",
  );
}

const panels = [
  {
    title: "left by internal work alone",
    rows: rowsOf("baseline/firm_capacity.csv"),
    idle: idleOf("idle_share_baseline"),
  },
  { title: "left after rental", rows: rowsOf("firm_capacity.csv"), idle: idleOf("idle_share") },
];
const share = (count) => (100 * Number(count)) / Number(gpus);
const hours = (row) => Number(row.duration_s) / 3600;
const longest = Math.max(...panels.flatMap(({ rows }) => rows.map(hours)));
const most = 5 * Math.ceil(Math.max(...panels.map(({ idle }) => idle)) / 5);
const x = (row) => (Math.log(hours(row)) / Math.log(longest)) * PANEL.width;
const y = (percent) => PANEL.height * (1 - percent / most);

/** Text in the middle, unless it says otherwise. */
function text(left, top, words, more = "") {
  return `<text x="${left.toFixed(1)}" y="${top.toFixed(1)}" ${more}>${words}</text>`;
}

function line(rows, colour) {
  const points = rows.map((row) => `${x(row).toFixed(1)},${y(share(row.firm)).toFixed(1)}`);
  return `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`;
}

/** The 95 % interval of a line. */
function band(rows, colour) {
  const end = (column) => rows.map((row) => `${x(row).toFixed(1)},${y(share(row[column])).toFixed(1)}`);
  const around = [...end("firm_ci_low"), ...end("firm_ci_high").reverse()];
  return `<polygon points="${around.join(" ")}" fill="${colour}" opacity="0.15"/>`;
}

function panel({ title, rows, idle }, index) {
  const parts = [text(PANEL.width / 2, -14, title, 'font-weight="bold"')];
  for (let percent = 0; percent <= most; percent += 5) {
    parts.push(`<path d="M0 ${y(percent).toFixed(1)}H${PANEL.width}" stroke="#ddd"/>`);
    parts.push(text(-6, y(percent) + 4, `${percent} %`, 'text-anchor="end"'));
  }
  parts.push(`<path d="M0 ${y(idle).toFixed(1)}H${PANEL.width}" stroke="#888" stroke-dasharray="4 3"/>`);
  parts.push(text(PANEL.width, y(idle) - 4, `idle on average, ${idle.toFixed(1)} %`, 'text-anchor="end"'));
  for (const [name, at] of [
    ["1 h", 1],
    ["4 h", 4],
    ["12 h", 12],
    ["1 d", 24],
    ["2 d", 48],
  ]) {
    if (at <= longest) parts.push(text(x({ duration_s: at * 3600 }), PANEL.height + 16, name));
  }
  let lowest = Number.NEGATIVE_INFINITY;
  for (const [confidence, colour] of Object.entries(COLOURS).sort()) {
    const of = rows.filter((row) => row.confidence === confidence && row.firm !== "");
    if (confidence === "0.95") parts.push(band(of, colour));
    parts.push(line(of, colour));
    // A label that would lie on the one above it is left out.
    const height = y(share(of[0].firm)) - 4;
    if (height - lowest < 11) continue;
    lowest = height;
    parts.push(text(4, height, `${100 * confidence} %`, `text-anchor="start" fill="${colour}"`));
  }
  const left = PANEL.left + index * (PANEL.width + PANEL.gap);
  return `<g transform="translate(${left} ${PANEL.top})">\n${parts.join("\n")}\n</g>`;
}

const width = PANEL.left + 2 * PANEL.width + PANEL.gap + 20;
const height = PANEL.top + PANEL.height + 60;
writeFileSync(
  new URL("firm-capacity.svg", import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" text-anchor="middle">
<title>Firm capacity by duration and confidence, of internal work alone and after rental</title>
<rect width="100%" height="100%" fill="white"/>
${panels.map(panel).join("\n")}
${text(width / 2, height - 16, "share of the fleet that can be promised for so long, on average over bookings, at 50 to 99 %; shaded: interval of the line of 95 %")}
</svg>
`,
);
