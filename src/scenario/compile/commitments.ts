// What is asked of commitment risk; `true` asks for the defaults, and the echo says them.

import type { CommitmentsPlan } from "../../economics/commitment-risk.ts";
import { price } from "../rates-and-money.ts";
import type { Scenario } from "../scenario.ts";
import { type CommitmentsTree, commitmentsKeys, promisedSize } from "../schema/commitments.ts";
import { amountOf } from "../schema/quantity.ts";
import { durationText, span } from "../units.ts";
import type { Compiled, Context } from "./context.ts";

const PATH = ["outputs", "commitments"];

export function compileCommitments(
  tree: CommitmentsTree | undefined,
  { mode, end }: Pick<Scenario, "mode" | "end">,
  context: Context,
): Compiled<CommitmentsPlan | null> {
  if (tree === undefined || tree === false) return { plan: null, echo: tree };
  const echo = tree === true ? commitmentsKeys.parse({}) : tree;
  const plan: CommitmentsPlan = {
    durations: echo.durations.map((duration) => amountOf(span, duration)),
    sizes: echo.gpus.map((size) => amountOf(promisedSize, size)),
    every: amountOf(span, echo.every),
    slot: amountOf(span, echo.slot),
    breach: echo.breach === undefined ? null : amountOf(price, echo.breach),
  };
  if (mode === "steady") {
    const message = "promises are followed through time, and a steady state has none";
    const expected = "mode: trajectory, or outputs.firm_capacity";
    context.report({ path: PATH, code: "contradiction", message, expected, atKey: true });
  }
  checkSlots(plan, echo, context);
  const unseen = plan.durations.filter((duration) => duration > end).map(durationText);
  if (unseen.length > 0)
    context.warn(
      [...PATH, "durations"],
      `Commitment risk is not told for ${unseen.join(", ")}: longer than the run.`,
    );
  return { plan, echo };
}

/** Promises begin and end with slots. */
function checkSlots(
  { durations, every, slot }: CommitmentsPlan,
  echo: Exclude<CommitmentsTree, boolean>,
  { report }: Context,
): void {
  const lengths = [
    ...durations.map((length, place) => ({ length, got: echo.durations[place], path: ["durations", place] })),
    { length: every, got: echo.every, path: ["every"] },
  ];
  for (const { length, got, path } of lengths) {
    if (length % slot === 0) continue;
    const message = "it is no whole number of slots";
    const expected = `a multiple of ${durationText(slot)}, or another slot`;
    report({ path: [...PATH, ...path], code: "contradiction", message, got, expected });
  }
}
