// What is free, slot by slot: small runs that can be followed by hand, times in ms.

import fc from "fast-check";
import { expect, test } from "vitest";
import { SlotMinima } from "../../../src/ledger/free-slots.ts";
import type { Model } from "../../../src/simulation/model.ts";
import { fleetOf, modelOf, runOf, SPOT, scheduling, traceSource } from "../../models.ts";

const job = (id: string, submit: number, service: number, gpus: number) => ({ id, submit, service, gpus });

/** First and least of the GPUs and nodes that were free in each slot of 100 ms. */
function slotsOf(parts: Partial<Model>) {
  const { gpus, nodes, begin } = runOf(modelOf({ end: 400, freeSlot: 100, ...parts })).totals.free![0]!;
  const plain = (level: typeof gpus) => ({ first: [...level.first], least: [...level.least] });
  return { begin, gpus: plain(gpus), nodes: nodes === null ? null : plain(nodes) };
}

test("a slot keeps what is free as it begins, and the least of it, whenever that was", () => {
  const work = traceSource("work", [job("a", 50, 100, 3), job("b", 120, 10, 4), job("c", 310, 80, 8)]);
  expect(slotsOf({ sources: [work] })).toEqual({
    begin: 0,
    gpus: { first: [8, 5, 8, 8], least: [5, 1, 8, 0] },
    nodes: null,
  });
});

test("a slot begins after all that happens at its first instant, and does not hold what ends there", () => {
  const work = traceSource("work", [job("a", 0, 100, 3), job("b", 200, 100, 2)]);
  expect(slotsOf({ sources: [work] }).gpus).toEqual({ first: [5, 8, 6, 8], least: [5, 8, 6, 8] });
});

test("a level that lasts no time is no level", () => {
  const work = traceSource("work", [job("a", 0, 150, 8), job("b", 10, 100, 8)]);
  expect(slotsOf({ sources: [work] }).gpus.least).toEqual([0, 0, 0, 8]);
  // At 150 all eight come free and are taken at once.
  expect(slotsOf({ sources: [work] }).gpus.first).toEqual([0, 0, 0, 8]);
});

test("the warm-up is left out, and so is a slot that begins in it or that the run does not fill", () => {
  const work = traceSource("work", [job("a", 0, 250, 3)]);
  const part = slotsOf({ sources: [work], warmup: 120, end: 450 });
  expect(part).toEqual({ begin: 200, gpus: { first: [5, 8], least: [5, 8] }, nodes: null });
  expect(slotsOf({ sources: [work], warmup: 20, end: 90 }).gpus.least).toEqual([]);
});

test("a node is free if nobody has anything of it", () => {
  const work = traceSource("work", [job("a", 50, 100, 1), job("b", 50, 20, 8), job("c", 220, 60, 20)]);
  const parts = { fleet: fleetOf(4, 8), sources: [work], scheduling: scheduling({ placement: "best-fit" }) };
  expect(slotsOf(parts).nodes).toEqual({ first: [4, 3, 4, 4], least: [2, 3, 1, 4] });
  expect(slotsOf(parts).gpus).toEqual({ first: [32, 31, 32, 32], least: [23, 31, 12, 32] });
});

test("slices are counted as parts of a GPU, and a node with one taken is not free", () => {
  const fleet = fleetOf(2, 4);
  const divided = { ...fleet, pools: fleet.pools.map((pool) => ({ ...pool, slicesPerGpu: 4 })) };
  const work = traceSource("work", [job("a", 0, 150, 0.5)]);
  const found = slotsOf({
    fleet: divided,
    sources: [work],
    scheduling: scheduling({ placement: "best-fit", headOfLine: "skip" }),
  });
  expect(found.gpus).toEqual({ first: [7.5, 7.5, 8, 8], least: [7.5, 7.5, 8, 8] });
  expect(found.nodes!.least).toEqual([1, 1, 2, 2]);
});

test("GPUs that a preemptor claims are not free while their notice lasts", () => {
  const sources = [
    traceSource("spot", [job("victim", 0, 1000, 4)], { ...SPOT, notice: 150 }),
    traceSource("work", [job("a", 110, 500, 8)], { priority: 20 }),
  ];
  const found = slotsOf({ sources, scheduling: scheduling({ preemption: "internal-first" }) });
  expect(found.gpus.least).toEqual([4, 0, 0, 0]);
});

test("nothing is kept unless it is asked for", () => {
  expect(runOf(modelOf({ end: 400 })).totals.free).toBeNull();
});

test("the least and the first of a slot are those of the level looked at in every ms", () => {
  const change = fc.record({ wait: fc.nat(30), level: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(change), fc.nat(25), fc.integer({ min: 1, max: 12 }), (changes, from, slot) => {
      const minima = new SlotMinima(slot, Math.ceil(from / slot) * slot);
      const levels: number[] = [];
      let now = 0;
      let level = 0;
      for (const { wait, level: next } of changes) {
        for (let ms = 0; ms < wait; ms++) levels.push(level);
        now += wait;
        minima.set(next, now);
        level = next;
      }
      const end = now + 5;
      for (let ms = now; ms < end; ms++) levels.push(level);
      const slots: number[][] = [];
      for (let at = Math.ceil(from / slot) * slot; at + slot <= end; at += slot)
        slots.push(levels.slice(at, at + slot));
      const { first, least } = minima.close(end);
      expect([...first]).toEqual(slots.map(([begin]) => begin));
      expect([...least]).toEqual(slots.map((of) => Math.min(...of)));
    }),
    { seed: 11, numRuns: 300 },
  );
});
