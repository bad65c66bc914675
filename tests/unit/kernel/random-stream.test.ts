import xor4096 from "seedrandom/lib/xor4096.js";
import { describe, expect, test } from "vitest";
import { standardNormalQuantile } from "../../../src/kernel/normal-quantile.ts";
import { RandomStream, randomStream } from "../../../src/kernel/random-stream.ts";
import {
  binomialScore,
  correlationScore,
  KOLMOGOROV_LIMIT,
  kolmogorovDistance,
  meanScore,
  NORMAL_LIMIT,
  normalCdf,
  varianceScore,
} from "./goodness-of-fit.ts";

const SPOT = "0/rental.spot/arrivals";

function draws(count: number, draw: (i: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => draw(i));
}

function uniforms(stream: RandomStream, count: number): Float64Array {
  return draws(count, () => stream.uniform());
}

describe("a stream is known by its name", () => {
  test("the same seed and name give the same numbers", () => {
    expect(uniforms(randomStream("1", SPOT), 1000)).toEqual(uniforms(randomStream("1", SPOT), 1000));
  });

  test("the numbers of a name are these, on every machine and in every version", () => {
    const stream = randomStream("1", SPOT);
    expect([stream.uniform(), stream.uniform(), stream.uniform()]).toEqual([
      0.4503725368171655, 0.9912818231484669, 0.0663093376448618,
    ]);
  });

  test("every character of the key counts, also the first ones of a long key", () => {
    const name = "internal.pretraining-of-the-next-generation/service";
    const firsts = new Set<number>();
    for (let seed = 0; seed < 50; seed++) {
      for (let replication = 0; replication < 50; replication++) {
        firsts.add(randomStream(`${seed}`, `${replication}/${name}`).uniform());
      }
    }
    expect(firsts.size).toBe(50 * 50);
  });

  test("adding a stream moves no draw of another", () => {
    const alone = uniforms(randomStream("1", SPOT), 500);
    const spot = randomStream("1", SPOT);
    const added = randomStream("1", "0/rental.on-demand/arrivals");
    const beside = draws(500, (i) => {
      for (let k = 0; k < i % 3; k++) added.normal();
      return spot.uniform();
    });
    expect(beside).toEqual(alone);
  });

  test.each([
    ["1", "1", "0/rental.spot/service"],
    ["1", "1", "1/rental.spot/arrivals"],
    ["1", "2", SPOT],
    ["1", "01", SPOT],
  ])("streams %s and %s/%s, whose keys differ little, are uncorrelated", (seed, otherSeed, otherName) => {
    const one = uniforms(randomStream(seed, SPOT), 100_000);
    const other = uniforms(randomStream(otherSeed, otherName), 100_000);
    expect(Math.abs(correlationScore(one, other))).toBeLessThan(NORMAL_LIMIT);
  });

  test("the first draws of consecutive replications are uniform and uncorrelated", () => {
    const firsts = draws(20_000, (replication) =>
      randomStream("1", `${replication}/rental.spot/arrivals`).uniform(),
    );
    expect(kolmogorovDistance(firsts, (u) => u)).toBeLessThan(KOLMOGOROV_LIMIT);
    expect(Math.abs(correlationScore(firsts.subarray(1), firsts.subarray(0, -1)))).toBeLessThan(NORMAL_LIMIT);
  });
});

describe("a uniform", () => {
  test("is the generator's own double, whatever the block", () => {
    const stream = randomStream("7", SPOT);
    const generator = xor4096(`7/${SPOT}`);
    expect(uniforms(stream, 1000)).toEqual(draws(1000, () => generator.double()));
  });

  test("is uniform, and uncorrelated with the next", () => {
    const sample = uniforms(randomStream("1", SPOT), 1_000_000);
    expect(kolmogorovDistance(sample, (u) => u)).toBeLessThan(KOLMOGOROV_LIMIT);
    expect(Math.abs(correlationScore(sample.subarray(1), sample.subarray(0, -1)))).toBeLessThan(NORMAL_LIMIT);
  });

  test("has 53 random bits, the last as fair as the first", () => {
    const lattice = uniforms(randomStream("1", SPOT), 100_000).map((u) => u * 2 ** 53);
    expect(lattice.every(Number.isInteger)).toBe(true);
    for (const bit of [0, 1, 31, 32, 33, 52]) {
      const ones = lattice.filter((k) => Math.floor(k / 2 ** bit) % 2 === 1).length;
      expect(Math.abs(binomialScore(ones, lattice.length, 0.5))).toBeLessThan(NORMAL_LIMIT);
    }
  });

  test("may be 0 and is never 1, and no unit law is infinite at either end", () => {
    const lowest = new RandomStream(() => 0);
    const highest = new RandomStream(() => -1);
    expect(lowest.uniform()).toBe(0);
    expect(highest.uniform()).toBe(1 - 2 ** -53);
    expect(lowest.exponential()).toBeCloseTo(0, 15);
    expect(highest.exponential()).toBeCloseTo(53 * Math.LN2, 12);
    expect(lowest.normal()).toBeCloseTo(-8.2924, 3);
    expect(highest.normal()).toBeCloseTo(8.2095, 3);
    expect(lowest.index(7)).toBe(0);
    expect(highest.index(7)).toBe(6);
  });
});

describe("the unit laws", () => {
  test("an exponential has mean 1, variance 1 and the distribution 1 − e⁻ˣ", () => {
    const stream = randomStream("1", "0/exponential");
    const sample = draws(500_000, () => stream.exponential());
    expect(Math.abs(meanScore(sample, 1))).toBeLessThan(NORMAL_LIMIT);
    expect(Math.abs(varianceScore(sample, 1))).toBeLessThan(NORMAL_LIMIT);
    expect(kolmogorovDistance(sample, (x) => -Math.expm1(-x))).toBeLessThan(KOLMOGOROV_LIMIT);
  });

  test("a normal has mean 0, variance 1 and the normal distribution", () => {
    const stream = randomStream("1", "0/normal");
    const sample = draws(500_000, () => stream.normal());
    expect(Math.abs(meanScore(sample, 0))).toBeLessThan(NORMAL_LIMIT);
    expect(Math.abs(varianceScore(sample, 1))).toBeLessThan(NORMAL_LIMIT);
    expect(kolmogorovDistance(sample, normalCdf)).toBeLessThan(KOLMOGOROV_LIMIT);
  });

  // Two-sided tails of the normal law: Abramowitz & Stegun, table 26.1.
  test.each([
    [1, 0.317310507863],
    [2, 0.045500263896],
    [3, 0.002699796063],
    [4, 0.000063342484],
  ])("a normal lies beyond ±%d with probability %d", (limit, probability) => {
    const stream = randomStream("1", `${limit}/tails`);
    const n = 2_000_000;
    let above = 0;
    let below = 0;
    for (let i = 0; i < n; i++) {
      const x = stream.normal();
      if (x > limit) above++;
      if (x < -limit) below++;
    }
    expect(Math.abs(binomialScore(above, n, probability / 2))).toBeLessThan(NORMAL_LIMIT);
    expect(Math.abs(binomialScore(below, n, probability / 2))).toBeLessThan(NORMAL_LIMIT);
  });

  test("an index below n is each of 0 … n − 1 equally often", () => {
    const stream = randomStream("1", "0/index");
    const n = 600_000;
    const counts = new Float64Array(6);
    for (let i = 0; i < n; i++) counts[stream.index(6)]++;
    for (const count of counts) expect(Math.abs(binomialScore(count, n, 1 / 6))).toBeLessThan(NORMAL_LIMIT);
  });

  test("each takes exactly one uniform, and rises with it", () => {
    const twin = randomStream("1", SPOT);
    const stream = randomStream("1", SPOT);
    for (let i = 0; i < 300; i++) {
      expect(stream.exponential()).toBe(-Math.log(1 - twin.uniform()));
      expect(stream.normal()).toBe(standardNormalQuantile(twin.uniform()));
      expect(stream.index(1000)).toBe(Math.floor(1000 * twin.uniform()));
      expect(stream.uniform()).toBe(twin.uniform());
    }
    const rising = uniforms(twin, 10_000).sort().map(standardNormalQuantile);
    expect(rising.every((x, i) => i === 0 || x >= rising[i - 1])).toBe(true);
  });
});

// Quantiles computed to 30 digits by root finding on the normal distribution function.
test.each([
  [0.9, 1.2815515655446006],
  [0.975, 1.9599639845400543],
  [0.2, -0.8416212335729142],
  [0.08, -1.4050715603096327],
  [0.07, -1.4757910281791706],
  [0.001, -3.0902323061678136],
  [1e-10, -6.361340902404056],
  [1e-13, -7.348796102800678],
  [1e-15, -7.941345326170997],
])("the normal quantile of %d is %d", (p, x) => {
  expect(Math.abs(standardNormalQuantile(p) - x)).toBeLessThan(2e-15 * Math.max(1, Math.abs(x)));
});
