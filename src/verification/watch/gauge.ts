// Levels that hold between two instants. A gauge reads the state when it has settled, and is told how long what it read
// has held.

import type { Instant } from "../../kernel/time.ts";
import type { State } from "../../simulation/state.ts";

export interface Gauge {
  /** what holds from now on */
  read(state: State): void;
  /** what was read last held from `from` to `to` */
  hold(from: Instant, to: Instant): void;
}

/** GPUs held by jobs and services. */
export function busyGpus(state: State): number {
  let gpus = 0;
  for (const pool of state.pools) gpus += pool.busy;
  return gpus;
}

/** Time spent at each level of GPUs. */
export class LevelGauge implements Gauge {
  /** ms by level */
  readonly time = new Map<number, number>();
  private readonly level: (state: State) => number;
  private now: number;

  /** @param before what holds until the first event */
  constructor(level: (state: State) => number, before: number) {
    this.level = level;
    this.now = before;
  }

  read(state: State): void {
    this.now = this.level(state);
  }

  hold(from: Instant, to: Instant): void {
    this.time.set(this.now, (this.time.get(this.now) ?? 0) + to - from);
  }
}

/** Jobs that wait, by source; time without a free GPU; GPUs that are free while somebody waits. In ms and GPU-ms. */
export class QueueGauge implements Gauge {
  readonly queued: Float64Array;
  full = 0;
  idle = 0;
  private readonly waiting: Float64Array;
  private free: number;
  private anyone = false;

  /** @param installed GPUs, all free until the first event */
  constructor(sources: number, installed: number) {
    this.free = installed;
    this.queued = new Float64Array(sources);
    this.waiting = new Float64Array(sources);
  }

  read(state: State): void {
    const { waiting } = this;
    waiting.fill(0);
    for (const line of state.lines) waiting[line.source]! += line.count;
    this.anyone = state.waiting > 0;
    this.free = 0;
    for (const pool of state.pools) this.free += pool.free;
  }

  hold(from: Instant, to: Instant): void {
    const { queued, waiting } = this;
    const length = to - from;
    for (let source = 0; source < queued.length; source++) queued[source]! += waiting[source]! * length;
    if (this.free === 0) this.full += length;
    if (this.anyone) this.idle += this.free * length;
  }
}

/** Jobs in the system: the share of time with so many, and how many each arrival finds. */
export class CrowdGauge implements Gauge {
  /** ms by number of jobs */
  readonly time = new Map<number, number>();
  /** arrivals by the number of jobs they find */
  readonly found = new Map<number, number>();
  private readonly opensAt: Instant;
  private crowd = 0;
  private arrivals = 0;
  private left = 0;

  constructor(opensAt: Instant) {
    this.opensAt = opensAt;
  }

  leave(): void {
    this.left++;
  }

  /** Completions come before the arrivals of an instant, so an arrival finds those who are not gone. */
  read(state: State): void {
    const fresh = state.arrivals - this.arrivals;
    this.crowd = state.arrivals - this.left;
    this.arrivals = state.arrivals;
    if (state.now < this.opensAt) return;
    for (let before = this.crowd - fresh; before < this.crowd; before++)
      this.found.set(before, (this.found.get(before) ?? 0) + 1);
  }

  hold(from: Instant, to: Instant): void {
    this.time.set(this.crowd, (this.time.get(this.crowd) ?? 0) + to - from);
  }
}

/** Whether all GPUs are busy, and how many are, at given instants; and GPU-time until each of them. */
export class ProbeGauge implements Gauge {
  readonly busy: Float64Array;
  readonly full: Float64Array;
  /** GPU-ms from 0 to each instant */
  readonly until: Float64Array;
  private readonly instants: readonly Instant[];
  private readonly installed: number;
  private level = 0;

  /** @param installed GPUs of the fleet */
  constructor(instants: readonly Instant[], installed: number) {
    this.instants = instants;
    this.installed = installed;
    this.busy = new Float64Array(instants.length);
    this.full = new Float64Array(instants.length);
    this.until = new Float64Array(instants.length);
  }

  placeOf(instant: Instant): number {
    return this.instants.indexOf(instant);
  }

  read(state: State): void {
    this.level = busyGpus(state);
  }

  hold(from: Instant, to: Instant): void {
    this.instants.forEach((instant, place) => {
      if (instant > from) this.until[place]! += this.level * (Math.min(instant, to) - from);
      if (instant < from || instant >= to) return;
      this.busy[place] = this.level;
      this.full[place] = this.level === this.installed ? 1 : 0;
    });
  }
}
