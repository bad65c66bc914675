import { describe, expect, test } from "vitest";
import { asymptoticVariance, birthDeathShares, stateMean } from "../../../src/theory/birth-death.ts";
import { erlangB } from "../../../src/theory/erlang-b.ts";
import { mm1NumberVariance } from "../../../src/theory/run-length.ts";
import { caseOf, casesPresent, casesTitle, expectClose } from "./cases.ts";

const loss = (servers: number, load: number) => ({
  birth: (n: number) => (n < servers ? load : 0),
  death: (n: number) => n,
});
const delay = (servers: number, load: number) => ({
  birth: () => load,
  death: (n: number) => Math.min(n, servers),
});
const number = (n: number) => n;

test("the shares of an unlimited chain are geometric where its rates are", () => {
  const shares = birthDeathShares(delay(1, 0.8));
  for (const n of [0, 1, 10, 100]) expectClose(shares[n]!, 0.2 * 0.8 ** n, `state ${n}`, 1e-12);
  expectClose(stateMean(shares, number), 4, "mean", 1e-12);
});

test("a chain of 100,000 states loses no digits", () => {
  const shares = birthDeathShares(loss(100_000, 100_000));
  expectClose(shares[100_000]!, erlangB(100_000, 100_000), "full", 1e-11);
  expectClose(
    shares.reduce((sum, share) => sum + share, 0),
    1,
    "sum",
    1e-12,
  );
});

test("neighbouring states exchange as much in both directions", () => {
  const rates = { birth: (n: number) => (n < 30 ? 20 - n / 2 : 0), death: (n: number) => 2 + Math.sqrt(n) };
  const shares = birthDeathShares(rates);
  expect(shares).toHaveLength(31);
  for (let n = 0; n < 30; n++) {
    expectClose(shares[n]! * rates.birth(n), shares[n + 1]! * rates.death(n + 1), `${n} and its next`, 1e-12);
  }
});

test("a chain that grows for ever is refused", () => {
  expect(() => birthDeathShares({ birth: () => 2, death: () => 1 })).toThrow("births still outrun deaths");
  expect(() => birthDeathShares({ birth: () => 1, death: () => 1 })).toThrow("states matter");
});

test("the variance constant of M/M/1 is the closed form of Whitt (1989)", () => {
  for (const utilisation of [0.2, 0.5, 0.8, 0.95]) {
    const rates = delay(1, utilisation);
    const variance = asymptoticVariance(birthDeathShares(rates), rates, number);
    expectClose(variance, mm1NumberVariance(utilisation, 1), `ρ = ${utilisation}`, 1e-9);
  }
});

test("a chain of two states has the variance constant of the telegraph signal", () => {
  const rates = { birth: (n: number) => (n === 0 ? 3 : 0), death: () => 5 };
  const variance = asymptoticVariance(birthDeathShares(rates), rates, number);
  expect(variance).toBeCloseTo((2 * 3 * 5) / (3 + 5) ** 3, 14);
});

describe.skipIf(!casesPresent)(`variance constants (${casesTitle})`, () => {
  const waiting = (servers: number) => (n: number) => Math.max(0, n - servers);
  const full = (servers: number) => (n: number) => (n >= servers ? 1 : 0);

  test.each([
    ["A01", 1, 0.5],
    ["A02", 1, 0.8],
    ["A03", 8, 6.4],
    ["A05", 1024, 1000],
  ])("%s: an M/M/%i queue at %f Erlang", (id, servers, load) => {
    const expected = caseOf(id).asymptoticVariance!;
    const shares = birthDeathShares(delay(servers, load));
    const of = (value: (n: number) => number) => asymptoticVariance(shares, delay(servers, load), value);
    // The cases cut the chain earlier and solve it by matrices: their own digits end at 1e-9.
    expectClose(of(waiting(servers)), expected.meanQueueLen!, "queue", 1e-8);
    expectClose(of(number), expected.meanInSystem!, "in system", 1e-8);
    expectClose(of(full(servers)), expected.pWait!, "share that waits", 1e-8);
  });

  test.each([
    ["A16", 1, 1],
    ["A17", 10, 8],
    ["A19", 1000, 1000],
  ])("%s: an M/M/%i loss system at %f Erlang", (id, servers, load) => {
    const expected = caseOf(id).asymptoticVariance!;
    const shares = birthDeathShares(loss(servers, load));
    const of = (value: (n: number) => number) => asymptoticVariance(shares, loss(servers, load), value);
    expectClose(of(number), expected.meanBusyGpus!, "busy", 1e-8);
    expectClose(of(full(servers)), expected.blockProb_timeAverage!, "time refused", 1e-8);
  });
});
