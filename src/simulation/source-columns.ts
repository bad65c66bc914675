// What a run asks of a source at every event, as columns: the plans of sources differ in shape, and reading them is slow.

import { Holding } from "../fleet/holding.ts";
import type { SourcePlan } from "../workload/plan.ts";

export class SourceColumns {
  /** in whose hands its GPUs are while a run may be preempted, and while it is safe; a `Holding` */
  readonly whenLoose: Uint8Array;
  readonly whenSafe: Uint8Array;
  /** 1: an attempt is work and nothing else: no checkpoint is written and nothing interrupts it */
  readonly plain: Uint8Array;
  /** 1: nothing is asked of its runs but their time (see direct-runs.ts) */
  readonly direct: Uint8Array;
  /** 1: estimates follow the jobs that have ended */
  readonly watched: Uint8Array;
  /** its product, or −1 */
  readonly product: Int32Array;
  /** what a GPU-hour of its jobs is billed at, $; 0 for internal work */
  readonly billedPerHour: Float64Array;
  /** 1 for a source that ends by itself */
  readonly finite: Uint8Array;
  /** age below which its runs are not preempted, by the policy or by its contract, ms */
  readonly protectedFor: Float64Array;
  /** 1: its runs are protected, or have a maximum life */
  readonly ages: Uint8Array;
  /** the line of the last job of each source, its priority, and its group by its number within the source */
  readonly lastLine: Int32Array;
  readonly lastPriority: Float64Array;
  readonly lastGroup: Int32Array;

  /**
   * @param finite which of the sources end by themselves
   * @param preempts whether the policy preempts at all: else no rental is ever made firm by a notice or a protection
   * @param protection age below which it preempts no run, ms
   * @param follows whether somebody keeps a book of a source's single runs: records, quotas, estimates of their ends, windows
   */
  constructor(
    sources: readonly SourcePlan[],
    finite: readonly boolean[],
    preempts: boolean,
    protection: number,
    follows: (source: number) => boolean,
  ) {
    const byte = (value: (plan: SourcePlan, source: number) => number) => Uint8Array.from(sources, value);
    this.whenLoose = byte((plan) => holdingOf(plan, plan.preemptible));
    this.whenSafe = byte((plan) => holdingOf(plan, plan.preemptible && !preempts));
    this.plain = byte((plan) => (plan.checkpoint === null && plan.interruptions === null ? 1 : 0));
    this.protectedFor = Float64Array.from(sources, (plan) => Math.max(protection, plan.protectedFor));
    this.ages = byte((plan, source) =>
      this.protectedFor[source]! > 0 || plan.maximumLife < Infinity ? 1 : 0,
    );
    this.watched = byte((plan) => (plan.estimate.kind === "recent" ? 1 : 0));
    this.direct = byte((_, source) =>
      !follows(source) && this.plain[source] === 1 && this.ages[source] === 0 && this.watched[source] === 0
        ? 1
        : 0,
    );
    this.finite = byte((_, source) => (finite[source] ? 1 : 0));
    this.billedPerHour = new Float64Array(sources.length);
    this.product = new Int32Array(sources.length).fill(-1);
    this.lastLine = new Int32Array(sources.length).fill(-1);
    this.lastPriority = new Float64Array(sources.length).fill(Number.NaN);
    this.lastGroup = new Int32Array(sources.length);
  }
}

function holdingOf(plan: SourcePlan, preemptible: boolean): Holding {
  if (plan.side === "internal") return Holding.internal;
  return preemptible ? Holding.preemptible : Holding.firm;
}
