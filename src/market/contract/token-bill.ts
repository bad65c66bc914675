// Tokens are billed by the million, those that go in at another price than those that come out.

/** $ per million tokens. */
interface TokenPrices {
  readonly in: number;
  readonly out: number;
}

/**
 * $ for so many tokens.
 * @param discount share of the price that is given up: 0.5 for a batch
 */
export function tokenCharge(tokens: TokenPrices, prices: TokenPrices, discount: number): number {
  return ((tokens.in * prices.in + tokens.out * prices.out) / 1e6) * (1 - discount);
}
