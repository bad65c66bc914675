// What a customer is billed for one stretch of holding GPUs, by every kind of contract that bills time. Tokens are billed
// by the million: token-bill.ts.

import type { Duration } from "../../kernel/time.ts";
import { billedTime, charge, type LineEnd } from "../billing.ts";
import type { PriceMark } from "../price/price-path.ts";
import type { Charging, Metering } from "./contract-plan.ts";

/** Every way of billing but by tokens. */
export type TimeBilling = Metering & Exclude<Charging, { readonly kind: "tokens" }>;

/** GPUs held from a start to an end. */
export interface Line {
  readonly gpus: number;
  /** time for which they were held, ms */
  readonly held: Duration;
  /** of it, time for which the customer used them, ms: only holding-and-use tells the difference */
  readonly used: Duration;
  readonly end: LineEnd;
  /** length of the window or term that was bought, ms; 0 without one */
  readonly window: Duration;
}

export interface Bill {
  /** GPU-ms that are paid for */
  readonly billed: number;
  /** $, before what is given back */
  readonly gross: number;
  /** $ given back: never more than `gross` */
  readonly refund: number;
}

/**
 * The bill of a line. What is used is paid at the price of its time, and a minimum or started unit beyond it at the last
 * price; what is bought ahead at the price at the purchase.
 * @param opened the price when the line began
 * @param closed the price when it ended
 */
export function billOf(billing: TimeBilling, line: Line, opened: PriceMark, closed: PriceMark): Bill {
  const { gpus, held, used, window } = line;
  switch (billing.kind) {
    case "use":
      return billOfUse(billing, line, opened, closed);
    case "upfront":
      return ahead(gpus * window, opened.price);
    case "take-or-pay":
      return ahead(gpus * Math.max(held, window), opened.price);
    case "holding-and-use": {
      const { holdingShare } = billing;
      const paid = gpus * (holdingShare * window + (1 - holdingShare) * used);
      return { billed: gpus * window, gross: charge(paid, opened.price), refund: 0 };
    }
  }
}

function billOfUse(metering: Metering, line: Line, opened: PriceMark, closed: PriceMark): Bill {
  const { gpus, held, end } = line;
  const time = billedTime(held, end, metering);
  const cost = charge(gpus, closed.integral - opened.integral);
  if (time === 0) return { billed: 0, gross: cost, refund: cost };
  return { billed: gpus * time, gross: cost + charge(gpus * (time - held), closed.price), refund: 0 };
}

function ahead(billed: number, price: number): Bill {
  return { billed, gross: charge(billed, price), refund: 0 };
}
