import type { Duration } from "../../kernel/time.ts";
import { OpenArrivals } from "./arrival-process.ts";

/** One arrival at 0, and then one every interval. */
export class RegularArrivals extends OpenArrivals {
  override next = 0;
  private readonly interval: Duration;

  constructor(interval: Duration) {
    super();
    this.interval = interval;
  }

  advance(): void {
    this.next += this.interval;
  }
}
