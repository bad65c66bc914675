// Watches one run for what its ledger does not keep. Counts are of what happens while the run is measured, whenever the
// jobs arrived: in a steady state no job is then left out for being long.

import type { Instant } from "../../kernel/time.ts";
import { HOUR } from "../../kernel/time.ts";
import type { Outcome } from "../../ledger/rows.ts";
import type { Model } from "../../simulation/model.ts";
import type { Observer } from "../../simulation/observer.ts";
import type { State } from "../../simulation/state.ts";
import type { JobIndex } from "../../workload/job-table.ts";
import { busyGpus, CrowdGauge, type Gauge, LevelGauge, ProbeGauge, QueueGauge } from "./gauge.ts";
import { Tally } from "./tally.ts";
import { WaveGauge } from "./wave-gauge.ts";

/** What the metrics of a run ask for beyond the counts. Hours. */
export interface Wants {
  /** quantiles of waits */
  readonly waits: boolean;
  /** shares of waits above these */
  readonly limits: readonly number[];
  readonly queue: boolean;
  readonly busyLevels: boolean;
  readonly upLevels: boolean;
  readonly crowd: boolean;
  /** instants at which busy GPUs are looked at */
  readonly instants: readonly number[];
  /** period of the load, and hours of it at which busy GPUs are looked at; null: none is asked for */
  readonly wave: { readonly period: number; readonly hours: readonly number[] } | null;
}

function upGpus(state: State): number {
  return state.pools.reduce((sum, pool) => sum + pool.installed - pool.down, 0);
}

export class Watch implements Observer {
  readonly tallies: readonly Tally[];
  readonly queue: QueueGauge;
  readonly busy = new LevelGauge(busyGpus, 0);
  readonly up: LevelGauge;
  readonly crowd: CrowdGauge;
  readonly probe: ProbeGauge;
  readonly wave: WaveGauge;
  /** unit failures since the warm-up */
  failures = 0;
  /** the last instant at which a job left, ms */
  lastEnd: Instant = 0;
  private readonly gauges: readonly Gauge[];
  private readonly warmup: Instant;
  private settledAt: Instant = 0;
  private failuresBefore = 0;

  constructor(model: Model, wants: Wants) {
    const { warmup } = model;
    const sources = model.sources.length;
    const installed = model.fleet.pools.reduce((sum, { nodes, gpusPerNode }) => sum + nodes * gpusPerNode, 0);
    this.warmup = warmup;
    this.up = new LevelGauge(upGpus, installed);
    const limits = wants.limits.map((limit) => limit * HOUR);
    this.tallies = Array.from({ length: sources }, () => new Tally(wants.waits, limits));
    this.queue = new QueueGauge(sources, installed);
    this.crowd = new CrowdGauge(warmup);
    this.probe = new ProbeGauge(
      wants.instants.map((instant) => instant * HOUR),
      installed,
    );
    const { period, hours } = wants.wave ?? { period: 1, hours: [] };
    this.wave = new WaveGauge(period * HOUR, hours);
    const asked: readonly [Gauge, boolean][] = [
      [this.queue, wants.queue],
      [this.busy, wants.busyLevels],
      [this.up, wants.upLevels],
      [this.crowd, wants.crowd],
      [this.probe, wants.instants.length > 0],
      [this.wave, wants.wave !== null],
    ];
    this.gauges = asked.filter(([, wanted]) => wanted).map(([gauge]) => gauge);
  }

  settled(state: State): void {
    this.charge(state.now);
    for (const gauge of this.gauges) gauge.read(state);
    const failures = state.failures?.count ?? 0;
    if (state.now < this.warmup) this.failuresBefore = failures;
    this.failures = failures - this.failuresBefore;
  }

  started(state: State, job: JobIndex): void {
    const { jobs, now } = state;
    if (now < this.warmup) return;
    const source = jobs.source[job]!;
    const tally = this.tallies[source]!;
    tally.start(jobs.gpus[job]!, now - jobs.arrival[job]!);
    if (jobs.pool[job] !== state.model.sources[source]!.pools[0]) tally.overflowed++;
  }

  left(state: State, job: JobIndex, outcome: Outcome): void {
    const { jobs, now } = state;
    const tally = this.tallies[jobs.source[job]!]!;
    tally.inSystem += Math.max(0, now - Math.max(jobs.arrival[job]!, this.warmup));
    if (outcome === "waiting" || outcome === "running") return;
    this.crowd.leave();
    this.lastEnd = now;
    if (now < this.warmup) return;
    const gpus = jobs.gpus[job]!;
    if (outcome === "completed" || outcome === "killed_at_estimate")
      tally.complete(now - jobs.arrival[job]!, now - jobs.firstStart[job]!, jobs.attempts[job]!);
    else if (outcome === "reneged") tally.renege(gpus, now - jobs.arrival[job]!);
    else if (outcome === "refused" || outcome === "rejected")
      tally.refuse(
        gpus,
        state.pools.some((pool) => pool.free >= gpus),
      );
  }

  /** The run is over: what was read last has held until now. */
  close(now: Instant): void {
    this.charge(now);
  }

  private charge(now: Instant): void {
    const from = Math.max(this.settledAt, this.warmup);
    this.settledAt = now;
    if (now <= from) return;
    for (const gauge of this.gauges) gauge.hold(from, now);
  }
}
