// When the scheduler acts: at every instant with events, or in rounds, at the multiples of a period. A round is an event
// only if somebody waits for it.

import type { Duration } from "../kernel/time.ts";
import { EventKind } from "./event-kinds.ts";
import type { State } from "./state.ts";

export class SchedulingCycle {
  /** between two rounds, ms; 0: at every instant with events */
  private readonly period: Duration;
  private readonly state: State;
  private awaited = false;

  constructor(period: Duration, state: State) {
    this.period = period;
    this.state = state;
  }

  /** Whether the scheduler may act at this instant. */
  get acts(): boolean {
    return this.period === 0 || this.state.now % this.period === 0;
  }

  /** Somebody asks for GPUs between two rounds: the next is an event. */
  awaitRound(): void {
    if (this.awaited) return;
    this.awaited = true;
    const { now, events } = this.state;
    events.schedule(Math.ceil(now / this.period) * this.period, EventKind.round, 0);
  }

  /** It has come. */
  round(): void {
    this.awaited = false;
  }
}
