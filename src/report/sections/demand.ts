// At what price the products were offered, and what became of those who came for them.

import { number, percent } from "../../index.ts";
import { colour } from "../palette.ts";
import type { RunResults } from "../run-results.ts";
import type { Figure, PlotLibrary, Section } from "../section.ts";
import { timeBinsOf } from "../time-bins.ts";
import { colourOf } from "./layers.ts";

/** What becomes of a customer, in the order of the bars; those who are left over have asked. */
const FATES = [
  ["declined", "found nothing worth its price", colour("idle", 2)],
  ["switched", "asked for another product", colour("internal", 1)],
  ["gone", "had left for good", colour("idle", 5)],
  ["not_ready", "could not buy yet", colour("idle", 0)],
] as const;

interface Offer {
  readonly product: string;
  /** mean price by bin of time, USD a GPU-hour; NaN where there is none */
  readonly prices: readonly number[];
  readonly customers: number;
  /** customers by what became of them, in the order of FATES */
  readonly fates: readonly number[];
}

export async function demand(results: RunResults): Promise<Section | null> {
  if (!results.has("demand.csv")) return null;
  const { days, offers } = await readOffers(results);
  return {
    id: "demand",
    title: "Prices and customers",
    blocks: [priceFigure(results, days, offers), fateFigure(offers)],
  };
}

async function readOffers(results: RunResults) {
  const bins = await timeBinsOf(results, "demand.csv");
  const sums = results.scenario.products.map((product) => ({
    product,
    price: new Float64Array(bins.count),
    rows: new Float64Array(bins.count),
    customers: 0,
    fates: FATES.map(() => 0),
  }));
  await results.each("demand.csv", (row) => {
    const sum = sums[results.scenario.products.indexOf(row.text("product"))];
    if (sum === undefined) return;
    const bin = bins.of(row.number("step_start_s"));
    sum.price[bin]! += row.number("price_usd_per_gpu_h");
    sum.rows[bin]! += 1;
    sum.customers += row.number("customers");
    for (const [index, [fate]] of FATES.entries()) sum.fates[index]! += row.number(fate);
  });
  const offers: Offer[] = sums
    .filter(({ rows }) => rows.some((count) => count > 0))
    .map(({ price, rows, ...offer }) => ({
      ...offer,
      prices: Array.from(price, (sum, bin) => sum / rows[bin]!),
    }));
  return { days: bins.days, offers };
}

function priceFigure(results: RunResults, days: readonly number[], offers: readonly Offer[]): Figure {
  const words = offers.map(({ product, prices }) => {
    const known = prices.filter(Number.isFinite);
    return `${product} from $${number(Math.min(...known))} to $${number(Math.max(...known))}`;
  });
  return {
    kind: "figure",
    title: "Prices over time",
    caption: "Mean prices over the replications. A level line is a fixed price.",
    alternative: `Lines of the price of a GPU-hour over time. ${words.join("; ")}.`,
    source: "demand.csv",
    legend: offers.map(({ product }) => ({ label: product, colour: colourOf(results, product) })),
    draw: (plot) => ({
      height: 240,
      marginLeft: 56,
      x: { label: "time since the start of the run (days)" },
      y: { label: "price (USD a GPU-hour)", grid: true, zero: true, nice: true },
      marks: offers.map(({ product, prices }) =>
        plot.lineY(days, { x: days, y: prices, stroke: colourOf(results, product), strokeWidth: 1.8 }),
      ),
    }),
    numbers: null,
  };
}

function fateFigure(all: readonly Offer[]): Figure {
  const offers = all.filter(({ customers }) => customers > 0);
  const rows = offers.flatMap(({ product, customers, fates }) => {
    const asked = customers - fates.reduce((sum, count) => sum + count, 0);
    const parts = [["asked for it", asked, colour("product", 0)] as const].concat(
      FATES.map(([, label, shade], index) => [label, fates[index]!, shade] as never),
    );
    return parts.map(([fate, count, shade]) => ({ product, fate, share: count / customers, shade }));
  });
  const shown = rows.filter(({ share }) => share > 0);
  const legend = new Map(shown.map(({ fate, shade }) => [fate, shade]));
  const words = shown.map(({ product, fate, share }) => `${product}: ${percent(share)} % ${fate}`);
  return {
    kind: "figure",
    title: "What became of those who came",
    caption:
      "Shares of the customers who came for each product. Those who asked for it may still have been refused for want of room.",
    alternative: `Stacked bars by product. ${words.join("; ")}.`,
    source: "demand.csv",
    legend: [...legend].map(([label, shade]) => ({ label, colour: shade })),
    draw: (plot) => fates(plot, shown, offers),
    numbers: {
      header: ["product", "what they did", "share"],
      rows: shown.map(({ product, fate, share }) => [product, fate, `${percent(share)} %`]),
    },
  };
}

function fates(
  plot: PlotLibrary,
  rows: readonly { readonly product: string; readonly share: number; readonly shade: string }[],
  offers: readonly Offer[],
) {
  const longest = Math.max(...offers.map(({ product }) => product.length));
  return {
    height: 58 + 32 * offers.length,
    marginLeft: Math.min(330, 24 + 7.2 * longest),
    x: { label: "share of the customers who came (%)", percent: true, domain: [0, 100] },
    y: { label: null, domain: offers.map(({ product }) => product) },
    marks: [
      plot.barX(
        rows,
        plot.stackX({ x: "share", y: "product", fill: "shade", stroke: "var(--muted)", strokeWidth: 0.5 }),
      ),
    ],
  };
}
