// A Poisson process whose rate follows the states of a chain that goes round in a circle (a Markov-modulated Poisson
// process; with the rates {λ, 0} the interrupted one: Kuczura, Bell Syst. Tech. J. 52 (1973) 437). Inverted exactly: an
// exponential of mean 1 is spent state by state, at rate × time left, until a state can pay for the rest.

import { assert } from "../../kernel/assert.ts";
import type { RandomStream } from "../../kernel/random-stream.ts";
import type { Instant } from "../../kernel/time.ts";
import type { ArrivalPlan } from "../plan.ts";
import { OpenArrivals } from "./arrival-process.ts";
import type { RateFactor } from "./rate-factor.ts";

type OnOffPlan = Extract<ArrivalPlan, { readonly kind: "on-off" }>;

/** Share of time in each state: in a circle it is the share of the state's mean stay. */
export function stationaryShares(switching: readonly number[]): number[] {
  const stays = switching.map((rate) => 1 / rate);
  const circle = stays.reduce((sum, stay) => sum + stay, 0);
  return stays.map((stay) => stay / circle);
}

/** Arrivals at `rates[state]` × factor per ms. The chain begins in its stationary law, drawn from the stream of its states. */
export class OnOffArrivals extends OpenArrivals {
  private readonly plan: OnOffPlan;
  private readonly factor: RateFactor;
  private readonly stream: RandomStream;
  private readonly states: RandomStream;
  private state: number;
  /** instant at which the state ends, before rounding */
  private stateEnd: Instant;
  /** the last arrival before rounding, ms */
  private clock = 0;

  constructor(plan: OnOffPlan, factor: RateFactor, stream: RandomStream, states: RandomStream) {
    super();
    const { rates, switching } = plan;
    assert(rates.length === switching.length, "every state has a rate and a rate of leaving it");
    assert(
      switching.every((rate) => rate > 0),
      "a state that is never left leaves no stationary law",
    );
    this.plan = plan;
    this.factor = factor;
    this.stream = stream;
    this.states = states;
    this.state = firstState(stationaryShares(switching), states.uniform());
    this.stateEnd = this.stay();
    // States without a rate would be searched for ever.
    this.exhausted = rates.every((rate) => rate === 0);
    if (!this.exhausted) this.advance();
  }

  advance(): void {
    const { factor } = this;
    const { rates } = this.plan;
    let unspent = this.stream.exponential();
    let payable = rates[this.state] * factor.integral(this.clock, this.stateEnd - this.clock);
    while (unspent >= payable) {
      unspent -= payable;
      this.clock = this.stateEnd;
      this.state = (this.state + 1) % rates.length;
      this.stateEnd += this.stay();
      payable = rates[this.state] * factor.integral(this.clock, this.stateEnd - this.clock);
    }
    this.clock += factor.length(this.clock, unspent / rates[this.state]);
    this.next = Math.round(this.clock);
  }

  /** Time in the present state, ms; without memory, so also what is left of the first one. */
  private stay(): number {
    return this.states.exponential() / this.plan.switching[this.state];
  }
}

function firstState(shares: readonly number[], u: number): number {
  let upTo = 0;
  const state = shares.findIndex((share) => {
    upTo += share;
    return u < upTo;
  });
  // Rounding may leave a sliver above the last share.
  return state === -1 ? shares.length - 1 : state;
}
