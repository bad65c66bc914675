// What else could be done with GPUs that internal work leaves idle, and what it would be worth beside renting them: the same
// fleet and work, under the same random numbers. What would be saved is read off the baseline; low-value work has a run of its
// own, since it is preempted, waits and loses work as customers do.
//
// In every slot as many nodes are empty throughout as are empty at the least. That is a count, but one that can be had: where
// nodes are alike, spells in which a node has work can be laid on the other nodes so that none overlap (they are intervals,
// and at no time are there more of them than other nodes), without moving or delaying any.

import { type Duration, HOUR, YEAR } from "../kernel/time.ts";
import type { FreeSlots } from "../ledger/free-slots.ts";
import type { RunTotals } from "../ledger/rows.ts";
import type { ByVariant } from "../scenario/variant.ts";
import { type Estimate, meanInterval, pairedDifference } from "../statistics/interval.ts";
import { displacedHours, moneyOf } from "./displacement.ts";
import { hourCost, idlePower } from "./gpu-hour-cost.ts";
import type { EconomicsPlan } from "./plan.ts";

/** Empty nodes sleep, from the begin of a slot to the end of a later one. */
export interface PowerDownPlan {
  /** of each sleep, while it draws as if idle: going down and coming up again, ms; no longer than a slot */
  readonly wake: Duration;
  /** share of the nameplate that is drawn asleep */
  readonly asleep: number;
  /** empty nodes of each pool that stay awake all the same */
  readonly awake: number;
}

/** Nodes that internal work never needs are bought only after the measured time. */
interface DeferPlan {
  /** of each pool, at most */
  readonly nodes: number;
}

/** Low-value work runs in place of rental. */
interface BackfillPlan {
  /** $ of a useful GPU-hour of it */
  readonly value: number;
}

export interface AlternativesPlan {
  readonly slot: Duration;
  /** null: not asked for */
  readonly powerDown: PowerDownPlan | null;
  readonly defer: DeferPlan | null;
  readonly backfill: BackfillPlan | null;
}

/** One use of what internal work leaves idle, over the measured time. */
export interface AlternativeRow {
  readonly name: "renting" | "power_down" | "defer" | "backfill";
  /** GPU-hours that were rented, asleep, not there or held by low-value work */
  readonly gpuHours: Estimate;
  /** those of which somebody got something; null where nothing runs */
  readonly useful: Estimate | null;
  /** $ that it adds or saves */
  readonly money: Estimate;
  /** $ by which it is better than renting, paired by replication */
  readonly lessRenting: Estimate;
}

/** What a run is compared by. */
interface Setting {
  readonly plan: EconomicsPlan;
  readonly gpusPerNode: readonly number[];
  /** $ for a refused job of a source, by its name */
  readonly penalties: ReadonlyMap<string, number>;
}

/** Of one replication. */
interface Use {
  readonly gpuHours: number;
  /** NaN where nothing runs */
  readonly useful: number;
  readonly money: number;
}

/**
 * The rows of alternatives.csv: renting first.
 * @param runs of each variant in the same order; what was free in the baselines is kept, by node, where that is asked for
 */
export function compareAlternatives(
  { rental, baseline, backfill }: ByVariant<readonly RunTotals[]>,
  plan: AlternativesPlan,
  setting: Setting,
): AlternativeRow[] {
  const renting = rental.map((run, place) => rented(run, baseline[place]!, setting));
  const { powerDown, defer, backfill: lowValue } = plan;
  const uses: [AlternativeRow["name"], readonly Use[]][] = [["renting", renting]];
  if (powerDown !== null)
    uses.push(["power_down", baseline.map((run) => poweredDown(run, powerDown, setting))]);
  if (defer !== null) uses.push(["defer", baseline.map((run) => deferred(run, defer, setting))]);
  if (lowValue !== null)
    uses.push([
      "backfill",
      backfill.map((run, place) => backfilled(run, baseline[place]!, lowValue, setting)),
    ]);
  return uses.map(([name, of]) => ({
    name,
    gpuHours: meanInterval(of.map(({ gpuHours }) => gpuHours)),
    useful: isRun(name) ? meanInterval(of.map(({ useful }) => useful)) : null,
    money: meanInterval(of.map(({ money }) => money)),
    lessRenting: pairedDifference(
      of.map(({ money }) => money),
      renting.map(({ money }) => money),
    ),
  }));
}

/** Whether somebody's work runs on what is idle. */
function isRun(name: AlternativeRow["name"]): boolean {
  return name === "renting" || name === "backfill";
}

/**
 * Net revenue less energy and penalties, and less the worth of displaced internal work where that is said. Of a run with
 * low-value work there is no revenue, and this is what it costs.
 */
function rented(run: RunTotals, baseline: RunTotals, { plan, penalties }: Setting): Use {
  const added = moneyOf(run, penalties, plan) - moneyOf(baseline, penalties, plan);
  const held = run.gpuTime.reduce((sum, { allocatedRental }) => sum + allocatedRental, 0);
  const spoilt = run.gpuTime.reduce((sum, pool) => sum + pool.overheadRental + pool.lostRental, 0);
  return {
    gpuHours: held / HOUR,
    useful: (held - spoilt) / HOUR,
    money: added - (plan.internalValue ?? 0) * displacedHours(run, baseline),
  };
}

/** Its useful GPU-hours at their value, less what it costs and displaces: it stands where rental would. */
function backfilled(run: RunTotals, baseline: RunTotals, { value }: BackfillPlan, setting: Setting): Use {
  const use = rented(run, baseline, setting);
  return { ...use, money: use.money + value * use.useful };
}

/** GPU-hours asleep × kW saved × PUE × price of electricity, its mean where it moves. */
export function poweredDown(
  { free, tariff }: RunTotals,
  { wake, asleep, awake }: PowerDownPlan,
  { plan, gpusPerNode }: Setting,
): Use {
  const perPool = free!.map((slots, pool) => {
    const gpuHours = (nodeTimeAsleep(slots, awake, wake) * gpusPerNode[pool]!) / HOUR;
    const { power, idle } = plan.gpus[pool]!;
    const saved = power * (idle - asleep) * plan.pue;
    return { gpuHours, useful: Number.NaN, money: gpuHours * saved * (plan.electricity ?? tariff) };
  });
  return together(perPool);
}

/** Node-ms asleep: as many nodes as are empty throughout each slot, less those kept awake, less the wake of each sleep. */
function nodeTimeAsleep({ slot, nodes }: FreeSlots, awake: number, wake: Duration): number {
  let time = 0;
  let before = 0;
  for (const least of nodes!.least) {
    const sleeping = Math.max(0, least - awake);
    time += sleeping * slot - Math.max(0, sleeping - before) * wake;
    before = sleeping;
  }
  return time;
}

/**
 * Of nodes that were never needed: what their capital earns elsewhere in the meantime, capital × (1 − (1 + wacc)^−years), and
 * their running costs and power. Their depreciation begins later and is not saved; the building stands.
 */
export function deferred(
  { free, measured, tariff }: RunTotals,
  { nodes: most }: DeferPlan,
  { plan, gpusPerNode }: Setting,
): Use {
  const perPool = free!.map(({ nodes }, pool) => {
    const unneeded = nodes!.least.reduce((least, each) => Math.min(least, each), most);
    // Of no slot nothing is known.
    const gpus = nodes!.least.length === 0 ? 0 : unneeded * gpusPerNode[pool]!;
    const gpuHours = (gpus * measured) / HOUR;
    const gpu = plan.gpus[pool]!;
    const meanwhile = gpu.capital * (1 - (1 + plan.wacc) ** (-measured / YEAR));
    const hourly = hourCost(gpu, plan).opex + idlePower(gpu, plan) * (plan.electricity ?? tariff);
    return { gpuHours, useful: Number.NaN, money: gpus * meanwhile + gpuHours * hourly };
  });
  return together(perPool);
}

function together(uses: readonly Use[]): Use {
  return {
    gpuHours: uses.reduce((sum, { gpuHours }) => sum + gpuHours, 0),
    useful: Number.NaN,
    money: uses.reduce((sum, { money }) => sum + money, 0),
  };
}
