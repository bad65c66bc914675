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
  /** 1: its runs are protected, or have a maximum life */
  readonly ages: Uint8Array;
  /** the line of the last job of each source, and its priority */
  readonly lastLine: Int32Array;
  readonly lastPriority: Float64Array;

  /**
   * @param finite which of the sources end by themselves
   * @param preempts whether the policy preempts at all: else no rental is ever made firm by a notice or a protection
   * @param protects whether it lets runs be for a time
   * @param follows whether somebody keeps a book of single runs: records, quotas, estimates of their ends
   */
  constructor(
    sources: readonly SourcePlan[],
    finite: readonly boolean[],
    preempts: boolean,
    protects: boolean,
    follows: boolean,
  ) {
    const byte = (value: (plan: SourcePlan, source: number) => number) => Uint8Array.from(sources, value);
    this.whenLoose = byte((plan) => holdingOf(plan, plan.preemptible));
    this.whenSafe = byte((plan) => holdingOf(plan, plan.preemptible && !preempts));
    this.plain = byte((plan) => (plan.checkpoint === null && plan.interruptions === null ? 1 : 0));
    this.ages = byte((plan) => (protects || plan.maximumLife < Infinity ? 1 : 0));
    this.watched = byte((plan) => (plan.estimate.kind === "recent" ? 1 : 0));
    this.direct = byte((_, source) =>
      !follows && this.plain[source] === 1 && this.ages[source] === 0 && this.watched[source] === 0 ? 1 : 0,
    );
    this.finite = byte((_, source) => (finite[source] ? 1 : 0));
    this.billedPerHour = new Float64Array(sources.length);
    this.product = new Int32Array(sources.length).fill(-1);
    this.lastLine = new Int32Array(sources.length).fill(-1);
    this.lastPriority = new Float64Array(sources.length).fill(Number.NaN);
  }
}

function holdingOf(plan: SourcePlan, preemptible: boolean): Holding {
  if (plan.side === "internal") return Holding.internal;
  return preemptible ? Holding.preemptible : Holding.firm;
}
