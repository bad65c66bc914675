// Rinott's two stages and OCBA: how many replications each point gets.

import { describe, expect, test } from "vitest";
import { standardNormalQuantile } from "../../../../src/kernel/normal-quantile.ts";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { ocbaRound, ocbaShares } from "../../../../src/statistics/selection/ocba.ts";
import { rinottConstant, rinottReplications } from "../../../../src/statistics/selection/rinott.ts";

describe("Rinott", () => {
  test("case T08, and the tables of Wilcox (1984): 3.8753 for ten points, twenty first replications, 95 %", () => {
    expect(rinottConstant(10, 20, 0.95)).toBeCloseTo(3.875276635843472, 8);
    expect(rinottConstant(2, 10, 0.95)).toBeCloseTo(2.6141192953611223, 8);
  });

  test("with as many first replications as one likes two points need √2 times the normal quantile", () => {
    expect(rinottConstant(2, 100_000, 0.95)).toBeCloseTo(Math.SQRT2 * standardNormalQuantile(0.95), 4);
  });

  test("two first replications: 1/x + 1/y of two χ² of 1 has a Lévy law, so that h is the tangent of a Cauchy law", () => {
    // 1/x is Lévy of scale 1, the sum of two of scale 4: Z/√(1/x + 1/y) is T/2 with T of one degree, P(T ≤ t) = ½ + atan(t)/π.
    expect(rinottConstant(2, 2, 0.95)).toBeCloseTo(2 * Math.tan(Math.PI * 0.45), 6);
  });

  test("the right one of three is chosen in at least 90 % of 1,000 experiments, within 99.9 %", () => {
    const stream = randomStream("rinott", "choice");
    const h = rinottConstant(3, 8, 0.9);
    let right = 0;
    for (let experiment = 0; experiment < 1000; experiment++) {
      const means = [0, 0, 1].map((mean) => {
        const draw = (count: number) => Array.from({ length: count }, () => mean + 1.5 * stream.normal());
        const first = draw(8);
        const centre = first.reduce((sum, x) => sum + x, 0) / 8;
        const sd = Math.sqrt(first.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 7);
        const all = [...first, ...draw(rinottReplications(h, sd, 1, 8) - 8)];
        return all.reduce((sum, x) => sum + x, 0) / all.length;
      });
      if (means[2] === Math.max(...means)) right++;
    }
    expect(right / 1000).toBeGreaterThan(0.9 - 3.09 * Math.sqrt((0.9 * 0.1) / 1000));
  });

  test("the second stage by hand: (3 × 2/0.5)² = 144, and never fewer than the first", () => {
    expect(rinottReplications(3, 2, 0.5, 20)).toBe(144);
    expect(rinottReplications(3, 0.01, 0.5, 20)).toBe(20);
    expect(() => rinottReplications(3, 1, 0, 20)).toThrow("an indifference of 0");
    expect(() => rinottConstant(4, 10, 0.25)).toThrow("chance");
  });
});

describe("OCBA", () => {
  test("case T10 by hand: (0.6/0.2)² = 9, (0.8/0.5)² = 2.56, (0.7/1)² = 0.49, (0.9/1.1)²", () => {
    const others = [9, 2.56, 0.49, (0.9 / 1.1) ** 2];
    const sds = [0.6, 0.8, 0.7, 0.9];
    const best = 0.5 * Math.sqrt(others.reduce((sum, n, i) => sum + (n / sds[i]!) ** 2, 0));
    const total = best + others.reduce((sum, n) => sum + n, 0);
    const shares = ocbaShares([-1, -1.2, -1.5, -2, -2.1], [0.5, ...sds]);
    [best, ...others].forEach((n, point) => {
      expect(shares[point]).toBeCloseTo(n / total, 12);
    });
  });

  test("two points get shares in proportion to their deviations", () => {
    expect(ocbaShares([1, 2], [3, 1])).toEqual([expect.closeTo(0.75, 12), expect.closeTo(0.25, 12)]);
  });

  test("shares are not negative and add up to 1, also of level points, and of points that do not vary", () => {
    for (const [means, sds] of [
      [
        [1, 1, 0.5],
        [1, 2, 1],
      ],
      [
        [1, 1],
        [0, 0],
      ],
      [
        [3, 2, 1],
        [0, 1, 0],
      ],
      [
        [3, 2, 1],
        [0, 0, 0],
      ],
    ] as const) {
      const shares = ocbaShares(means, sds);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      for (const share of shares) expect(share).toBeGreaterThanOrEqual(0);
    }
    expect(ocbaShares([1, 1, 0.5], [1, 2, 1])[2], "the limit of points that draw level").toBe(0);
  });

  test("a round is spent whole, on those that are behind their shares", () => {
    const samples = [
      [1, 2, 3, 2, 1, 3],
      [5, 7, 4, 6],
      [5.5, 6, 7, 5],
    ];
    const round = ocbaRound(samples, 20);
    expect(round.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(round[0]).toBe(0);
    expect(round[1]).toBeGreaterThan(5);
    expect(() => ocbaRound(samples, 0)).toThrow("a round of 0");
  });
});
