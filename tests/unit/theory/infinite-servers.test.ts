import { describe, expect, test } from "vitest";
import {
  constantWave,
  erlangWave,
  occupancyFromEmpty,
  periodicOccupancy,
  type ServiceWave,
} from "../../../src/theory/infinite-servers.ts";

const RATE = { mean: 30, amplitude: 0.6, period: 24, phase: 0.4 };
const arrivals = (t: number) =>
  RATE.mean * (1 + RATE.amplitude * Math.sin((2 * Math.PI * t) / RATE.period + RATE.phase));

/** m(t) = ∫ λ(t − u) P(S > u) du by the midpoint rule. */
function integrated(t: number, longest: number, survival: (u: number) => number): number {
  const cells = 200_000;
  let sum = 0;
  for (let cell = 0; cell < cells; cell++) {
    const u = ((cell + 0.5) * longest) / cells;
    sum += arrivals(t - u) * survival(u);
  }
  return (sum * longest) / cells;
}

describe("occupancy under a sinusoidal arrival rate", () => {
  test.each<[string, ServiceWave, number, (u: number) => number]>([
    ["exponential", erlangWave(4, 1), 200, (u) => Math.exp(-u / 4)],
    ["two-phase", erlangWave(4, 2), 200, (u) => Math.exp(-u / 2) * (1 + u / 2)],
    ["constant", constantWave(5), 5, () => 1],
  ])("is the integral of the arrivals still in service: %s service", (_, service, longest, survival) => {
    const occupancy = periodicOccupancy(RATE, service);
    for (const t of [0, 5, 11.3, 20])
      expect(occupancy.at(t)).toBeCloseTo(integrated(t, longest, survival), 5);
  });

  test("is highest at its peak, after that of the arrivals", () => {
    const occupancy = periodicOccupancy(RATE, erlangWave(4, 3));
    expect(occupancy.at(occupancy.peakAt)).toBeCloseTo(occupancy.peak, 12);
    for (let t = 0; t < 24; t += 0.1) expect(occupancy.at(t)).toBeLessThanOrEqual(occupancy.peak);
    const busiest = 6 - (0.4 * 24) / (2 * Math.PI);
    expect(occupancy.peakAt).toBeGreaterThan(busiest);
    expect(occupancy.peakAt).toBeLessThan(24);
  });

  test("of many phases is that of constant service", () => {
    const [many, constant] = [erlangWave(5, 1e6), constantWave(5)].map((wave) =>
      periodicOccupancy(RATE, wave),
    );
    expect(many!.at(7)).toBeCloseTo(constant!.at(7), 3);
  });

  test("is flat under constant arrivals, and none are negative", () => {
    const { at, peak, average } = periodicOccupancy({ ...RATE, amplitude: 0 }, constantWave(5));
    expect([at(3), peak]).toEqual([average, average]);
    expect(() => periodicOccupancy({ ...RATE, amplitude: 1.1 }, constantWave(5))).toThrow(RangeError);
  });
});

describe("occupancy from an empty start", () => {
  test("rises as the arrivals at first, and to the offered load in the end", () => {
    expect(occupancyFromEmpty(50, 2, 1e-6).at / 1e-6).toBeCloseTo(50, 3);
    expect(occupancyFromEmpty(50, 2, 1000)).toEqual({
      at: 100,
      average: expect.closeTo(100 * (1 - 2 / 1000), 10),
    });
  });

  test("its average is the area under it", () => {
    let area = 0;
    for (let cell = 0; cell < 10_000; cell++)
      area += occupancyFromEmpty(50, 2, (cell + 0.5) * 3e-4).at * 3e-4;
    expect(area / 3).toBeCloseTo(occupancyFromEmpty(50, 2, 3).average, 6);
  });
});
