// What a scenario says of a price that moves. Prices are $ per GPU-hour.

import type { Duration } from "../../kernel/time.ts";

/** One state of a market: how its prices drift and how far they spread while it lasts. */
export interface Regime {
  /** share by which the mean price grows in a year: −0.2 is −20 % */
  readonly drift: number;
  /** standard deviation of the logarithm of the price after a year */
  readonly volatility: number;
  /** mean time until the next regime of the circle begins, ms; Infinity: it stays */
  readonly stay: Duration;
}

/** A price at a utilisation, 0 to 1. */
export interface PricePoint {
  readonly utilisation: number;
  readonly price: number;
}

export type PricePlan =
  | { readonly kind: "fixed"; readonly price: number }
  /** the price of each of the 168 hours of the week from Monday 00:00 UTC */
  | { readonly kind: "hour-of-week"; readonly prices: Float64Array }
  /** `prices[i]` from `times[i]` on; the first holds from the beginning, the last for ever */
  | { readonly kind: "dated"; readonly times: Float64Array; readonly prices: Float64Array }
  | {
      /** linear between the points, level before the first and after the last */
      readonly kind: "utilisation-linked";
      /** in order of utilisation */
      readonly points: readonly PricePoint[];
      /** between two updates, ms; 0: whenever the utilisation changes */
      readonly every: Duration;
    }
  | {
      /** set by the provider: it moves a step at a time towards where supply and demand want it */
      readonly kind: "smooth-spot";
      readonly floor: number;
      readonly cap: number;
      readonly every: Duration;
      /** the largest change at an update, as a share of the price */
      readonly step: number;
    }
  /** the highest bid that gets nothing, or the reserve price when every bid is served */
  | { readonly kind: "auction"; readonly reserve: number; readonly every: Duration }
  | {
      /** a geometric Brownian motion whose drift and volatility follow regimes in a circle, from the first on */
      readonly kind: "market-index";
      readonly start: number;
      readonly regimes: readonly Regime[];
      readonly floor: number;
      readonly cap: number;
      readonly every: Duration;
    }
  /** (1 + margin) times a cost that moves as a price does */
  | { readonly kind: "cost-plus"; readonly cost: PricePlan; readonly margin: number }
  | {
      /**
       * the price of a market in which our own sales are supply: with the elasticity ε of the market's demand and a
       * market of M GPUs, s GPUs sold move the price by the factor (1 + s / M)^(1 / ε)
       */
      readonly kind: "impact";
      readonly on: PricePlan;
      /** GPUs of the market without ours */
      readonly market: number;
      /** below 0 */
      readonly elasticity: number;
      readonly every: Duration;
    }
  | {
      /** a price times what the drivers that load it multiply it by, a factor of mean 1 */
      readonly kind: "driven";
      readonly on: PricePlan;
      /** between two moves of those drivers, ms */
      readonly every: Duration;
      /** the product is never less, $ */
      readonly floor: number;
    };
