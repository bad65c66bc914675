import { describe, expect, test } from "vitest";
import { cobhamWaits, cobhamWaitsOfServers } from "../../../src/theory/cobham.ts";
import { delaySystem } from "../../../src/theory/mmc.ts";
import { pollaczekKhinchineWait } from "../../../src/theory/pollaczek-khinchine.ts";
import { preemptiveRepeat } from "../../../src/theory/preemptive-repeat.ts";
import { preemptiveResponses, preemptiveServers } from "../../../src/theory/preemptive-resume.ts";

const CLASSES = [
  { arrivalRate: 0.2, mean: 1, secondMoment: 2 },
  { arrivalRate: 0.1, mean: 3, secondMoment: 9 },
  { arrivalRate: 0.15, mean: 2, secondMoment: 20 },
];

describe("non-preemptive priorities", () => {
  test("order the waits, but keep their sum weighted by load: the conservation law", () => {
    const waits = cobhamWaits(CLASSES);
    const reversed = cobhamWaits([...CLASSES].reverse()).reverse();
    const weighted = (values: readonly number[]) =>
      values.reduce((sum, wait, k) => sum + CLASSES[k]!.arrivalRate * CLASSES[k]!.mean * wait, 0);
    expect(waits[0]).toBeLessThan(waits[1]!);
    expect(waits[1]).toBeLessThan(waits[2]!);
    expect(weighted(waits)).toBeCloseTo(weighted(reversed), 12);
  });

  test("a single class is the M/G/1 queue", () => {
    expect(cobhamWaits(CLASSES.slice(2))).toEqual([
      expect.closeTo(pollaczekKhinchineWait(0.15, { mean: 2, secondMoment: 20 }), 12),
    ]);
  });

  test("one server and exponential service: both formulas agree", () => {
    const served = [0.3, 0.5].map((arrivalRate) => ({ arrivalRate, mean: 1, secondMoment: 2 }));
    const [high, low] = cobhamWaits(served);
    expect(cobhamWaitsOfServers(1, [0.3, 0.5], 1)).toEqual([
      expect.closeTo(high!, 12),
      expect.closeTo(low!, 12),
    ]);
    expect(low).toBeCloseTo(40 / 7, 12);
  });

  test("three classes on eight servers wait, weighted by arrivals, as one class does", () => {
    const rates = [2, 3, 1.5];
    const waits = cobhamWaitsOfServers(8, rates, 1);
    const mean = waits.reduce((sum, wait, k) => sum + rates[k]! * wait, 0) / 6.5;
    expect(mean).toBeCloseTo(delaySystem(8, 6.5, 1).meanWait, 13);
  });

  test("a load of 1 is refused", () => {
    expect(() => cobhamWaits([...CLASSES, { arrivalRate: 0.2, mean: 1, secondMoment: 1 }])).toThrow(
      RangeError,
    );
    expect(() => cobhamWaitsOfServers(2, [1, 1], 1)).toThrow(RangeError);
  });
});

describe("preemptive priorities", () => {
  test("the highest class does not see the others", () => {
    const wait = pollaczekKhinchineWait(0.2, CLASSES[0]!);
    expect(preemptiveResponses(CLASSES)[0]).toBeCloseTo(1 + wait, 12);
  });

  test("exponential service of one mean: both formulas agree, and the number in the system is that of one class", () => {
    const [high, low] = preemptiveResponses([
      { arrivalRate: 0.3, mean: 1, secondMoment: 2 },
      { arrivalRate: 0.5, mean: 1, secondMoment: 2 },
    ]);
    const servers = preemptiveServers(1, 0.3, 0.5, 1);
    expect(1 + servers.meanWaitHigh).toBeCloseTo(high!, 12);
    expect(servers.meanResponseLow).toBeCloseTo(low!, 12);
    expect(0.3 * high! + 0.5 * low!).toBeCloseTo(4, 12);
  });

  test("one server is preempted as often as a high job meets a low one in service", () => {
    expect(preemptiveServers(1, 0.3, 0.5, 1).preemptionRate).toBeCloseTo(0.3 * 0.5, 14);
  });
});

test("all times scale with the unit of time", () => {
  const [hours, minutes] = [preemptiveServers(4, 1, 0.5, 2), preemptiveServers(4, 1 / 60, 0.5 / 60, 120)];
  expect(minutes.meanResponseLow).toBeCloseTo(60 * hours.meanResponseLow, 10);
  expect(minutes.preemptionRate).toBeCloseTo(hours.preemptionRate / 60, 14);
  const [waits, waitsInMinutes] = [
    cobhamWaitsOfServers(4, [1, 0.5], 2),
    cobhamWaitsOfServers(4, [1 / 60, 0.5 / 60], 120),
  ];
  expect(waitsInMinutes[1]).toBeCloseTo(60 * waits[1]!, 10);
  const [repeated, inMinutes] = [preemptiveRepeat(0.5, 0.5, 1.25, 3), preemptiveRepeat(0.5 / 60, 0.5, 75, 3)];
  expect(inMinutes.meanCompletion).toBeCloseTo(60 * repeated.meanCompletion, 10);
  expect(inMinutes.useful).toBeCloseTo(repeated.useful, 14);
});

describe("preempted jobs that start again", () => {
  test("save more the more checkpoints they have, and in the end lose nothing", () => {
    const useful = [1, 2, 10, 1e6].map((parts) => preemptiveRepeat(0.5, 0.5, 1.25, parts).useful);
    expect([...useful].sort((a, b) => a - b)).toEqual(useful);
    expect(useful[3]).toBeCloseTo(0.5, 6);
  });

  test("spend what the high class leaves on work that counts and on work redone", () => {
    const { useful, lost, preemptionRate, throughput, meanCompletion } = preemptiveRepeat(0.5, 0.6, 2, 1);
    expect(useful + lost).toBeCloseTo(0.4, 14);
    expect(preemptionRate).toBeCloseTo(0.2, 14);
    expect(throughput * meanCompletion).toBeCloseTo(1, 14);
    expect(() => preemptiveRepeat(0.5, 1, 2, 1)).toThrow(RangeError);
  });
});
