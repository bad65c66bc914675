// Named random streams: every random quantity has its own, so adding one moves no draw of any other.
// The choice of generator, block and normal law is argued in docs/decisions/0002-random-streams.md.

import xor4096 from "seedrandom/lib/xor4096.js";
import { standardNormalQuantile } from "./normal-quantile.ts";

/** Uniforms drawn at a time: a caller pays a typed-array read, and a block is half a kilobyte. */
const BLOCK = 64;

/**
 * An endless sequence of independent uniforms, and the unit laws made from it by inversion: each of the methods
 * below takes exactly one uniform and never falls when that uniform rises, so that two runs with common random
 * numbers stay in step.
 */
export class RandomStream {
  readonly #int32: () => number;
  readonly #block = new Float64Array(BLOCK);
  /** position in the block; full at first, so that a stream nobody draws from costs no draw */
  #next = BLOCK;

  /** @param int32 the generator: 32 random bits per call, as a signed or unsigned integer */
  constructor(int32: () => number) {
    this.#int32 = int32;
  }

  /** Uniform on [0, 1) with 53 random bits: 0 may come, 1 never does. */
  uniform(): number {
    if (this.#next === BLOCK) this.#fill();
    return this.#block[this.#next++];
  }

  /** Exponential of mean 1. */
  exponential(): number {
    // 1 - u, because a uniform may be 0 but never 1.
    return -Math.log(1 - this.uniform());
  }

  /** Normal of mean 0 and variance 1. */
  normal(): number {
    return standardNormalQuantile(this.uniform());
  }

  /** One of the integers 0 … n - 1, each equally likely (to within n / 2^53). */
  index(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  #fill(): void {
    const int32 = this.#int32;
    const block = this.#block;
    for (let i = 0; i < BLOCK; i++) {
      // 21 high bits, then 32 low bits: the generator's own double(), without its calls.
      const high = int32() >>> 11;
      const low = (int32() >>> 0) / 4_294_967_296; // 2^32, and 2^21 below: `**` would be computed at every draw
      block[i] = (high + low) / 2_097_152;
    }
    this.#next = 0;
  }
}

/**
 * The stream of that name: the same seed and name give the same numbers, whatever other streams exist.
 * @param name what the stream drives, replication first: `0/internal.research/arrivals`
 */
export function randomStream(seed: string, name: string): RandomStream {
  return new RandomStream(xor4096(`${seed}/${name}`).int32);
}
