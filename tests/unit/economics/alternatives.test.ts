// Alternatives to renting, by hand: what was empty in each slot, and what it is worth.

import { expect, test } from "vitest";
import { compareAlternatives, deferred, poweredDown } from "../../../src/economics/alternatives.ts";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { HOUR, MINUTE, YEAR } from "../../../src/kernel/time.ts";
import type { RunTotals } from "../../../src/ledger/rows.ts";
import { planOf } from "./plans.ts";

const PLAN = planOf();
const SETTING = { plan: PLAN, gpusPerNode: [8], penalties: new Map<string, number>() };
const SLEEP = { wake: 15 * MINUTE, asleep: 0.05, awake: 0 };

interface Parts {
  readonly least: readonly number[];
  readonly slot?: number;
  readonly revenue?: number;
  readonly rented?: number;
  readonly internal?: number;
  /** of what was rented: not useful */
  readonly lost?: number;
  readonly refused?: number;
}

/** A run by what an alternative or renting reads of it. */
function runOf(parts: Parts): RunTotals {
  const { least, slot = HOUR, revenue = 0, rented = 0, internal = 0, lost = 0, refused = 0 } = parts;
  const level = { first: Float64Array.from(least), least: Float64Array.from(least) };
  return {
    measured: slot * least.length,
    tariff: 0,
    free: [{ slot, begin: 0, gpus: level, nodes: level }],
    sales: [{ revenue }],
    tokens: [],
    outcomes: [{ source: "low", byOutcome: { refused } }],
    held: [{ byPool: [{ allocated: rented + internal, tariffed: 0 }] }],
    gpuTime: [
      {
        allocatedRental: rented,
        overheadRental: 0,
        lostRental: lost,
        allocatedInternal: internal,
        overheadInternal: 0,
        lostInternal: 0,
      },
    ],
  } as unknown as RunTotals;
}

test("as many nodes sleep as are empty throughout a slot, less the wake of each that falls asleep", () => {
  // 3, 1, 0 and 2 nodes for an hour; three fall asleep at first and two at last.
  const { gpuHours, money } = poweredDown(runOf({ least: [3, 1, 0, 2] }), SLEEP, SETTING);
  expect(gpuHours).toBe((6 - 5 * 0.25) * 8);
  // An H100 draws 1.39 kW; idle a quarter of it, asleep a twentieth; PUE 1.08; 6.5 cents.
  expect(money).toBeCloseTo(38 * 1.39 * 0.2 * 1.08 * 0.065, 12);
});

test("nodes that stay awake do not sleep, and who sleeps on pays for one wake", () => {
  expect(poweredDown(runOf({ least: [3, 1, 0, 2] }), { ...SLEEP, awake: 2 }, SETTING).gpuHours).toBe(
    0.75 * 8,
  );
  expect(poweredDown(runOf({ least: [2, 2, 2] }), SLEEP, SETTING).gpuHours).toBe((6 - 0.5) * 8);
});

test("nodes that are never needed are bought later: their capital earns, and nobody runs them", () => {
  const year = { least: [3, 1, 2], slot: YEAR / 3 };
  const { gpuHours, money } = deferred(runOf(year), { nodes: 5 }, SETTING);
  expect(gpuHours).toBe(8 * 8760);
  const perGpu = 42_000 * (1 - 1 / 1.09) + 0.04 * 42_000 + 8760 * 1.39 * 0.25 * 1.08 * 0.065;
  expect(money).toBeCloseTo(8 * perGpu, 6);
  const more = runOf({ ...year, least: [3, 4, 3] });
  expect(deferred(more, { nodes: 2 }, SETTING).gpuHours).toBe(16 * 8760);
});

test("an alternative with nothing to save earns 0, and so does renting that sells nothing", () => {
  const full = runOf({ least: [0, 0, 0] });
  const both = { slot: HOUR, powerDown: SLEEP, defer: { nodes: Number.POSITIVE_INFINITY }, backfill: null };
  const rows = compareAlternatives(
    { rental: [full, full], baseline: [full, full], backfill: [] },
    both,
    SETTING,
  );
  expect(rows.map(({ name }) => name)).toEqual(["renting", "power_down", "defer"]);
  for (const { gpuHours, money, lessRenting } of rows)
    expect([gpuHours.mean, money.mean, lessRenting.mean]).toEqual([0, 0, 0]);
});

test("renting is net revenue less the worth of displaced work, and an alternative is set against it pair by pair", () => {
  const hours = (internal: number) => internal * HOUR;
  const rental = [
    runOf({ least: [0], revenue: 100, rented: hours(40), internal: hours(50) }),
    runOf({ least: [0], revenue: 60, rented: hours(30), internal: hours(60) }),
  ];
  const baseline = [runOf({ least: [1], internal: hours(60) }), runOf({ least: [1], internal: hours(60) })];
  const plan = planOf({ internalValue: 2, electricity: 0 });
  const asked = { slot: HOUR, powerDown: SLEEP, defer: null, backfill: null };
  const [renting, powerDown] = compareAlternatives({ rental, baseline, backfill: [] }, asked, {
    ...SETTING,
    plan,
  });
  expect(renting!.gpuHours.mean).toBe(35);
  expect(renting!.money.mean).toBe((100 - 20 + 60) / 2);
  // Both save the same: the pairs differ as renting does, by s = 10 √2; t(0.975, 1) = 12.7062.
  expect(powerDown!.lessRenting.mean).toBe(0 - 70);
  expect(powerDown!.lessRenting.high - powerDown!.lessRenting.mean).toBeCloseTo(12.7062 * 10, 2);
});

test("low-value work is worth its useful GPU-hours, less the energy, the refusals and the internal work that it costs", () => {
  const hours = (of: number) => of * HOUR;
  const baseline = [runOf({ least: [], internal: hours(60) }), runOf({ least: [], internal: hours(60) })];
  const backfill = [
    runOf({ least: [], internal: hours(58), rented: hours(40), lost: hours(10), refused: 3 }),
    runOf({ least: [], internal: hours(60), rented: hours(20) }),
  ];
  const penalties = new Map([["low", 0.25]]);
  const asked = { slot: HOUR, powerDown: null, defer: null, backfill: { value: 0.5 } };
  const runs = { rental: baseline, baseline, backfill };
  const [renting, low] = compareAlternatives(runs, asked, {
    ...SETTING,
    plan: planOf({ internalValue: 2 }),
    penalties,
  });
  expect(low!.name).toBe("backfill");
  expect([low!.gpuHours.mean, low!.useful!.mean]).toEqual([30, 25]);
  // 30 and 20 useful hours at 50 cents; 38 and 20 held hours of energy more; three refusals; two hours displaced, worth $2 each.
  const energy = 1.39 * 0.55 * 1.08 * 0.065;
  expect(low!.money.mean).toBeCloseTo((15 + 10 - 58 * energy - 0.75 - 4) / 2, 12);
  expect(renting!.money.mean).toBe(0);
  expect(low!.lessRenting.mean).toBeCloseTo(low!.money.mean, 12);
});

test("as many nodes as are empty at the least of a slot can sleep through it, and no work is moved or delayed", () => {
  const random = randomStream("alternatives", "spells");
  const [nodes, slots, perSlot] = [6, 40, 10];
  // Who has work at each of ten instants of a slot, in spells of some instants.
  const busy = Array.from({ length: nodes }, () => spells(slots * perSlot, () => random.uniform()));
  const emptyAt = (instant: number) => busy.filter((node) => !node[instant]).length;
  // Each spell is laid on a node when it begins, and stays there.
  const place = new Map<number, number>();
  for (let slot = 0; slot < slots; slot++) {
    const instants = Array.from({ length: perSlot }, (_, each) => slot * perSlot + each);
    const least = Math.min(...instants.map(emptyAt));
    let asleep: Set<number> | null = null;
    for (const instant of instants) {
      for (const [spell] of place) if (!busy[spell]![instant]) place.delete(spell);
      const used = new Set(place.values());
      const idle = () => Array.from({ length: nodes }, (_, node) => node).filter((node) => !used.has(node));
      asleep ??= new Set(idle().slice(0, least));
      expect(asleep.size).toBe(least);
      for (let spell = 0; spell < nodes; spell++) {
        if (!busy[spell]![instant] || place.has(spell)) continue;
        const node = idle().find((each) => !asleep!.has(each));
        expect(node).toBeDefined();
        place.set(spell, node!);
        used.add(node!);
      }
    }
  }
});

/** Whether a node has work, instant by instant. */
function spells(instants: number, draw: () => number): boolean[] {
  let working = false;
  return Array.from({ length: instants }, () => {
    if (draw() < 0.1) working = !working;
    return working;
  });
}
