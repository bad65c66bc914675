// Queues that limit waiting: by places, by an exponential patience, by a time-out.

import { describe, expect, test } from "vitest";
import { erlangA } from "../../../src/theory/erlang-a.ts";
import { erlangB } from "../../../src/theory/erlang-b.ts";
import { delaySystem } from "../../../src/theory/mmc.ts";
import { limitedQueue } from "../../../src/theory/mmck.ts";
import { timeOutQueue } from "../../../src/theory/time-out.ts";

describe("M/M/c/K", () => {
  test("without places it is the Erlang loss system", () => {
    const { refused, pWait, meanWait, utilisation } = limitedQueue(10, 0, 4, 2);
    expect(refused).toBeCloseTo(erlangB(10, 8), 14);
    expect([pWait, meanWait]).toEqual([0, 0]);
    expect(utilisation).toBeCloseTo(0.8 * (1 - refused), 14);
  });

  test("with many places it is M/M/c", () => {
    const [limited, endless] = [limitedQueue(8, 2000, 6.4, 1), delaySystem(8, 6.4, 1)];
    expect(limited.refused).toBeLessThan(1e-100);
    for (const metric of ["pWait", "meanWait", "meanInSystem", "utilisation"] as const) {
      expect(limited[metric], metric).toBeCloseTo(endless[metric], 12);
    }
  });

  test("one server, one place, a load of 1: all three states are alike", () => {
    expect(limitedQueue(1, 1, 3, 1 / 3).refused).toBeCloseTo(1 / 3, 14);
  });

  test("a negative number of places is refused", () => {
    expect(() => limitedQueue(1, -1, 1, 1)).toThrow(RangeError);
  });
});

describe.each([
  ["Erlang A", erlangA],
  ["the queue with a time-out", timeOutQueue],
])("%s", (_, queue) => {
  test("becomes M/M/c when nobody ever leaves", () => {
    const [patient, endless] = [queue(8, 6.4, 1, 1e7), delaySystem(8, 6.4, 1)];
    expect(patient.pAbandon).toBeLessThan(1e-6);
    expect(patient.pWait).toBeCloseTo(endless.pWait, 6);
    expect(patient.meanWaitServed).toBeCloseTo(endless.meanWait, 5);
    expect(patient.meanQueue).toBeCloseTo(endless.meanQueue, 4);
  });

  test("becomes the loss system when nobody waits at all", () => {
    const { pAbandon, pWait } = queue(10, 8, 1, 1e-9);
    expect(pAbandon).toBeCloseTo(erlangB(10, 8), 7);
    expect(pWait).toBeCloseTo(erlangB(10, 8), 7);
  });

  test("serves all that its servers can when it is flooded, and loses the rest", () => {
    const { pAbandon, utilisation, pWait } = queue(10, 100, 1, 50);
    expect(utilisation).toBeCloseTo(1, 12);
    expect(pAbandon).toBeCloseTo(0.9, 12);
    expect(pWait).toBeCloseTo(1, 12);
  });

  test("what arrives is served or leaves", () => {
    for (const [servers, rate, service, patience] of [
      [1, 0.7, 1, 0.3],
      [3, 2, 2, 1],
      [50, 55, 1, 2],
    ] as const) {
      const { pAbandon, utilisation, meanQueue, meanWaitAll } = queue(servers, rate, service, patience);
      expect((servers * utilisation) / service + rate * pAbandon).toBeCloseTo(rate, 11);
      expect(meanQueue).toBeCloseTo(rate * meanWaitAll, 12);
    }
  });

  test("has times that scale with the unit of time, and shares that do not", () => {
    const [hours, minutes] = [queue(5, 4, 1.5, 2), queue(5, 4 / 60, 90, 120)];
    expect(minutes.meanWaitServed).toBeCloseTo(60 * hours.meanWaitServed, 10);
    expect(minutes.meanWaitAll).toBeCloseTo(60 * hours.meanWaitAll, 10);
    expect(minutes.pWait).toBeCloseTo(hours.pWait, 13);
    expect(minutes.utilisation).toBeCloseTo(hours.utilisation, 13);
  });

  test("its figures do not jump where load and servers are equal", () => {
    const [below, at, above] = [9.999999, 10, 10.000001].map(
      (rate) => queue(10, rate, 1, 0.5).meanWaitServed,
    );
    expect(at).toBeCloseTo((below! + above!) / 2, 10);
  });
});

test("a time-out makes the served wait less than the time-out, an overload of it almost all", () => {
  expect(timeOutQueue(10, 1000, 1, 50).meanWaitServed).toBeCloseTo(50, 2);
});
