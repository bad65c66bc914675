// Bills worked by hand: what a contract charges for a run.

import { HOUR, MINUTE, SECOND } from "../../kernel/time.ts";
import { billedTime, charge, type LineEnd } from "../../market/billing.ts";
import type { Metering } from "../../market/contract/contract-plan.ts";
import type { Expected, TheoryCase } from "../case.ts";
import { Entries } from "../entries.ts";
import { exactly, type Prepared, unanswered } from "../prepared.ts";
import { Refusal } from "../refusal.ts";

const GRANULARITIES = { second: SECOND, minute: MINUTE, hour: HOUR } as const;
type Granularity = keyof typeof GRANULARITIES;

/** Keys of contracts that are still to come. */
const LATER = [
  "tiers",
  "creditBase",
  "reservedGpus",
  "spotDuty",
  "prices",
  "horizon",
  "penaltyHours",
  "refundPartialHour",
];

/** @throws Refusal */
export function prepareBilling(theCase: TheoryCase): Prepared {
  const entries = new Entries(theCase.params, "params");
  const later = LATER.find((key) => entries.has(key));
  if (later !== undefined)
    throw new Refusal(`params.${later}: credits and reservations belong to a later feature`);
  const answers = entries.has("charges") ? manyCharges(entries) : oneLine(entries, theCase);
  entries.end();
  return exactly(
    theCase,
    unanswered(theCase, (metric) => answers.has(metric)),
    () => answers,
    (got, expected) => got === expected,
  );
}

/** Money as a decimal text, to the cent. */
function cents(amount: number): string {
  return amount.toFixed(2);
}

function oneLine(entries: Entries, theCase: TheoryCase): Map<string, Expected> {
  const unit = entries.word("granularity", Object.keys(GRANULARITIES) as Granularity[]);
  const plan: Metering = {
    granularity: GRANULARITIES[unit],
    minimum: entries.numberOr("minimumMinutes", 0) * MINUTE,
    freeIfInterruptedWithin: entries.numberOr("freeIfEvictedWithinHours", 0) * HOUR,
  };
  const [gpus, price] = [entries.number("gpus"), entries.number("price")];
  const amount = (used: number, end: LineEnd) => cents(charge(gpus * billedTime(used, end, plan), price));
  const answers = new Map<string, Expected>();
  const seconds = secondsOf(entries);
  if (seconds !== null) {
    const used = Math.round(seconds * SECOND);
    const name = `billed${unit.charAt(0).toUpperCase()}${unit.slice(1)}s`;
    answers.set(name, billedTime(used, "customer", plan) / plan.granularity);
    answers.set("amount", amount(used, "customer"));
  }
  for (const metric of theCase.expect.keys()) {
    const [, by, minutes] = /^(evicted|stoppedByUser)At([\d.]+)min$/.exec(metric) ?? [];
    if (by !== undefined)
      answers.set(metric, amount(Number(minutes) * MINUTE, by === "evicted" ? "provider" : "customer"));
  }
  return answers;
}

function secondsOf(entries: Entries): number | null {
  if (entries.has("durationSeconds")) return entries.number("durationSeconds");
  if (!entries.has("endSeconds")) return null;
  return entries.number("endSeconds") - entries.numberOr("start", 0);
}

/** So many charges of a GPU-second each: added up as GPU-time and priced once. */
function manyCharges(entries: Entries): Map<string, Expected> {
  const [charges, price] = [entries.number("charges"), entries.number("price")];
  const single = charge(SECOND, price);
  let [time, naive] = [0, 0];
  for (let each = 0; each < charges; each++) {
    time += SECOND;
    naive += single;
  }
  const total = charge(time, price);
  return new Map<string, Expected>([
    ["total", cents(total)],
    ["ifRoundedPerCharge", cents(charges * Number(cents(single)))],
    ["naiveFloatSumDiffers", naive !== total],
  ]);
}
