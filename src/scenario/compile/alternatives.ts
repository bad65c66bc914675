// Alternatives to renting, and what they need to be told.

import type { AlternativesPlan, PowerDownPlan } from "../../economics/alternatives.ts";
import type { EconomicsPlan } from "../../economics/plan.ts";
import type { Scenario } from "../scenario.ts";
import type { AlternativesTree, PowerDownTree } from "../schema/alternatives.ts";
import { amountOf } from "../schema/quantity.ts";
import { count, duration, durationText, share, span } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { compileLowValueWork } from "./low-value-work.ts";

const PATH = ["alternatives"];

/** What is compared, and the work that would take the place of rental. */
type CompiledAlternatives = Pick<Scenario, "alternatives" | "lowValueWork">;

export function compileAlternatives(
  tree: AlternativesTree | undefined,
  scenario: Pick<Scenario, "baseline" | "warmup" | "end" | "economics" | "sources">,
  context: Context,
): Compiled<CompiledAlternatives> {
  if (tree === undefined) return { plan: { alternatives: null, lowValueWork: null }, echo: tree };
  const slot = amountOf(span, tree.slot);
  checkNeeds(tree, scenario, context);
  if (countsNodes(tree)) checkSlot(slot, tree, scenario, context);
  const powerDown =
    tree.power_down === undefined
      ? null
      : compilePowerDown(tree.power_down, slot, scenario.economics, context);
  const most = tree.defer?.nodes;
  const nodes = most === undefined ? Number.POSITIVE_INFINITY : amountOf(count(1), most);
  const lowValueWork =
    tree.backfill === undefined
      ? null
      : compileLowValueWork(
          tree.backfill,
          [...PATH, "backfill"],
          scenario.sources.filter(({ side }) => side === "internal"),
          scenario.economics,
          context,
        );
  const alternatives: AlternativesPlan = {
    slot,
    powerDown,
    defer: tree.defer === undefined ? null : { nodes },
    backfill: lowValueWork === null ? null : { value: lowValueWork.plan.value },
  };
  return {
    plan: { alternatives, lowValueWork: lowValueWork?.plan.source ?? null },
    echo: { ...tree, ...(lowValueWork !== null && { backfill: lowValueWork.echo }) },
  };
}

/** Whether nodes that stay empty are asked for. */
function countsNodes({ power_down, defer }: AlternativesTree): boolean {
  return power_down !== undefined || defer !== undefined;
}

function checkNeeds(
  tree: AlternativesTree,
  { baseline, economics }: Pick<Scenario, "baseline" | "economics">,
  { scheduling, report }: Context,
): void {
  const needs = [
    [
      countsNodes(tree) || tree.backfill !== undefined,
      "there is no alternative in it",
      "power_down, defer or backfill",
    ],
    [baseline, "it is about what internal work alone leaves idle", "baseline: true beside it"],
    [economics !== null, "nothing is said of what power and GPUs cost", "economics beside it"],
    [
      !countsNodes(tree) || scheduling.placement !== "pool",
      "placement: pool knows no nodes",
      "another placement",
    ],
  ] as const;
  for (const [met, message, expected] of needs) {
    if (!met) report({ path: PATH, code: "contradiction", message, expected, atKey: true });
  }
}

/** All of the measured time is seen: a node that is needed in its last minutes is needed. */
function checkSlot(
  slot: number,
  { slot: got }: AlternativesTree,
  { warmup, end }: Pick<Scenario, "warmup" | "end">,
  { report }: Context,
): void {
  if (warmup % slot === 0 && end % slot === 0) return;
  const message = "warm-up and horizon are no whole numbers of slots";
  const expected = "a slot that divides both; not with horizon: all";
  report({ path: [...PATH, "slot"], code: "contradiction", message, got, expected });
}

function compilePowerDown(
  tree: PowerDownTree,
  slot: number,
  economics: EconomicsPlan | null,
  { report }: Context,
): PowerDownPlan {
  const plan = {
    wake: amountOf(duration, tree.wake),
    asleep: amountOf(share, tree.asleep),
    awake: amountOf(count(0), tree.awake),
  };
  const path = [...PATH, "power_down"];
  if (plan.wake > slot) {
    const message = "a node would not be up again within a slot";
    const expected = `at most ${durationText(slot)}, or a longer slot`;
    report({ path: [...path, "wake"], code: "contradiction", message, got: tree.wake, expected });
  }
  if (economics?.gpus.some(({ idle }) => idle < plan.asleep)) {
    const message = "a sleeping node would draw more than an idle one";
    const expected = "at most what economics.types say of idle";
    report({ path: [...path, "asleep"], code: "contradiction", message, got: tree.asleep, expected });
  }
  return plan;
}
