// Windows against a naive book: a list of all that was promised, gone through at every request.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fleetOf, modelOf, productOf, runOf, type TraceRow, traceSource } from "../models.ts";
import { holdsFor } from "./law.ts";

const FILE = "tests/property/bookings.test.ts";
const NODES = 3;
const GPUS_PER_NODE = 4;

const request = fc.record({
  submit: fc.nat(60),
  gpus: fc.integer({ min: 1, max: NODES * GPUS_PER_NODE }),
  service: fc.integer({ min: 1, max: 40 }),
});
const setting = fc.record({
  requests: fc.array(request, { minLength: 1, maxLength: 25 }),
  lead: fc.integer({ min: 1, max: 30 }),
  ahead: fc.constantFrom(0, 5),
  share: fc.constantFrom(1, 0.5, 0.8),
  busy: fc.array(request, { maxLength: 5 }),
});

interface Window {
  readonly begin: number;
  readonly end: number;
  readonly gpus: number;
}

/** Whether a window fits beside others under a limit: where one of them begins, and where it begins itself. */
function fits(window: Window, promised: readonly Window[], most: number): boolean {
  const instants = [window.begin, ...promised.map(({ begin }) => begin)];
  return instants
    .filter((instant) => instant >= window.begin && instant < window.end)
    .every((instant) => {
      const taken = promised.filter(({ begin, end }) => begin <= instant && instant < end);
      return taken.reduce((sum, each) => sum + each.gpus, window.gpus) <= most;
    });
}

/** Ids of the requests that a naive book promises. */
function naivelyPromised(rows: readonly TraceRow[], lead: number, most: number): string[] {
  const promised: Window[] = [];
  return rows.flatMap(({ id, submit, service, gpus }) => {
    const window = { begin: submit + lead, end: submit + lead + service, gpus };
    if (!fits(window, promised, most)) return [];
    promised.push(window);
    return [id];
  });
}

test("the windows that are promised are those of the naive book, whatever else runs; each begins when it may and lasts its length", () => {
  holdsFor(FILE, 200, setting, ({ requests, lead, ahead, share, busy }) => {
    const rows = requests
      .map((each, index) => ({ ...each, id: String(index) }))
      .sort((a, b) => a.submit - b.submit);
    const work = busy.map((each, index) => ({ ...each, id: `w${index}` }));
    const rental = traceSource("rental", rows, { side: "rental", onFailure: "resume" });
    const sources = [rental, traceSource("work", work, { priority: 50 })];
    const { jobs } = runOf(
      modelOf({
        fleet: fleetOf(NODES, GPUS_PER_NODE),
        sources,
        products: [{ ...productOf(0), booking: { lead, ahead: Math.min(lead, ahead), share } }],
      }),
    );
    const booked = jobs.filter(({ source }) => source === "rental");
    const served = booked.filter(({ outcome }) => outcome !== "refused");
    const most = Math.floor(share * NODES * GPUS_PER_NODE);
    expect(new Set(served.map(({ id }) => id))).toEqual(new Set(naivelyPromised(rows, lead, most)));
    for (const { arrival, firstStart, end, service, outcome } of served) {
      expect(outcome).toBe("completed");
      expect(firstStart).toBeGreaterThanOrEqual(arrival + lead);
      if (work.length === 0) expect(firstStart).toBe(arrival + lead);
      expect(end - firstStart).toBe(service);
    }
  });
});
