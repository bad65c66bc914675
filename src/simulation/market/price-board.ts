// The prices of all products in one run: each is set anew at the instants of its policy, or whenever GPUs change hands.

import { Holding } from "../../fleet/holding.ts";
import type { Pool } from "../../fleet/pool.ts";
import { countedSlices } from "../../fleet/slices.ts";
import type { RandomStream } from "../../kernel/random-stream.ts";
import type { MarketPlan } from "../../market/market-plan.ts";
import { PriceOfPart, type PricePath } from "../../market/price/price-path.ts";
import { pricePolicy } from "../../market/price/price-policies.ts";
import type { MarketSight, PricePolicy } from "../../market/price/price-policy.ts";
import { SteppedPrice } from "../../market/price/stepped-price.ts";
import { type Bids, NO_BIDS } from "../../market/price/uniform-price.ts";
import type { Factor } from "../../workload/drivers/driver-factor.ts";
import { EventKind } from "../event-kinds.ts";
import type { State } from "../state.ts";

export class PriceBoard {
  /** one for each product */
  readonly paths: readonly SteppedPrice[];
  /** GPUs, or slices, that the requests of each product hold, and those that they hold or wait for */
  readonly held: Float64Array;
  readonly asked: Float64Array;
  private readonly state: State;
  /** what the state counts for one GPU */
  private readonly slices: number;
  private readonly policies: readonly PricePolicy[];
  /** products whose price follows every change */
  private readonly continuous: readonly number[];
  private readonly sight = { utilisation: 0, asked: 0, supply: 0, sold: 0, bids: NO_BIDS };

  /**
   * @param stream makes the stream of a product's purpose
   * @param drivers makes what drivers multiply the price of a product by
   */
  constructor(
    plan: MarketPlan,
    state: State,
    stream: (product: number, purpose: string) => RandomStream,
    drivers: (product: number) => Factor,
  ) {
    this.state = state;
    this.slices = countedSlices(state.model.fleet.pools);
    this.policies = plan.products.map(({ price }, product) =>
      pricePolicy(
        price,
        (purpose) => stream(product, purpose),
        () => drivers(product),
      ),
    );
    this.paths = this.policies.map(({ first }) => new SteppedPrice(first));
    this.continuous = this.policies.flatMap(({ continuous }, product) => (continuous ? [product] : []));
    this.held = new Float64Array(plan.products.length);
    this.asked = new Float64Array(plan.products.length);
    this.policies.forEach((_, product) => {
      this.awaitUpdate(product);
    });
  }

  /** Price paths of what the state counts: GPUs, or slices of them. */
  get counted(): PricePath[] {
    return this.slices === 1 ? [...this.paths] : this.paths.map((path) => new PriceOfPart(path, this.slices));
  }

  /**
   * The price of a product is due.
   * @param bids those of its requests, where its policy asks for them
   */
  update(product: number, bids: Bids): void {
    this.set(product, bids);
    this.awaitUpdate(product);
  }

  /** GPUs have changed hands. */
  follow(): void {
    for (const product of this.continuous) this.set(product, NO_BIDS);
  }

  private set(product: number, bids: Bids): void {
    const { now, model, sources } = this.state;
    const price = this.policies[product]!.update(now, this.look(product, bids));
    this.paths[product]!.set(price, now);
    sources.billedPerHour[model.products[product]!.source] = price / this.slices;
  }

  private awaitUpdate(product: number): void {
    const { next } = this.policies[product]!;
    if (next < Infinity) this.state.events.schedule(next, EventKind.price, product);
  }

  private look(product: number, bids: Bids): MarketSight {
    const { pools, model } = this.state;
    const { sight, held, asked } = this;
    let [busy, available, free, sold] = [0, 0, 0, 0];
    for (const index of model.sources[model.products[product]!.source]!.pools) {
      const pool = pools[index]!;
      busy += pool.busy;
      free += pool.free;
      sold += pool.busy - pool.held[Holding.internal]!;
      available += pool.places - withdrawnOf(pool);
    }
    sight.utilisation = available === 0 ? 1 : busy / available;
    sight.asked = asked[product]!;
    sight.supply = held[product]! + free;
    sight.sold = sold / this.slices;
    sight.bids = bids;
    return sight;
  }
}

/** GPUs that are down, drain, stand by or are to come. */
function withdrawnOf({ withdrawn }: Pool): number {
  let gpus = 0;
  for (let standing = 0; standing < withdrawn.length; standing++) gpus += withdrawn[standing]!;
  return gpus;
}
