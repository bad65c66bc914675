// Customers that choose among products. Those without a willingness take no part: their customers ask for them or go.

import type { MarketedPlan, SubstitutionPlan } from "../../market/market-plan.ts";
import type { KeyPath } from "../problem.ts";
import { price } from "../rates-and-money.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import type { SubstitutionTree } from "../schema/rental.ts";
import { ratio } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { TASTE_SHARE } from "./logit.ts";
import type { ProductOnMarket } from "./market.ts";
import { PER_GPU_HOUR } from "./price-unit.ts";

const PATH: KeyPath = ["rental", "substitution"];

interface Choosing {
  readonly substitution: SubstitutionPlan;
  readonly products: readonly MarketedPlan[];
}

export function compileSubstitution(
  tree: SubstitutionTree,
  products: readonly ProductOnMarket[],
  context: Context,
): Compiled<Choosing> {
  const means = products.map(willingnessOf);
  const taking = means.filter((mean) => mean !== null);
  if (taking.length < 2) {
    const message = "there is nothing to choose among";
    const expected =
      "at least two products whose demand has a willingness, sold neither in windows nor by auction";
    context.report({ path: PATH, code: "contradiction", message, expected, atKey: true });
  }
  const mean = taking.reduce((sum, each) => sum + each, 0) / Math.max(1, taking.length);
  const taste = tree.taste === undefined ? TASTE_SHARE * mean : amountOf(price, tree.taste);
  checkNames(tree, products, means, context);
  const worth = products.map((home, row) =>
    Float64Array.from(products, (other, place) => worthOf(tree, home, other, means[row]!, means[place]!)),
  );
  const substitution = {
    outside: amountOf(price, tree.outside_option),
    switching: amountOf(price, tree.switching),
    worth,
  };
  const chosen = products.map(({ marketed }, place) =>
    means[place] === null || marketed.answer?.kind !== "logit"
      ? marketed
      : { ...marketed, answer: { ...marketed.answer, taste } },
  );
  return {
    plan: { substitution, products: chosen },
    echo: {
      ...tree,
      taste: tree.taste ?? PER_GPU_HOUR.text(taste),
      worth: worthEcho(products, means, worth),
    },
  };
}

/** The mean willingness of a product's customers, or null for one that takes no part. */
function willingnessOf({ marketed, windows }: ProductOnMarket): number | null {
  const { answer, price: plan } = marketed;
  if (answer?.kind !== "logit" || plan.kind === "auction" || windows) return null;
  return answer.willingness.mean;
}

function worthOf(
  { worth }: SubstitutionTree,
  home: ProductOnMarket,
  other: ProductOnMarket,
  mean: number | null,
  otherMean: number | null,
): number {
  if (home === other) return 1;
  if (mean === null || otherMean === null) return 0;
  const said = worth[home.name]?.[other.name];
  return said === undefined ? (mean === 0 ? 0 : otherMean / mean) : amountOf(ratio, said);
}

/** What is said of the worth of products that are not there, or take no part. */
function checkNames(
  { worth }: SubstitutionTree,
  products: readonly ProductOnMarket[],
  means: readonly (number | null)[],
  context: Context,
): void {
  const taking = products.filter((_, place) => means[place] !== null).map(({ name }) => name);
  const check = (name: string, path: KeyPath) => {
    if (taking.includes(name)) return;
    const message = products.some((product) => product.name === name)
      ? "customers of a product without a willingness do not choose"
      : "there is no such product";
    const expected =
      taking.length === 0 ? "a product whose demand has a willingness" : `one of ${taking.join(", ")}`;
    context.report({ path, code: "contradiction", message, expected, atKey: true });
  };
  for (const [home, others] of Object.entries(worth)) {
    check(home, [...PATH, "worth", home]);
    for (const other of Object.keys(others)) check(other, [...PATH, "worth", home, other]);
  }
}

function worthEcho(
  products: readonly ProductOnMarket[],
  means: readonly (number | null)[],
  worth: readonly Float64Array[],
): Record<string, Record<string, Quantity>> {
  const taking = products.map((_, place) => place).filter((place) => means[place] !== null);
  return Object.fromEntries(
    taking.map((home) => [
      products[home]!.name,
      Object.fromEntries(
        taking
          .filter((other) => other !== home)
          .map((other) => [products[other]!.name, worth[home]![other]!]),
      ),
    ]),
  );
}
