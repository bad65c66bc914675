import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventList } from "../../../src/kernel/event-list.ts";

interface Reference {
  time: number;
  kind: number;
  sequence: number;
  subject: number;
  event: number;
}

/** Drive the list and a sorted array with the same operations, and compare every event that leaves. */
function agreesWithASortedArray(
  steps: readonly { op: number; gap: number; kind: number; pick: number }[],
): void {
  const list = new EventList();
  let pending: Reference[] = [];
  let now = 0;
  let sequence = 0;
  const popBoth = (limit: number) => {
    pending.sort((a, b) => a.time - b.time || a.kind - b.kind || a.sequence - b.sequence);
    const first = pending[0];
    const time = list.nextTime(limit);
    if (first === undefined || first.time > limit) {
      expect(time).toBe(Infinity);
      return;
    }
    expect(time).toBe(first.time);
    now = time;
    const event = list.pop();
    expect([list.kind(event), list.subject(event)]).toEqual([first.kind, first.subject]);
    pending.shift();
  };
  for (const { op, gap, kind, pick } of steps) {
    if (op < 5) {
      const time = now + gap;
      const subject = sequence;
      pending.push({ time, kind, sequence: sequence++, subject, event: list.schedule(time, kind, subject) });
    } else if (op < 7 && pending.length > 0) {
      const [victim] = pending.splice(pick % pending.length, 1);
      list.cancel(victim!.event);
    } else popBoth(op === 7 ? now + gap : Infinity);
    expect(list.size).toBe(pending.length);
  }
  while (pending.length > 0) popBoth(Infinity);
  pending = [];
  expect(list.nextTime(Infinity)).toBe(Infinity);
}

describe("the event list", () => {
  const gaps = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 5_000_000 }),
    fc.integer({ min: 0, max: 2 ** 45 }),
  );
  const step = fc.record({
    op: fc.integer({ min: 0, max: 9 }),
    gap: gaps,
    kind: fc.integer({ min: 0, max: 5 }),
    pick: fc.nat(),
  });

  test("leaves in the order (time, kind, sequence) whatever is scheduled, cancelled and popped in between", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400, size: "max" }), (steps) => agreesWithASortedArray(steps)),
      { seed: 1, numRuns: 400 },
    );
  });

  test("keeps the order when the width of its buckets adapts to a rate that changes a millionfold", () => {
    const list = new EventList();
    let state = 12345;
    const random = () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state / 2 ** 32;
    };
    const due = new Map<number, number>();
    const schedule = (time: number, subject: number) => {
      list.schedule(time, 0, subject);
      due.set(subject, time);
    };
    for (let i = 0; i < 3000; i++) schedule(Math.floor(random() * 1e9), -1 - i);
    let last = -1;
    for (let pops = 0; pops < 200_000; pops++) {
      const time = list.nextTime(Infinity);
      const subject = list.subject(list.pop());
      // Each event leaves once, at its own time.
      if (time < last || due.get(subject) !== time) throw new Error(`event ${subject} leaves at ${time}`);
      due.delete(subject);
      last = time;
      const scale = pops < 60_000 ? 1e9 : pops < 120_000 ? 1e3 : 1e10;
      schedule(time + Math.floor(random() * scale), pops);
    }
    expect(due.size).toBe(3000);
    expect(list.size).toBe(3000);
  });

  test("keeps every event when its width adapts in the midst of a cluster", () => {
    const list = new EventList();
    const events = 2100;
    for (let i = 0; i < events; i++) list.schedule(Math.floor(i / 7) * 10_000_000, 0, i);
    for (let i = 0; i < events; i++) {
      expect(list.nextTime(Infinity)).toBe(Math.floor(i / 7) * 10_000_000);
      expect(list.subject(list.pop())).toBe(i);
    }
    expect(list.nextTime(Infinity)).toBe(Infinity);
  });

  test("holds a million events of one instant without quadratic work", () => {
    const list = new EventList();
    for (let i = 0; i < 1_000_000; i++) list.schedule(0, 0, i);
    for (let i = 0; i < 1_000_000; i++) {
      if (list.nextTime(0) !== 0) throw new Error(`event ${i} is missing`);
      if (list.subject(list.pop()) !== i) throw new Error(`event ${i} is out of order`);
    }
    expect(list.size).toBe(0);
  });

  test("refuses to cancel an event twice", () => {
    const list = new EventList();
    const event = list.schedule(5, 0, 0);
    list.cancel(event);
    expect(() => list.cancel(event)).toThrow("cancelled twice");
  });
});
