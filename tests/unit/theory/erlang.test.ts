import { describe, expect, test } from "vitest";
import { erlangB, lossSystem } from "../../../src/theory/erlang-b.ts";
import { erlangBLoad, erlangBServers } from "../../../src/theory/erlang-b-inverse.ts";
import { erlangC } from "../../../src/theory/erlang-c.ts";
import { expectClose } from "./cases.ts";

describe("Erlang B", () => {
  test.each([
    [16, [0.080647, 0.126412, 0.150723, 0.175308, 0.223868, 0.292033]],
    [64, [0.011738, 0.043124, 0.066609, 0.093407, 0.151124, 0.235103]],
    [256, [0.000067, 0.006615, 0.022265, 0.048248, 0.114232, 0.21102]],
    [1024, [0, 0.000052, 0.003489, 0.024524, 0.098467, 0.203013]],
    [2048, [0, 0, 0.00063, 0.017425, 0.094962, 0.201533]],
  ])(
    "%i servers refuse the tabulated shares at loads of 0.8, 0.9, 0.95, 1, 1.1 and 1.25 each",
    (servers, shares) => {
      [0.8, 0.9, 0.95, 1, 1.1, 1.25].forEach((load, i) => {
        expect(erlangB(servers, load * servers)).toBeCloseTo(shares[i]!, 6);
      });
    },
  );

  test("it is the truncated Poisson law, as long as the factorials fit a double", () => {
    for (const servers of [1, 2, 7, 40]) {
      for (const load of [0.3, 5, 60]) {
        let [term, sum] = [1, 1];
        for (let k = 1; k <= servers; k++) {
          term *= load / k;
          sum += term;
        }
        expectClose(erlangB(servers, load), term / sum, `${servers} servers, ${load} Erlang`, 1e-13);
      }
    }
  });

  test("no server refuses all, no load is never refused, and a load that drowns the fleet almost always", () => {
    expect(erlangB(0, 3)).toBe(1);
    expect(erlangB(5, 0)).toBe(0);
    expect(erlangB(100, 1e9)).toBeCloseTo(1 - 100 / 1e9, 14);
    expect(erlangB(100_000, 1)).toBe(0);
  });

  test("100,000 servers lose no digits", () => {
    expectClose(erlangB(100_000, 100_000), 0.002518893423546906, "B(10⁵, 10⁵)", 1e-12);
  });

  test("the load carried is the throughput times the mean service time", () => {
    const { refused, meanBusy, utilisation, throughput } = lossSystem(10, 4, 2);
    expect(refused).toBe(erlangB(10, 8));
    expect(throughput).toBeCloseTo(4 * (1 - refused), 14);
    expect(meanBusy).toBeCloseTo(2 * throughput, 14);
    expect(utilisation).toBeCloseTo(meanBusy / 10, 14);
  });

  test.each([[-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY]])("%f servers are refused", (servers) => {
    expect(() => erlangB(servers, 1)).toThrow(RangeError);
  });

  test("a load that is negative or not a number is refused", () => {
    expect(() => erlangB(1, -0.1)).toThrow("offered load -0.1");
    expect(() => erlangB(1, Number.NaN)).toThrow(RangeError);
  });
});

describe("Erlang B read backwards", () => {
  test.each([
    [10, "4.461"],
    [20, "12.03"],
    [50, "37.90"],
  ])("%i servers lose 1 %% of the tabulated %s Erlang", (servers, table) => {
    expect(erlangBLoad(servers, 0.01).toPrecision(4)).toBe(table);
  });

  test("the load for a share refused is refused in that share", () => {
    for (const servers of [1, 3, 100, 20_000]) {
      for (const refused of [1e-12, 0.001, 0.2, 0.9]) {
        const load = erlangBLoad(servers, refused);
        expectClose(erlangB(servers, load), refused, `${servers} servers at ${load}`, 1e-10);
      }
    }
  });

  test("the servers for a share refused are the fewest", () => {
    for (const load of [0.5, 8, 300, 50_000]) {
      for (const refused of [1e-6, 0.01, 0.3]) {
        const servers = erlangBServers(load, refused);
        expect(erlangB(servers, load)).toBeLessThanOrEqual(refused);
        expect(erlangB(servers - 1, load)).toBeGreaterThan(refused);
      }
    }
    expect(erlangBServers(0, 0.5)).toBe(1);
  });

  test("a share of 0 or 1 has no answer", () => {
    for (const share of [0, 1, Number.NaN]) {
      expect(() => erlangBLoad(10, share)).toThrow(RangeError);
      expect(() => erlangBServers(10, share)).toThrow(RangeError);
    }
  });
});

describe("Erlang C", () => {
  test("on one server the share that waits is the utilisation", () => {
    for (const load of [0, 0.1, 0.5, 0.999]) expect(erlangC(1, load)).toBeCloseTo(load, 14);
  });

  test("two servers: 2ρ²/(1 + ρ)", () => {
    expect(erlangC(2, 1.6)).toBeCloseTo((2 * 0.8 ** 2) / 1.8, 14);
  });

  test("a load that the servers cannot carry is refused", () => {
    expect(() => erlangC(8, 8)).toThrow("load 8 is not below the capacity 8");
    expect(() => erlangC(0, 0)).toThrow(RangeError);
  });
});
