import type { Duration, Instant } from "../../kernel/time.ts";
import type { PricePoint } from "./price-plan.ts";
import type { MarketSight, PricePolicy } from "./price-policy.ts";

/** A price that follows the utilisation, every so often or whenever it changes. */
export class UtilisationPrice implements PricePolicy {
  readonly first: number;
  readonly continuous: boolean;
  next: Instant;
  private readonly points: readonly PricePoint[];
  private readonly every: Duration;

  /** @param every ms; 0: at every change */
  constructor(points: readonly PricePoint[], every: Duration) {
    this.points = points;
    this.every = every;
    this.continuous = every === 0;
    this.first = priceAt(points, 0);
    this.next = every === 0 ? Number.POSITIVE_INFINITY : 0;
  }

  update(now: Instant, { utilisation }: MarketSight): number {
    if (!this.continuous) this.next = now + this.every;
    return priceAt(this.points, utilisation);
  }
}

/** Linear between the points, level outside them. */
function priceAt(points: readonly PricePoint[], utilisation: number): number {
  let below = points[0]!;
  for (const point of points) {
    if (point.utilisation > utilisation) {
      if (point === below) break;
      const part = (utilisation - below.utilisation) / (point.utilisation - below.utilisation);
      return below.price + part * (point.price - below.price);
    }
    below = point;
  }
  return below.price;
}
