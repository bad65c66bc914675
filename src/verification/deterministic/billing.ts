// Bills worked by hand: what a contract charges for a run.

import { instantOfDate } from "../../kernel/iso-date.ts";
import { type Duration, HOUR, type Instant, MINUTE, SECOND } from "../../kernel/time.ts";
import { billedTime, charge, type LineEnd } from "../../market/billing.ts";
import { billOf } from "../../market/contract/bill.ts";
import type { Metering } from "../../market/contract/contract-plan.ts";
import { markOf } from "../../market/price/price-path.ts";
import { SteppedPrice } from "../../market/price/stepped-price.ts";
import type { Expected, TheoryCase } from "../case.ts";
import { Entries } from "../entries.ts";
import { exactly, type Prepared, unanswered, within } from "../prepared.ts";
import { Refusal } from "../refusal.ts";
import { CONTRACT_CASES, cents } from "./contracts.ts";

const GRANULARITIES = { second: SECOND, minute: MINUTE, hour: HOUR } as const;
type Granularity = keyof typeof GRANULARITIES;

/** @throws Refusal */
export function prepareBilling(theCase: TheoryCase): Prepared {
  const entries = new Entries(theCase.params, "params");
  if (entries.has("refundPartialHour"))
    throw new Refusal("params.refundPartialHour: no contract here gives a started hour back");
  const answers = answersOf(entries, theCase);
  entries.end();
  // Counts and shares are the quotients that they are; money is compared to the cent, as a text.
  return exactly(
    theCase,
    unanswered(theCase, (metric) => answers.has(metric)),
    () => answers,
    within(1e-9, 0),
  );
}

function answersOf(entries: Entries, theCase: TheoryCase): Map<string, Expected> {
  const contract = Object.keys(CONTRACT_CASES).find((key) => entries.has(key));
  if (contract !== undefined) return CONTRACT_CASES[contract]!(entries);
  if (entries.has("charges")) return manyCharges(entries);
  return entries.has("prices") ? movingPrice(entries) : oneLine(entries, theCase);
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
  const stay = stayOf(entries);
  if (stay !== null) {
    const { used, end } = stay;
    const name = `billed${unit.charAt(0).toUpperCase()}${unit.slice(1)}s`;
    answers.set(name, billedTime(used, end, plan) / plan.granularity);
    answers.set("amount", amount(used, end));
    if (entries.has("penaltyHours")) {
      const penalty = charge(gpus * entries.number("penaltyHours") * HOUR, price);
      answers.set("penalty", cents(penalty));
      answers.set("net", cents(charge(gpus * billedTime(used, end, plan), price) - penalty));
    }
  }
  for (const metric of theCase.expect.keys()) {
    const [, by, minutes] = /^(evicted|stoppedByUser)At([\d.]+)min$/.exec(metric) ?? [];
    if (by !== undefined)
      answers.set(metric, amount(Number(minutes) * MINUTE, by === "evicted" ? "provider" : "customer"));
  }
  return answers;
}

/** A line from a start to an end while the price steps: each part of it at the price of its time. */
function movingPrice(entries: Entries): Map<string, Expected> {
  const unit = entries.word("granularity", Object.keys(GRANULARITIES) as Granularity[]);
  const gpus = entries.number("gpus");
  const [start, end] = [instantOf(entries, "start"), instantOf(entries, "end")];
  const steps = entries.list("prices").map((step) => {
    const [from, price] = step as readonly unknown[];
    const instant = instantIn(from);
    if (instant === null || typeof price !== "number" || !(price >= 0))
      throw entries.refusal("prices", step, "pairs of an instant and a price");
    return { from: instant, price };
  });
  if (!(steps[0] !== undefined && steps[0].from <= start))
    throw entries.refusal("prices", steps, "a first price from the start on, or before");
  const path = new SteppedPrice(steps[0].price);
  let next = 1;
  const markAt = (instant: number) => {
    for (; next < steps.length && steps[next]!.from <= instant; next++)
      path.set(steps[next]!.price, steps[next]!.from);
    return markOf(path, instant);
  };
  const plan = {
    kind: "use",
    granularity: GRANULARITIES[unit],
    minimum: 0,
    freeIfInterruptedWithin: 0,
  } as const;
  const held = end - start;
  const line = { gpus, held, used: held, end: "customer", window: 0 } as const;
  const { gross } = billOf(plan, line, markAt(start), markAt(end));
  return new Map([["amount", cents(gross)]]);
}

/** For how long a line holds its GPUs, ms, and who ends it; null where the metrics say that. */
function stayOf(entries: Entries): { readonly used: Duration; readonly end: LineEnd } | null {
  const inSeconds = (seconds: number) => ({ used: Math.round(seconds * SECOND), end: "customer" }) as const;
  if (entries.has("evictedAtHours"))
    return { used: Math.round(entries.number("evictedAtHours") * HOUR), end: "provider" };
  if (entries.has("durationSeconds")) return inSeconds(entries.number("durationSeconds"));
  if (entries.has("endSeconds"))
    return inSeconds(entries.number("endSeconds") - entries.numberOr("start", 0));
  if (!entries.has("end")) return null;
  return { used: instantOf(entries, "end") - instantOf(entries, "start"), end: "customer" };
}

/** An instant in ms. @throws Refusal */
function instantOf(entries: Entries, key: string): Instant {
  const value = entries.take(key);
  const instant = instantIn(value);
  if (instant === null) throw entries.refusal(key, value, "hours, an ISO 8601 date");
  return instant;
}

/** Hours from 0, or an ISO 8601 date, in ms; null for anything else. */
function instantIn(value: unknown): Instant | null {
  if (typeof value === "number" && value >= 0) return Math.round(value * HOUR);
  const instant = typeof value === "string" ? instantOfDate(value) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
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
