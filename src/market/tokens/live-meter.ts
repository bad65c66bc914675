import { type Instant, LATER } from "../../kernel/time.ts";
import type { TokenMeter } from "./token-meter.ts";

/** Tokens that are served as they come, or turned away. */
export class LiveMeter implements TokenMeter {
  askedFor = 0;
  served = 0;
  unserved = 0;
  readonly pending = 0;
  private readonly provisioned: number | null;
  /** capacity that was paid for, served or not */
  private provided = 0;
  private capacity = 0;
  private demand = 0;
  private last: Instant = LATER;

  /** @param provisioned output tokens per ms that are billed used or not, as far as they are provided; null: served ones are */
  constructor(provisioned: number | null) {
    this.provisioned = provisioned;
    this.last = 0;
  }

  get billed(): number {
    return this.provisioned === null ? this.served : this.provided;
  }

  serve(capacity: number, now: Instant): void {
    this.advance(now);
    this.capacity = capacity;
  }

  ask(demand: number, now: Instant): void {
    this.advance(now);
    this.demand = demand;
  }

  advance(now: Instant): void {
    const { demand, provisioned } = this;
    const length = now - this.last;
    this.last = now;
    // Of what is provisioned no more is served than has been paid for.
    const limit = provisioned === null ? this.capacity : Math.min(this.capacity, provisioned);
    const served = Math.min(demand, limit);
    this.askedFor += demand * length;
    this.served += served * length;
    this.unserved += (demand - served) * length;
    if (provisioned !== null) this.provided += limit * length;
  }
}
