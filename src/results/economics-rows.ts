import { fleetAccount, productAccounts, together } from "../economics/accounts.ts";
import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { EconomicsRow } from "./economics-table.ts";

/** The accounts of a run: of each product, of all rental if there is any, and of the fleet; none where nothing is said of costs. */
export function economicsRows(totals: RunTotals, scenario: Scenario): EconomicsRow[] {
  const { economics } = scenario;
  if (economics === null) return [];
  const products = productAccounts(totals, productNames(scenario), economics);
  return [
    ...[...products].map(([product, account]) => ({ scope: "product", product, account }) as const),
    ...(products.size === 0 ? [] : [{ scope: "rental", account: together(products) } as const]),
    { scope: "fleet", account: fleetAccount(totals, economics), measured: totals.measured },
  ];
}

/** What is for sale, by name. */
export function productNames({ products, tokens }: Scenario) {
  return { products: products.map(({ name }) => name), tokens: tokens.map(({ name }) => name) };
}
