import { sampleCorrelation } from "simple-statistics";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { Correlation } from "../../../src/statistics/correlation.ts";

function correlationOf(pairs: readonly (readonly [number, number])[]): number {
  const correlation = new Correlation();
  for (const [x, y] of pairs) correlation.add(x, y);
  return correlation.value;
}

test("the correlation of pairs one by one is that of all of them, as another library computes it", () => {
  const stream = randomStream("correlation", "pairs");
  const pairs = Array.from({ length: 500 }, () => {
    const x = stream.normal();
    return [1e6 + x, 3 - 0.5 * x + stream.normal()] as const;
  });
  const [xs, ys] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
  expect(correlationOf(pairs)).toBeCloseTo(sampleCorrelation(xs, ys), 9);
});

test("a line is correlated 1 or −1, and a series that never moves with nothing", () => {
  const line = (slope: number) => [1, 2, 3, 5].map((x) => [x, slope * x] as const);
  expect(correlationOf(line(2))).toBeCloseTo(1, 12);
  expect(correlationOf(line(-3))).toBeCloseTo(-1, 12);
  expect(correlationOf(line(0))).toBeNaN();
  expect(correlationOf([])).toBeNaN();
});
