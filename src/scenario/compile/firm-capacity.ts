// What is asked of firm capacity; `true` asks for the defaults, and the echo says them.

import { WEEK } from "../../kernel/time.ts";
import type { FirmCapacityPlan, Scenario } from "../scenario.ts";
import { confidence, type FirmCapacityTree, firmCapacityKeys } from "../schema/firm-capacity.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import { count, durationText, span } from "../units.ts";
import type { Compiled, Context } from "./context.ts";

const PATH = ["outputs", "firm_capacity"];

export function compileFirmCapacity(
  tree: FirmCapacityTree | undefined,
  times: Pick<Scenario, "warmup" | "end">,
  context: Context,
): Compiled<FirmCapacityPlan | null> {
  if (tree === undefined || tree === false) return { plan: null, echo: tree };
  const echo = tree === true ? firmCapacityKeys.parse({}) : tree;
  const plan: FirmCapacityPlan = {
    durations: each(echo.durations, (duration) => amountOf(span, duration)),
    confidences: each(echo.confidences, (share) => amountOf(confidence, share)),
    gangs: each(echo.gangs, (gpus) => amountOf(count(1), gpus)),
    slot: amountOf(span, echo.slot),
    partOfWeek: amountOf(span, echo.part_of_week),
  };
  checkGrid(plan, echo, context.report);
  warnOfLongWindows(plan, times, context);
  return { plan, echo };
}

/** Each once, the least first. */
function each(quantities: readonly Quantity[], amount: (quantity: Quantity) => number): number[] {
  return [...new Set(quantities.map(amount))].sort((a, b) => a - b);
}

/** Windows, slots and parts of the week must begin together. */
function checkGrid(
  { slot, partOfWeek }: FirmCapacityPlan,
  echo: Exclude<FirmCapacityTree, boolean>,
  report: Context["report"],
): void {
  for (const [place, duration] of echo.durations.entries()) {
    if (amountOf(span, duration) % slot === 0) continue;
    const message = "it is no whole number of slots";
    const expected = `a multiple of ${durationText(slot)}, or another slot`;
    report({ path: [...PATH, "durations", place], code: "contradiction", message, got: duration, expected });
  }
  if (WEEK % partOfWeek !== 0 || partOfWeek % slot !== 0) {
    const message =
      WEEK % partOfWeek === 0 ? "it is no whole number of slots" : "a week is no whole number of it";
    const expected = "a part of a week, such as 1h, 6h or 1d, of whole slots";
    report({
      path: [...PATH, "part_of_week"],
      code: "contradiction",
      message,
      got: echo.part_of_week,
      expected,
    });
  }
}

function warnOfLongWindows(
  { durations }: FirmCapacityPlan,
  { warmup, end }: Pick<Scenario, "warmup" | "end">,
  context: Context,
): void {
  const long = durations.filter((duration) => 10 * duration > end - warmup).map(durationText);
  if (long.length === 0) return;
  context.warn(
    ["outputs", "firm_capacity", "durations"],
    `Firm capacity is not told for ${long.join(", ")}: longer than a tenth of the horizon, too few such windows are seen.`,
  );
}
