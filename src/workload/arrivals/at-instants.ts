import { OpenArrivals } from "./arrival-process.ts";

/** Arrivals at given instants, which are in order. */
export class ArrivalsAtInstants extends OpenArrivals {
  private readonly instants: Float64Array;
  private taken = -1;

  constructor(instants: Float64Array) {
    super();
    this.instants = instants;
    this.advance();
  }

  advance(): void {
    this.taken++;
    this.exhausted = this.taken >= this.instants.length;
    this.next = this.exhausted ? Number.POSITIVE_INFINITY : this.instants[this.taken];
  }
}
