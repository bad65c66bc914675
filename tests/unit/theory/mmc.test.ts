import { expect, test } from "vitest";
import { delaySystem, serversForWait, waitQuantile, waitTail } from "../../../src/theory/mmc.ts";

test("M/M/8 at a load of 0.8 makes 45.76 % wait, 0.2860 of a service time on average", () => {
  const { pWait, meanWait } = delaySystem(8, 6.4, 1);
  expect(pWait).toBeCloseTo(0.45764492544, 10);
  expect(meanWait).toBeCloseTo(0.2860280784, 10);
});

test("all times scale with the unit of time", () => {
  const [hours, minutes] = [delaySystem(8, 6.4, 1), delaySystem(8, 6.4 / 60, 60)];
  expect(minutes.meanWait).toBeCloseTo(60 * hours.meanWait, 10);
  expect(minutes.pWait).toBeCloseTo(hours.pWait, 14);
  expect(minutes.meanQueue).toBeCloseTo(hours.meanQueue, 12);
});

test("the quantile is where the tail is", () => {
  const queue = delaySystem(20, 9, 2);
  for (const probability of [0.9, 0.95, 0.999]) {
    expect(waitTail(queue, waitQuantile(queue, probability))).toBeCloseTo(1 - probability, 13);
  }
  expect(waitTail(queue, 0)).toBe(queue.pWait);
});

test("a quantile of those who do not wait is 0", () => {
  const queue = delaySystem(8, 6.4, 1);
  expect(waitQuantile(queue, 0.5)).toBe(0);
  expect(waitQuantile(queue, 1 - queue.pWait * 0.999)).toBeGreaterThan(0);
});

test("the mean wait is the area under its tail", () => {
  const queue = delaySystem(5, 4, 1);
  const step = 1e-4;
  let area = 0;
  for (let t = step / 2; t < 40; t += step) area += waitTail(queue, t) * step;
  expect(area).toBeCloseTo(queue.meanWait, 8);
});

test("the servers for a wait are the fewest", () => {
  for (const longerThan of [0, 0.1, 3]) {
    for (const share of [0.5, 0.05, 1e-6]) {
      const servers = serversForWait(30, 1.5, { longerThan, share });
      expect(waitTail(delaySystem(servers, 30, 1.5), longerThan)).toBeLessThanOrEqual(share);
      if (servers - 1 > 45) {
        expect(waitTail(delaySystem(servers - 1, 30, 1.5), longerThan)).toBeGreaterThan(share);
      }
    }
  }
});

test("a target of any share is met by the fewest servers that carry the load", () => {
  expect(serversForWait(45, 1, { longerThan: 1000, share: 0.5 })).toBe(46);
  expect(() => serversForWait(45, 1, { longerThan: 0, share: 0 })).toThrow(RangeError);
  expect(() => serversForWait(45, 1, { longerThan: -1, share: 0.1 })).toThrow(RangeError);
});

test("rates and times must be positive, and the load must be carried", () => {
  expect(() => delaySystem(8, 0, 1)).toThrow("arrival rate 0");
  expect(() => delaySystem(8, 1, -1)).toThrow("mean service time -1");
  expect(() => delaySystem(8, 8, 1)).toThrow(RangeError);
});
