import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { FEWEST_ROWS, sobolIndices, sobolRow } from "../../../../src/statistics/sensitivity/sobol-indices.ts";
import { gFunction, ishigami, type TestFunction } from "../../../../src/theory/test-functions.ts";

function answersOf(tried: TestFunction, rows: number, name: string): number[][] {
  const random = randomStream("sobol", name);
  return Array.from({ length: rows }, () =>
    sobolRow(Array.from({ length: 2 * tried.dimensions }, () => random.uniform())).map((point) =>
      tried.at(point),
    ),
  );
}

const indicesOf = (tried: TestFunction, rows: number, name: string, resamples = 300, confidence = 0.95) =>
  sobolIndices(answersOf(tried, rows, name), {
    random: randomStream("bootstrap", name),
    resamples,
    confidence,
  });

const ISHIGAMI = ishigami(7, 0.1);
const G = gFunction([0, 1, 4.5, 9, 99, 99, 99, 99]);

describe("functions of which the indices are known", () => {
  test.each([
    ["Ishigami", ISHIGAMI],
    ["g", G],
  ])("%s: the variance by sampling agrees with its formula within 99.9 %", (_, tried) => {
    const random = randomStream("sobol", "variance");
    const values = Array.from({ length: 20_000 }, () =>
      tried.at(Array.from({ length: tried.dimensions }, () => random.uniform())),
    );
    const mean = values.reduce((sum, y) => sum + y, 0) / values.length;
    const squares = values.map((y) => (y - mean) ** 2);
    const variance = squares.reduce((sum, square) => sum + square, 0) / values.length;
    const spread =
      Math.sqrt(squares.reduce((sum, square) => sum + (square - variance) ** 2, 0)) / values.length;
    expect(Math.abs(variance - tried.variance)).toBeLessThan(3.29 * spread);
  });

  test("Ishigami: the published numbers", () => {
    expect(ISHIGAMI.variance).toBeCloseTo(13.844587940719254, 12);
    expect(ISHIGAMI.first[0]).toBeCloseTo(0.31390519114781146, 12);
    expect(ISHIGAMI.total[2]).toBeCloseTo(0.2436836640621477, 12);
  });

  test("g of two arguments by hand: a = 0 and 1 have V = 1/3 and 1/12, together 4/9", () => {
    const { variance, first, total } = gFunction([0, 1]);
    expect(variance).toBeCloseTo(4 / 9, 12);
    expect(first).toEqual([expect.closeTo(3 / 4, 12), expect.closeTo(3 / 16, 12)]);
    expect(total).toEqual([expect.closeTo(13 / 16, 12), expect.closeTo(1 / 4, 12)]);
  });
});

describe("Sobol' indices", () => {
  test.each([
    ["Ishigami", ISHIGAMI, FEWEST_ROWS],
    ["g", G, FEWEST_ROWS],
  ])("%s: every exact index is within its bootstrap interval of 99.8 %", (name, tried, rows) => {
    const { first, total } = indicesOf(tried, rows, name, 1000, 0.998);
    tried.first.forEach((exact, i) => {
      expect([first[i]!.low <= exact, exact <= first[i]!.high]).toEqual([true, true]);
    });
    tried.total.forEach((exact, i) => {
      expect([total[i]!.low <= exact, exact <= total[i]!.high]).toEqual([true, true]);
    });
  });

  test("95 % bootstrap intervals cover in 90 % and more of 360, three totals and three first orders at a time", () => {
    let [covered, all] = [0, 0];
    for (let experiment = 0; experiment < 60; experiment++) {
      const { first, total } = indicesOf(ISHIGAMI, 256, `coverage/${experiment}`, 150);
      const exact = [...ISHIGAMI.first, ...ISHIGAMI.total];
      [...first, ...total].forEach(({ low, high }, place) => {
        all++;
        if (low <= exact[place]! && exact[place]! <= high) covered++;
      });
    }
    expect(covered / all).toBeGreaterThan(0.9);
  });

  test("of a sum first order and total are the same: shares c²/Σc², to rounding where nothing is left to chance", () => {
    // All combinations of three levels: the sums of the estimators are then the integrals.
    const levels = [0, 1, 2];
    const sum = ([x, y]: readonly number[]) => 3 * x! + 4 * y!;
    const rows = levels.flatMap((a) =>
      levels.flatMap((b) => levels.flatMap((c) => levels.map((d) => sobolRow([a, b, c, d]).map(sum)))),
    );
    const { first, total, variance } = sobolIndices(rows, {
      random: randomStream("sobol", "sum"),
      resamples: 10,
    });
    // 81 rows have their mean square about the mean over 162 − 1.
    const bessel = 161 / 162;
    expect(variance.value).toBeCloseTo((25 * 2) / 3 / bessel, 10);
    expect([first[0]!.value, first[1]!.value]).toEqual([
      expect.closeTo((9 / 25) * bessel, 10),
      expect.closeTo((16 / 25) * bessel, 10),
    ]);
    expect([total[0]!.value, total[1]!.value]).toEqual([
      expect.closeTo((9 / 25) * bessel, 10),
      expect.closeTo((16 / 25) * bessel, 10),
    ]);
  });

  test("a row is a, b, and a with each coordinate of b in turn", () => {
    expect(sobolRow([1, 2, 3, 7, 8, 9])).toEqual([
      [1, 2, 3],
      [7, 8, 9],
      [7, 2, 3],
      [1, 8, 3],
      [1, 2, 9],
    ]);
    expect(() => sobolRow([1, 2, 3])).toThrow("3 coordinates");
  });

  test("the same source gives the same intervals, and an answer that never varies has no indices", () => {
    expect(indicesOf(ISHIGAMI, 64, "same")).toEqual(indicesOf(ISHIGAMI, 64, "same"));
    const { first } = sobolIndices(
      [
        [1, 1, 1],
        [1, 1, 1],
      ],
      { random: randomStream("sobol", "flat"), resamples: 5 },
    );
    expect(first[0]!.value).toBeNaN();
    expect(() =>
      sobolIndices(
        [
          [1, 2, 3],
          [1, 2],
        ],
        { random: randomStream("sobol", "odd") },
      ),
    ).toThrow("a row of 2");
  });
});
