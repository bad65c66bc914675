import type { Law } from "../../kernel/law.ts";
import type { RandomStream } from "../../kernel/random-stream.ts";
import { OpenArrivals } from "./arrival-process.ts";

/** Independent gaps of one law; the first arrival comes a gap after 0. */
export class RenewalArrivals extends OpenArrivals {
  private readonly gap: Law;
  private readonly stream: RandomStream;
  /** the last arrival before rounding, ms */
  private clock = 0;

  constructor(gap: Law, stream: RandomStream) {
    super();
    this.gap = gap;
    this.stream = stream;
    this.advance();
  }

  advance(): void {
    this.clock += this.gap.sample(this.stream);
    this.next = Math.round(this.clock);
  }
}
