// Tables of what reservation and spot earn, computed from the formulas to the digits shown, and some of their rows simulated.
// One-GPU requests, a mean service of an hour; on-demand and low-price loads in Erlang.

import { describe, expect, test } from "vitest";
import { HOUR } from "../../src/kernel/time.ts";
import type { RunTotals } from "../../src/ledger/rows.ts";
import type { Model } from "../../src/simulation/model.ts";
import { preemptiveSpot } from "../../src/theory/preemptive-spot.ts";
import { trunkReservation } from "../../src/theory/trunk-reservation.ts";
import { fleetOf, lawSource, modelOf, ON_DEMAND, productOf, SPOT, scheduling } from "../models.ts";
import { expectMean, replicationsOf, shareOf } from "./estimates.ts";

const HOURS = 300;

/** 100 GPUs that are refused when there is no room, measured after 20 hours. */
function market(parts: Partial<Model>): RunTotals[] {
  const warmup = 20 * HOUR;
  const end = warmup + HOURS * HOUR;
  return replicationsOf(modelOf({ fleet: fleetOf(1, 100), warmup, end, step: HOURS * HOUR, ...parts }));
}

const revenuePerHour = ({ sales }: RunTotals) => sales.reduce((sum, { revenue }) => sum + revenue, 0) / HOURS;

/** Servers, loads of 70 % and 40 % of them, and what is reserved. */
function reserved(servers: number, r: number) {
  return trunkReservation({ servers, reserved: r, internalLoad: 0.7 * servers, rentalLoad: 0.4 * servers });
}

/** Revenue an hour where an on-demand GPU-hour is worth 1 and a low-price one `ratio`. */
function earned(servers: number, r: number, ratio: number): number {
  const { internalFindFull, rentalRefused } = reserved(servers, r);
  return 0.7 * servers * (1 - internalFindFull) + ratio * 0.4 * servers * (1 - rentalRefused);
}

describe("GPUs kept for on-demand", () => {
  // Of 100 GPUs: reserved, shares of on-demand and of low-price requests that are refused, utilisation.
  test.each([
    [0, 0.13611, 0.13611, 0.9503],
    [3, 0.04469, 0.32526, 0.9386],
    [5, 0.02363, 0.39162, 0.9268],
    [10, 0.00592, 0.5091, 0.8922],
    [20, 0.00075, 0.70326, 0.8182],
  ])("refuse as the table says: %d of 100", (r, onDemand, lowPrice, utilisation) => {
    const { internalFindFull, rentalRefused, meanBusy } = reserved(100, r);
    expect(internalFindFull).toBeCloseTo(onDemand, 5);
    expect(rentalRefused).toBeCloseTo(lowPrice, 5);
    expect(meanBusy / 100).toBeCloseTo(utilisation, 4);
  });

  test("earn most at 5 of 100 when a low-price hour is worth 0.4, and at 3 when it is worth 0.7", () => {
    const best = (ratio: number) => {
      const revenues = Array.from({ length: 21 }, (_, r) => earned(100, r, ratio));
      return revenues.indexOf(Math.max(...revenues));
    };
    expect([best(0.4), best(0.7)]).toEqual([5, 3]);
    expect([earned(100, 5, 0.4), earned(100, 0, 0.4)]).toEqual([
      expect.closeTo(78.08, 3),
      expect.closeTo(74.294, 3),
    ]);
    expect([earned(100, 3, 0.7), earned(100, 0, 0.7)]).toEqual([
      expect.closeTo(85.764, 3),
      expect.closeTo(84.661, 3),
    ]);
  });

  // Servers, and by the worth of a low-price hour (0.3, 0.5, 0.7, 0.9) the best reservation and its gain in per cent.
  test.each([
    [25, [4, 3, 1, 0], [7.8, 3.3, 0.9, 0], 1],
    [100, [7, 4, 3, 1], [6.95, 3.56, 1.3, 0.09], 2],
    [400, [9, 7, 5, 2], [6.3, 3.7, 1.6, 0.26], 1],
    [1600, [12, 10, 8, 4], [6, 3.7, 1.9, 0.43], 1],
  ])("are the smaller a share, the larger the fleet: %d", (servers, reserves, gains, digits) => {
    [0.3, 0.5, 0.7, 0.9].forEach((ratio, place) => {
      const revenues = Array.from({ length: 20 }, (_, r) => earned(servers, r, ratio));
      const most = Math.max(...revenues);
      expect(revenues.indexOf(most)).toBe(reserves[place]);
      expect(100 * (most / revenues[0]! - 1)).toBeCloseTo(gains[place]!, digits);
    });
  });

  test.each([
    [0, 74.294],
    [5, 78.08],
  ])("earn as much in the simulator with %d reserved, within limits of 99.9 per cent", (r, revenue) => {
    const headroom = { kind: "gpus", gpus: r } as const;
    const none = { kind: "gpus", gpus: 0 } as const;
    const runs = market({
      sources: [
        lawSource("on-demand", 70, { ...ON_DEMAND, headroom: none }),
        lawSource("low-price", 40, { ...ON_DEMAND, headroom }),
      ],
      products: [productOf(0), productOf(1, {}, 0.4)],
    });
    const { rentalRefused } = reserved(100, r);
    expectMean(runs.map(revenuePerHour), revenue, 0.002);
    expectMean(
      runs.map((totals) => shareOf(totals, "low-price", "refused")),
      rentalRefused,
      0.02,
    );
  });
});

describe("spot that on-demand drops", () => {
  // Servers, loads of on-demand and of spot; utilisation, mean spot GPUs, and the share of admitted spot that is dropped.
  const ROWS: readonly (readonly [number, number, number, number, number, number])[] = [
    [100, 70, 40, 0.9503, 25.037, 0.2755],
    [100, 70, 20, 0.8757, 17.583, 0.0965],
    [100, 80, 40, 0.9645, 16.767, 0.4785],
    [1000, 700, 400, 0.9915, 291.51, 0.1915],
    [1000, 850, 300, 0.9939, 143.89, 0.445],
  ];

  test.each(ROWS)(
    "carries and loses as the table says: %d GPUs, loads %d and %d",
    (servers, load, spot, ...figures) => {
      const { meanBusy, meanBusySpot, preemptedShare } = preemptiveSpot(servers, load, spot);
      expect(meanBusy / servers).toBeCloseTo(figures[0], 4);
      expect(meanBusySpot).toBeCloseTo(figures[1], servers === 100 ? 3 : 2);
      expect(preemptedShare).toBeCloseTo(figures[2], 4);
    },
  );

  test.each([ROWS[0]!, ROWS[2]!])(
    "earns and loses as much in the simulator, within limits of 99.9 per cent: %d GPUs, loads %d and %d",
    (_, load, spotLoad, utilisation, spot, dropped) => {
      const runs = market({
        sources: [
          lawSource("on-demand", load, { ...ON_DEMAND, priority: 1 }),
          lawSource("spot", spotLoad, { ...SPOT, whenFull: "refuse", onPreemption: "kill" }),
        ],
        products: [productOf(0), productOf(1, {}, 0.4)],
        scheduling: scheduling({ preemption: "by-priority" }),
      });
      expectMean(runs.map(revenuePerHour), 100 * utilisation - spot + 0.4 * spot, 0.002);
      expectMean(
        runs.map(({ sales }) => sales[1]!.preempted / sales[1]!.admitted),
        dropped,
        0.02,
      );
    },
  );
});
