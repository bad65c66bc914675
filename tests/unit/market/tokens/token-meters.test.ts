import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { HOUR, MINUTE } from "../../../../src/kernel/time.ts";
import { BatchMeter } from "../../../../src/market/tokens/batch-meter.ts";
import { LiveMeter } from "../../../../src/market/tokens/live-meter.ts";
import type { TokenMeter } from "../../../../src/market/tokens/token-meter.ts";

/** Changes of demand and capacity at random; `after` sees the meter after each. */
function play(meter: TokenMeter, seed: string, after: (now: number) => void): void {
  const stream = randomStream(seed, "meter");
  let now = 0;
  for (let change = 0; change < 2000; change++) {
    now += stream.index(40 * MINUTE);
    if (stream.uniform() < 0.6) meter.ask(3 * stream.uniform(), now);
    else meter.serve(stream.index(4), now);
    after(now);
  }
}

describe.each<[string, () => TokenMeter]>([
  ["standard", () => new LiveMeter(null)],
  ["provisioned", () => new LiveMeter(1.5)],
  ["batch", () => new BatchMeter(2 * HOUR)],
])("tokens that are sold as %s", (_, meterOf) => {
  test("are served, unserved or waiting, and no more of them are served than asked for", () => {
    const meter = meterOf();
    play(meter, "sums", () => {
      const { askedFor, served, unserved, pending } = meter;
      expect(Math.abs(served + unserved + pending - askedFor)).toBeLessThanOrEqual(1e-9 * askedFor);
      expect(Math.min(served, unserved, pending)).toBeGreaterThanOrEqual(0);
      expect(served).toBeLessThanOrEqual(askedFor * (1 + 1e-9));
    });
    expect(meter.served).toBeGreaterThan(0);
    expect(meter.unserved).toBeGreaterThan(0);
  });

  test("are counted alike however often they are counted", () => {
    const [once, often] = [meterOf(), meterOf()];
    play(once, "often", () => {});
    const stream = randomStream("often", "advance");
    let last = 0;
    play(often, "often", (now) => {
      for (let count = 0; count < 3; count++) often.advance(Math.floor(now));
      last = now + stream.index(2);
    });
    once.advance(last);
    often.advance(last);
    for (const sum of ["askedFor", "served", "unserved", "billed", "pending"] as const)
      expect(often[sum]).toBeCloseTo(once[sum], 3);
  });
});

test("standard tokens are served up to the capacity and turned away beyond it", () => {
  const meter = new LiveMeter(null);
  meter.ask(3, 0);
  meter.serve(2, 10);
  meter.ask(1, 30);
  meter.advance(50);
  expect([meter.askedFor, meter.served, meter.unserved, meter.billed]).toEqual([110, 60, 50, 60]);
});

test("provisioned tokens are billed used or not, as far as there are replicas, and served up to what is paid for", () => {
  const meter = new LiveMeter(2);
  meter.serve(4, 0); // whole replicas: more than was bought
  meter.ask(1, 0);
  meter.ask(3, 10);
  meter.serve(1, 20); // a node has failed
  meter.advance(30);
  expect([meter.askedFor, meter.served, meter.unserved]).toEqual([70, 10 + 20 + 10, 10 + 20]);
  expect(meter.billed).toBe(20 + 20 + 10);
});

describe("batch tokens", () => {
  test("wait for capacity and are served in the order in which they came", () => {
    const meter = new BatchMeter(100);
    meter.ask(5, 0);
    meter.ask(0, 10); // 50 submitted
    meter.advance(40);
    expect([meter.askedFor, meter.served, meter.pending]).toEqual([50, 0, 50]);
    meter.serve(2, 40);
    meter.advance(60);
    expect([meter.served, meter.pending]).toEqual([40, 10]);
    meter.advance(80);
    expect([meter.served, meter.pending, meter.unserved]).toEqual([50, 0, 0]);
  });

  test("are late when their window ends before they are served, and nothing of them is billed", () => {
    const meter = new BatchMeter(100);
    meter.ask(5, 0);
    meter.ask(1, 10); // 50, due at 110
    meter.ask(0, 20); // 10, due at 120
    meter.serve(1, 80);
    meter.advance(105);
    expect([meter.served, meter.unserved, meter.pending]).toEqual([25, 0, 35]);
    meter.advance(200);
    // 30 of the first until 110, 20 late; then the second, of which 10 are served in time.
    expect([meter.served, meter.unserved, meter.pending, meter.billed]).toEqual([40, 20, 0, 40]);
  });

  test("are never late where the capacity is at least the largest demand, with a window of two looks or more", () => {
    const meter = new BatchMeter(11 * MINUTE);
    const stream = randomStream("enough", "batch");
    meter.serve(3, 0);
    for (let look = 0; look < 5000; look++) meter.ask(3 * stream.uniform(), look * 5 * MINUTE);
    expect(meter.unserved).toBe(0);
    expect(meter.served).toBeGreaterThan(0.99 * meter.askedFor);
  });
});
