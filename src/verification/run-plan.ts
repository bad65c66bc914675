// How long to run. First as long as the known variances ask for, or a pilot; then again, as long as the errors seen ask
// for, as far as the events of the case go. What cannot be had within them does not make the run longer.

import { HOUR } from "../kernel/time.ts";
import { periodOf } from "./metrics/fleet-metrics.ts";
import type { RunTimes } from "./setting/scenario-tree.ts";
import type { Setting } from "./setting/setting.ts";
import { eventRate, forgetfulness } from "./setting/time-scale.ts";

/** Independent runs of a model in a steady state. */
export const REPLICATIONS = 40;

/** Events of a pilot in all. */
const PILOT_EVENTS = 200_000;

/** Times that the model forgets, in the warm-up, and at least measured. */
const WARMUP_SPANS = 12;
const LEAST_SPANS = 30;

/** A run is planned so much longer than its errors ask for, that it need not be made again. */
const MARGIN = 1.3;

export class RunPlan {
  private readonly setting: Setting;
  private readonly span: number;
  private readonly warmup: number;
  /** hours that a replication can have */
  private readonly most: number;

  /** @param events that the run may have in all */
  constructor(setting: Setting, events: number) {
    this.setting = setting;
    this.span = forgetfulness(setting);
    const affordable = events / (REPLICATIONS * eventRate(setting));
    this.warmup = this.wholePeriods(Math.min(WARMUP_SPANS * this.span, affordable / 3));
    this.most = affordable - this.warmup;
  }

  /** Hours of each replication at first, given the hours in all that known variances ask for. */
  first(wanted: readonly number[]): number {
    const each = wanted.map((hours) => (MARGIN * hours) / REPLICATIONS).filter((hours) => hours <= this.most);
    const pilot = PILOT_EVENTS / (REPLICATIONS * eventRate(this.setting));
    return this.bounded(Math.max(LEAST_SPANS * this.span, ...(each.length > 0 ? each : [pilot])));
  }

  /** Hours of each replication when errors must shrink by these factors; null if the run is long enough, or cannot be. */
  next(hours: number, factors: readonly number[]): number | null {
    const each = factors.filter((factor) => factor > 1).map((factor) => hours * MARGIN * factor ** 2);
    const affordable = each.filter((length) => length <= this.most);
    return affordable.length === 0 ? null : this.bounded(Math.max(...affordable));
  }

  times(hours: number): RunTimes {
    return { warmup: Math.round(this.warmup * HOUR), horizon: Math.round(hours * HOUR) };
  }

  private bounded(hours: number): number {
    const least = 3 * this.warmup;
    return this.wholePeriods(Math.max(least, Math.min(hours, this.most), 1 / HOUR));
  }

  /** Loads with a period are measured over whole ones. */
  private wholePeriods(hours: number): number {
    const periodic = this.setting.streams.some(
      (stream) => stream.kind === "elastic" || stream.arrival.process === "nhpp",
    );
    if (!periodic) return hours;
    const period = periodOf(this.setting);
    return Math.max(1, Math.round(hours / period)) * period;
  }
}
