// What a price is a price of: every form of demand answers to either.

import { price, tokenPrice } from "../rates-and-money.ts";
import type { Dimension } from "../reading.ts";

export interface PriceUnit {
  readonly dimension: Dimension;
  /** A price as a scenario writes it. */
  readonly text: (amount: number) => string;
}

export const PER_GPU_HOUR: PriceUnit = { dimension: price, text: (amount) => `$${amount}/GPU/h` };
export const PER_MTOK: PriceUnit = { dimension: tokenPrice, text: (amount) => `$${amount}/Mtok` };
