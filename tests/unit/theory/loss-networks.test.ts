// Jobs of several sizes or classes that share a pool and do not wait.

import { describe, expect, test } from "vitest";
import { erlangB } from "../../../src/theory/erlang-b.ts";
import { kaufmanRoberts } from "../../../src/theory/kaufman-roberts.ts";
import { MarkovChain } from "../../../src/theory/markov-chain.ts";
import { preemptiveSpot, preemptiveSpotChain } from "../../../src/theory/preemptive-spot.ts";
import { reservedSizes } from "../../../src/theory/reserved-sizes.ts";
import { trunkReservation, trunkReservationWithQueue } from "../../../src/theory/trunk-reservation.ts";

describe("Kaufman–Roberts", () => {
  test("single-GPU jobs of any number of classes are one Erlang system", () => {
    const { refused, meanBusy } = kaufmanRoberts(10, [
      { gpus: 1, offeredLoad: 3 },
      { gpus: 1, offeredLoad: 5 },
    ]);
    expect(refused[0]).toBeCloseTo(erlangB(10, 8), 14);
    expect(refused[1]).toBe(refused[0]);
    expect(meanBusy).toBeCloseTo(8 * (1 - erlangB(10, 8)), 13);
  });

  test("it is the product form, summed over all combinations that fit", () => {
    const classes = [
      { gpus: 1, offeredLoad: 3 },
      { gpus: 2, offeredLoad: 1.5 },
      { gpus: 5, offeredLoad: 0.6 },
    ];
    const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
    const weight = (load: number, n: number) => load ** n / factorial(n);
    let total = 0;
    const full = [0, 0, 0];
    for (let a = 0; a <= 12; a++) {
      for (let b = 0; a + 2 * b <= 12; b++) {
        for (let c = 0; a + 2 * b + 5 * c <= 12; c++) {
          const share = weight(3, a) * weight(1.5, b) * weight(0.6, c);
          total += share;
          classes.forEach(({ gpus }, k) => {
            if (a + 2 * b + 5 * c + gpus > 12) full[k]! += share;
          });
        }
      }
    }
    const { refused } = kaufmanRoberts(12, classes);
    full.forEach((share, k) => {
      expect(refused[k]).toBeCloseTo(share / total, 14);
    });
  });

  test.each([
    [128, [1, 4, 16, 64], 0.7, [0.00624, 0.02548, 0.10671, 0.57792], 0.5746],
    [128, [1, 4, 16, 64], 0.9, [0.00933, 0.03738, 0.15248, 0.81392], 0.6721],
    [2048, [1, 8, 64, 512], 0.9, [0.0008, 0.00645, 0.05645, 0.52695], 0.7671],
  ])(
    "%i nodes with equal load from gangs of %j at %f: the big gangs starve",
    (nodes, sizes, load, shares, busy) => {
      const each = (load * nodes) / sizes.length;
      const pool = kaufmanRoberts(
        nodes,
        sizes.map((gpus) => ({ gpus, offeredLoad: each / gpus })),
      );
      pool.refused.forEach((refused, k) => {
        expect(refused).toBeCloseTo(shares[k]!, 5);
      });
      expect(pool.utilisation).toBeCloseTo(busy, 4);
    },
  );

  test("a fleet of 100,000 GPUs does not overflow", () => {
    const { refused } = kaufmanRoberts(100_000, [{ gpus: 1, offeredLoad: 100_000 }]);
    expect(refused[0]).toBeCloseTo(0.002518893423546906, 13);
  });

  test("a job larger than the pool is always refused, a class without load never matters", () => {
    const { refused, refusedGpuShare, revenueRate } = kaufmanRoberts(4, [
      { gpus: 5, offeredLoad: 1, price: 7 },
      { gpus: 1, offeredLoad: 0 },
    ]);
    expect(refused).toEqual([1, 0]);
    expect([refusedGpuShare, revenueRate]).toEqual([1, 0]);
    expect(kaufmanRoberts(4, []).refusedGpuShare).toBe(0);
  });
});

describe("trunk reservation", () => {
  const at = (reserved: number) =>
    trunkReservation({ servers: 100, reserved, internalLoad: 70, rentalLoad: 40 });

  test.each([
    [0, 0.13611, 0.13611, 0.9503],
    [3, 0.04469, 0.32526, 0.9386],
    [5, 0.02363, 0.39162, 0.9268],
    [10, 0.00592, 0.5091, 0.8922],
    [20, 0.00075, 0.70326, 0.8182],
  ])("100 servers, %i reserved: the tabulated shares are refused", (reserved, internal, rental, busy) => {
    const pool = at(reserved);
    expect(pool.internalFindFull).toBeCloseTo(internal, 5);
    expect(pool.rentalRefused).toBeCloseTo(rental, 5);
    expect(pool.meanBusy / 100).toBeCloseTo(busy, 4);
  });

  test("a cheap class pays best behind 5 reserved servers, a dearer one behind 3", () => {
    const best = (price: number) => {
      const revenues = Array.from({ length: 20 }, (_, reserved) => {
        const { internalFindFull, meanBusyRental } = at(reserved);
        return 70 * (1 - internalFindFull) + price * meanBusyRental;
      });
      return [revenues.indexOf(Math.max(...revenues)), Math.max(...revenues), revenues[0]] as const;
    };
    const [cheap, dear] = [best(0.4), best(0.7)];
    expect([cheap[0], dear[0]]).toEqual([5, 3]);
    expect(cheap[1]).toBeCloseTo(78.08, 3);
    expect(cheap[2]).toBeCloseTo(74.294, 3);
    expect(dear[1]).toBeCloseTo(85.764, 3);
    expect(dear[2]).toBeCloseTo(84.661, 3);
  });

  test("all servers reserved leave rental nothing, and no rental leaves an Erlang system", () => {
    expect(at(100).rentalRefused).toBeCloseTo(1, 14);
    expect(at(100).internalFindFull).toBeCloseTo(erlangB(100, 70), 14);
    expect(() => at(101)).toThrow("101 of 100 servers are reserved");
  });

  test("what is held by both is what the pool holds", () => {
    const { meanBusy, meanBusyRental, internalFindFull, meanQueue } = at(7);
    expect(meanBusy).toBeCloseTo(70 * (1 - internalFindFull) + meanBusyRental, 11);
    expect(meanQueue).toBe(0);
  });

  test("internal work that waits keeps its servers busy with all of it", () => {
    const pool = trunkReservationWithQueue({ servers: 16, reserved: 2, internalLoad: 8, rentalLoad: 9 });
    expect(pool.meanBusy).toBeCloseTo(8 + pool.meanBusyRental, 12);
    expect(() =>
      trunkReservationWithQueue({ servers: 16, reserved: 2, internalLoad: 16, rentalLoad: 9 }),
    ).toThrow(RangeError);
  });
});

describe("sizes with reservations", () => {
  test("without any, they are Kaufman and Roberts's", () => {
    const classes = [
      { gpus: 1, offeredLoad: 5, reserved: 0 },
      { gpus: 4, offeredLoad: 1.5, reserved: 0 },
    ];
    const [chain, recursion] = [reservedSizes(16, classes), kaufmanRoberts(16, classes)];
    expect(chain.refused[0]).toBeCloseTo(recursion.refused[0]!, 13);
    expect(chain.refused[1]).toBeCloseTo(recursion.refused[1]!, 13);
  });

  test("with one GPU each, they are trunk reservation", () => {
    const { refused } = reservedSizes(20, [
      { gpus: 1, offeredLoad: 10, reserved: 0 },
      { gpus: 1, offeredLoad: 8, reserved: 2 },
    ]);
    const pool = trunkReservation({ servers: 20, reserved: 2, internalLoad: 10, rentalLoad: 8 });
    expect(refused[0]).toBeCloseTo(pool.internalFindFull, 13);
    expect(refused[1]).toBeCloseTo(pool.rentalRefused, 13);
  });
});

describe("preemptive spot", () => {
  test.each([
    [100, 70, 40, 0.9503, 25.037, 0.2755],
    [100, 70, 20, 0.8757, 17.583, 0.0965],
    [100, 80, 40, 0.9645, 16.767, 0.4785],
    [1000, 700, 400, 0.9915, 291.51, 0.1915],
    [1000, 850, 300, 0.9939, 143.89, 0.445],
  ])(
    "%i servers, %i and %i Erlang: the tabulated spot is carried",
    (servers, load, spotLoad, busy, spot, preempted) => {
      const market = preemptiveSpot(servers, load, spotLoad);
      expect(market.meanBusy / servers).toBeCloseTo(busy, 4);
      expect(market.meanBusySpot.toPrecision(5)).toBe(spot.toPrecision(5));
      expect(market.preemptedShare).toBeCloseTo(preempted, 4);
    },
  );

  test("the Markov chain agrees where both classes have the same mean service time", () => {
    const closed = preemptiveSpot(12, 7, 5);
    const chain = preemptiveSpotChain(
      12,
      { arrivalRate: 3.5, meanService: 2 },
      { arrivalRate: 2.5, meanService: 2 },
    );
    for (const metric of ["refused", "spotRefused", "meanBusy", "meanBusySpot", "preemptedShare"] as const) {
      expect(chain[metric], metric).toBeCloseTo(closed[metric], 12);
    }
  });

  test("spot never makes on-demand wait: it is refused as if alone", () => {
    expect(preemptiveSpot(10, 8, 1000).refused).toBe(erlangB(10, 8));
  });
});

describe("a Markov chain", () => {
  test("of three states in a ring stays in each for as long as it takes to leave it", () => {
    const ring = new MarkovChain([0], ([n]) => [[[(n! + 1) % 3], n! + 1]]);
    expect(ring.states).toEqual([[0], [1], [2]]);
    [6, 3, 2].forEach((weight, n) => {
      expect(ring.shares[n]).toBeCloseTo(weight / 11, 15);
    });
    expect(ring.mean(([n]) => n!)).toBeCloseTo(7 / 11, 15);
  });

  test("keeps every digit of states that are hardly ever visited", () => {
    const chain = new MarkovChain([0], ([n]) => [
      [[n! + 1], n! < 20 ? 1e-6 : 0],
      [[n! - 1], n! > 0 ? 1 : 0],
    ]);
    expect(chain.shares[20]! / 1e-120).toBeCloseTo(1 - 1e-6, 12);
  });

  test("with too many states is refused before it takes the afternoon", () => {
    expect(() => new MarkovChain([0], ([n]) => [[[n! + 1], 1]])).toThrow("more than 1500 states");
  });
});
