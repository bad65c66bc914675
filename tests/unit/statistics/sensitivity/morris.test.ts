import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import {
  FEWEST_TRAJECTORIES,
  morrisEffects,
  morrisTrajectories,
} from "../../../../src/statistics/sensitivity/morris.ts";
import { gFunction, ishigami, type TestFunction } from "../../../../src/theory/test-functions.ts";

function effectsOf({ dimensions, at }: Pick<TestFunction, "dimensions" | "at">, count: number, name: string) {
  const trajectories = morrisTrajectories(dimensions, count, randomStream("morris", name));
  return morrisEffects(
    trajectories,
    trajectories.map((points) => points.map((point) => at(point))),
  );
}

/** Indices, the largest first. */
function ranking(values: readonly number[]): number[] {
  return [...values.keys()].sort((a, b) => values[b]! - values[a]!);
}

describe("trajectories", () => {
  test("have k + 1 points on four levels; each step moves one coordinate by 2/3, every coordinate once", () => {
    for (const points of morrisTrajectories(6, 20, randomStream("morris", "steps"))) {
      expect(points).toHaveLength(7);
      const moved = points.slice(1).map((point, step) => {
        const changes = point.flatMap((x, i) =>
          x === points[step]![i] ? [] : [[i, Math.abs(x - points[step]![i]!)]],
        );
        expect(changes).toHaveLength(1);
        expect(changes[0]![1]).toBeCloseTo(2 / 3, 12);
        return changes[0]![0]!;
      });
      expect(moved.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
      for (const x of points.flat()) expect(Math.abs(3 * x - Math.round(3 * x))).toBeLessThan(1e-12);
      for (const x of points.flat()) expect(x >= 0 && x <= 1).toBe(true);
    }
  });

  test("visit every level as often as any other, and every order of the coordinates, within 99.9 %", () => {
    const paths = morrisTrajectories(3, 6000, randomStream("morris", "even"));
    const [levels, orders] = [new Map<number, number>(), new Map<string, number>()];
    for (const points of paths) {
      const level = Math.round(3 * points[0]![0]!);
      levels.set(level, (levels.get(level) ?? 0) + 1);
      const order = points.slice(1).map((point, step) => point.findIndex((x, i) => x !== points[step]![i]));
      orders.set(order.join(), (orders.get(order.join()) ?? 0) + 1);
    }
    const chiSquare = (counts: number[]) =>
      counts.reduce((sum, n) => sum + (n - 6000 / counts.length) ** 2 / (6000 / counts.length), 0);
    expect(levels.size).toBe(4);
    expect(chiSquare([...levels.values()]), "χ² of 3").toBeLessThan(16.27);
    expect(orders.size).toBe(6);
    expect(chiSquare([...orders.values()]), "χ² of 5").toBeLessThan(20.52);
  });
});

describe("elementary effects", () => {
  test("of a sum are its coefficients, without spread", () => {
    const effects = effectsOf({ dimensions: 3, at: ([x, y, z]) => 5 * x! - 2 * y! + 0 * z! }, 10, "sum");
    const close = (mu: number, muStar: number) => ({
      mu: expect.closeTo(mu, 10),
      muStar: expect.closeTo(muStar, 10),
      sigma: expect.closeTo(0, 10),
    });
    expect(effects).toEqual([close(5, 5), close(-2, 2), close(0, 0)]);
  });

  test("ten trajectories rank the arguments of the g-function as its indices do", () => {
    const tried = gFunction([0, 1, 4.5, 9, 99]);
    for (let experiment = 0; experiment < 20; experiment++) {
      const effects = effectsOf(tried, FEWEST_TRAJECTORIES, `g/${experiment}`);
      expect(ranking(effects.map(({ muStar }) => muStar))).toEqual(ranking(tried.total));
    }
  });

  test("of Ishigami's three arguments the third is last, and its effect depends on the others", () => {
    const tried = ishigami(7, 0.1);
    const effects = effectsOf(tried, 200, "ishigami");
    expect(ranking(effects.map(({ muStar }) => muStar))[2]).toBe(ranking(tried.total)[2]);
    expect(effects[2]!.sigma).toBeGreaterThan(effects[2]!.muStar);
  });

  test("of Ishigami's converge to the means over all steps on the grid: sin, sin² and u⁴ at ±π/3 and ±π, by hand", () => {
    const effects = effectsOf(ishigami(7, 0.1), 8000, "grid");
    const [sine, small, large] = [Math.sqrt(3) / 2, (Math.PI / 3) ** 4, Math.PI ** 4];
    const first = (1.5 * sine * (2 + 0.1 * (small + large))) / 2;
    const second = 1.5 * 7 * sine ** 2;
    const third = 1.5 * 0.1 * (large - small) * (sine / 2);
    [first, second, third].forEach((exact, i) => {
      expect(Math.abs(effects[i]!.muStar / exact - 1)).toBeLessThan(0.05);
    });
  });

  test("what does not pair up is refused", () => {
    const trajectories = morrisTrajectories(2, 1, randomStream("morris", "pairs"));
    expect(() => morrisEffects(trajectories, [])).toThrow("0 rows of answers");
    expect(() => morrisEffects(trajectories, [[1, 2]])).toThrow("2 answers do not pair with 3 points");
    expect(morrisEffects(trajectories, [[1, 1, 1]])[0]!.sigma, "of one trajectory").toBeNaN();
  });
});
