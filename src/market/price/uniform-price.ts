// A uniform-price auction: everybody who is served pays the same, the highest bid that is not served. Nobody then gains
// by bidding other than what a GPU is worth to him while each asks for one (Vickrey 1961; Krishna, Auction Theory, 2010,
// chapter 12); a gang is served whole or not at all.

/** Bids of requests: so many GPUs each, at so many $ per GPU-hour. */
export interface Bids {
  readonly count: number;
  readonly prices: Float64Array;
  readonly gpus: Int32Array;
}

export const NO_BIDS: Bids = { count: 0, prices: new Float64Array(0), gpus: new Int32Array(0) };

/**
 * The price at which the bids above it fit into the supply: that of the first that does not fit, the highest going
 * first, and never less than the reserve price.
 * @param supply GPUs
 */
export function uniformPrice({ count, prices, gpus }: Bids, supply: number, reserve: number): number {
  const order = Uint32Array.from({ length: count }, (_, bid) => bid).sort((a, b) => prices[b]! - prices[a]!);
  let left = supply;
  for (const bid of order) {
    left -= gpus[bid]!;
    if (left < 0) return Math.max(reserve, prices[bid]!);
  }
  return reserve;
}
