// Bills of contracts worked by hand: service-level credits, reservations that are sold on, and what a horizon cuts off.

import { type Duration, HOUR } from "../../kernel/time.ts";
import { charge } from "../../market/billing.ts";
import { type Bill, billOf, type TimeBilling } from "../../market/contract/bill.ts";
import { creditShare, serviceCredit } from "../../market/contract/service-credit.ts";
import { FixedPrice, markOf } from "../../market/price/price-path.ts";
import { Simulation } from "../../simulation/simulation.ts";
import type { Expected } from "../case.ts";
import type { Entries } from "../entries.ts";
import { scenarioOf } from "../setting/load-setting.ts";

type Answers = Map<string, Expected>;

/** Contracts by the key that tells them. */
export const CONTRACT_CASES: Readonly<Record<string, (entries: Entries) => Answers>> = {
  tiers: serviceLevel,
  reservedGpus: soldOn,
  horizon: cutByHorizon,
};

const METERING = { granularity: 1, minimum: 0, freeIfInterruptedWithin: 0 };
const USE: TimeBilling = { ...METERING, kind: "use" };
const UPFRONT: TimeBilling = { ...METERING, kind: "upfront" };
const TAKE_OR_PAY: TimeBilling = { ...METERING, kind: "take-or-pay" };

/** Money as a decimal text, to the cent. */
export function cents(amount: number): string {
  return amount.toFixed(2);
}

/** GPUs held for a time, at a fixed price, of which `window` was bought ahead. */
function bill(billing: TimeBilling, gpus: number, held: Duration, window: Duration, price: number): Bill {
  const path = new FixedPrice(price);
  const line = { gpus, held, used: held, end: "customer", window } as const;
  return billOf(billing, line, markOf(path, 0), markOf(path, held));
}

/** A month that was not delivered whole. */
function serviceLevel(entries: Entries): Answers {
  const [gpus, price] = [entries.number("gpus"), entries.number("price")];
  const [hours, down] = [entries.number("hours"), entries.number("downHours")];
  entries.word("creditBase", ["monthly bill"]);
  const tiers = entries.list("tiers").map((tier) => {
    const [below, credit] = tier as readonly number[];
    if (!(below! >= 0 && credit! >= 0)) throw entries.refusal("tiers", tier, "pairs of percentages");
    return { below: below! / 100, credit: credit! / 100 };
  });
  const billed = entries.flagOr("downtimeStillBilled", false) ? hours : hours - down;
  const { gross } = bill(USE, gpus, billed * HOUR, 0, price);
  const uptime = 1 - down / hours;
  const credit = serviceCredit(gross, uptime, { tiers, cap: 1, claimProbability: 1 });
  return new Map<string, Expected>([
    ["uptimePercent", 100 * uptime],
    ["creditPercent", 100 * creditShare(uptime, tiers)],
    ["gross", cents(gross)],
    ["credit", cents(credit)],
    ["net", cents(gross - credit)],
  ]);
}

/** A term that is paid, used or not, and spot on what of it is not used. */
function soldOn(entries: Entries): Answers {
  const [reserved, used, spot] = [
    entries.number("reservedGpus"),
    entries.number("usedGpus"),
    entries.number("spotGpus"),
  ];
  const [price, spotPrice] = [entries.number("price"), entries.number("spotPrice")];
  const [hours, duty] = [entries.number("hours"), entries.number("spotDuty")];
  if (used + spot > reserved) throw entries.refusal("spotGpus", spot, "no more than is reserved and unused");
  const term = bill(TAKE_OR_PAY, reserved, (used / reserved) * hours * HOUR, hours * HOUR, price);
  const resold = bill(USE, spot, duty * hours * HOUR, 0, spotPrice);
  const installed = reserved * hours * HOUR;
  return new Map<string, Expected>([
    ["reservedRevenue", cents(term.gross)],
    ["spotRevenue", cents(resold.gross)],
    ["utilisationAllocated", (used * hours * HOUR + resold.billed) / installed],
    ["utilisationSold", term.billed / installed],
  ]);
}

/** A rental that the horizon cuts: what a run accrues, and what cash would have moved by then. */
function cutByHorizon(entries: Entries): Answers {
  const [gpus, price] = [entries.number("gpus"), entries.number("price")];
  const [start, end] = [entries.number("start"), entries.number("end")];
  const horizon = entries.number("horizon");
  const { revenue, billed } = runOf(gpus, price, start, end, horizon);
  const window = (end - start) * HOUR;
  const prepaid = start < horizon ? bill(UPFRONT, gpus, window, window, price).gross : 0;
  const completed = end <= horizon ? charge(gpus * window, price) : 0;
  return new Map<string, Expected>([
    ["accrued", cents(revenue)],
    ["cashAtCompletion", cents(completed)],
    ["cashAtStartPrepaid", cents(prepaid)],
    ["gpuHoursInHorizon", billed / HOUR],
  ]);
}

/** What one request of a contract without roundings comes to in a run, instants in hours. */
function runOf(gpus: number, price: number, start: number, end: number, horizon: number) {
  const contract = { preset: "aws.on-demand", granularity: "1ms", minimum: "0s" };
  const demand = { arrivals: { at: [`${start}h`] }, gpus, service: `${end - start}h` };
  const scenario = scenarioOf(
    {
      name: "case",
      horizon: `${horizon}h`,
      warmup: "0s",
      replications: 1,
      baseline: false,
      fleet: { pools: [{ name: "pool", gpu: "GPU", nodes: 1, gpus_per_node: gpus }] },
      rental: { products: { rental: { contract, price: `$${price}/GPU/h`, demand } } },
    },
    "case",
  );
  const simulation = new Simulation(scenario, scenario.seed, 0);
  simulation.advance(scenario.end);
  return simulation.finish().sales[0]!;
}
