// What rental earns, product beside product, at the margin and in full; and what it does to the returns of the fleet.

import { dollars, finePercent, intervalText, number, percent, scaleMetricName } from "../../index.ts";
import { type AnswerInput, type Lookup, overMeasured, row, sells } from "./figures.ts";
import { phrases } from "./wrapping.ts";

const LABEL = 26;
const COLUMN = 18;
/** Products beside one another in 80 columns. */
const ABREAST = 3;

/** Below a thousandth of a percent of somebody's revenue, ours is nothing beside it. */
const WORTH_TELLING = 1e-5;

/** One product, or all of them. */
interface Sold {
  readonly title: string;
  /** before the names of its metrics */
  readonly prefix: string;
}

export function money(input: AnswerInput, figure: Lookup): string[] {
  const { scenario } = input;
  if (!sells(scenario)) return [];
  const products = [...scenario.products, ...scenario.tokens].map(({ name }) => ({
    title: name,
    prefix: `${name}.`,
  }));
  const sold: Sold[] = products.length > 1 ? [...products, { title: "all", prefix: "" }] : products;
  const blocks = Array.from({ length: Math.ceil(sold.length / ABREAST) }, (_, block) =>
    sold.slice(block * ABREAST, (block + 1) * ABREAST),
  );
  const costs = scenario.economics !== null;
  return [
    ...blocks.flatMap((block, place) => {
      const head = place === 0 ? ` MONEY ${overMeasured(input)}` : "";
      return columns(head, block, costs, figure);
    }),
    ...yearly(figure),
    ...(costs ? [...scale({ scenario, figure }), ...returns({ scenario, figure })] : []),
  ];
}

function columns(head: string, block: readonly Sold[], costs: boolean, figure: Lookup): string[] {
  const line = (label: string, cell: (sold: Sold) => string) =>
    `${label.padEnd(LABEL)}${block.map((sold) => cell(sold).padStart(COLUMN)).join("")}`.trimEnd();
  const margin = (metric: string) => (sold: Sold) => {
    const { mean } = figure(`${sold.prefix}${metric}`);
    return Number.isFinite(mean) ? `${percent(mean)} %` : "none sold";
  };
  const revenue = ({ prefix }: Sold) => figure(`${prefix}revenue_usd`);
  const intervals = line("     95 % interval", (sold) => intervalText(revenue(sold), dollars));
  return [
    line(head, ({ title }) => (title.length < COLUMN ? title : `${title.slice(0, COLUMN - 2)}…`)),
    line("   revenue after refunds", (sold) => dollars(revenue(sold).mean)),
    ...(intervals.trim() === "95 % interval" ? [] : [intervals]),
    ...(costs
      ? [
          line("   contribution margin", margin("contribution_margin")),
          line("   full-cost margin", margin("full_margin")),
        ]
      : []),
  ];
}

function yearly(figure: Lookup): string[] {
  const revenue = figure("revenue_per_year_usd");
  if (!Number.isFinite(revenue.mean)) return [];
  return [row("all, annualised", dollars(revenue.mean), intervalText(revenue, dollars))];
}

interface Facts {
  readonly scenario: AnswerInput["scenario"];
  readonly figure: Lookup;
}

function scale({ scenario, figure }: Facts): string[] {
  const { companyRevenue, peers } = scenario.economics!;
  const line = (label: string, other: string) => {
    const { mean } = figure(scaleMetricName(other));
    return mean >= WORTH_TELLING ? [`${finePercent(mean)} % of ${label}`] : [];
  };
  const others = [
    ...(companyRevenue === null ? [] : line("the company", "company")),
    ...peers.flatMap(({ name }) => line(name, name)),
  ];
  const listed = others.map((other, place) => (place < others.length - 1 ? `${other},` : other));
  return phrases("     as a share of revenue: ", listed, " ");
}

/** Where the worth of internal work is known. */
function returns({ scenario, figure }: Facts): string[] {
  if (scenario.economics!.internalValue === null) return [];
  const line = (label: string, metric: string, unit: (value: number) => string, symbol = "") => {
    const now = figure(metric);
    if (!Number.isFinite(now.mean)) return [];
    const without = figure(`${metric}_baseline`);
    const beside = Number.isFinite(without.mean) ? `${unit(without.mean)} without` : "";
    const rest = [intervalText(now, unit), beside].filter((part) => part !== "").join(", ");
    return [row(label, `${unit(now.mean)}${symbol}`, rest)];
  };
  return [
    ...line("return on capital a year", "return_on_capital", percent, " %"),
    ...line("payback", "payback_years", (value) => number(value, 2), " y"),
    ...line("net present value at this pace", "net_present_value_usd", dollars),
  ];
}
