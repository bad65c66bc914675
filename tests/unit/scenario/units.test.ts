import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND, WEEK, YEAR } from "../../../src/kernel/time.ts";
import { headroom } from "../../../src/scenario/headroom.ts";
import {
  count,
  duration,
  durationText,
  gpus,
  inUnitOf,
  positive,
  ratio,
  share,
  signed,
  span,
} from "../../../src/scenario/units.ts";
import { refusalOf, valueRead } from "./readings.ts";

describe("durations", () => {
  test.each([
    ["90s", 90 * SECOND],
    ["15m", 15 * MINUTE],
    ["6h", 6 * HOUR],
    ["28d", 28 * DAY],
    ["26w", 26 * WEEK],
    ["12mo", YEAR],
    ["1y", YEAR],
    ["250ms", 250],
    ["1.5 h", 90 * MINUTE],
    [".5s", 500],
    ["1e3s", 1000 * SECOND],
    ["0.0004s", 0],
    ["-0s", 0],
  ])("%s is a whole number of milliseconds", (text, milliseconds) => {
    expect(Object.is(valueRead(duration, text), milliseconds)).toBe(true);
  });

  test.each([
    [30, "a bare number has no unit", "30s, 30m (minutes), 30h, 30d or 30w"],
    ["30", "a bare number has no unit", "30s, 30m (minutes), 30h, 30d or 30w"],
    ["-5m", "it must not be negative", null],
    [-5, "it must not be negative", null],
    [Number.POSITIVE_INFINITY, "it is not a finite number", null],
    [Number.NaN, "it is not a finite number", null],
    ["1e999h", "it is not a finite number", null],
    ["30min", "the unit min is unknown", "30m"],
    ["3 months", "the unit months is unknown", "3mo"],
    ["2 weeks", "the unit weeks is unknown", "2w"],
    ["1:30", "it is not a duration", "90m"],
    ["1_000s", "it is not a duration", "1000s"],
    ["soon", "it is not a duration", null],
    ["300000000y", "it is too large to be counted exactly", null],
  ])("%s is no duration, and the refusal says what was meant", (raw, message, suggestion) => {
    expect(refusalOf(duration, raw)).toEqual([message, suggestion]);
  });

  test("a span is a duration above 0", () => {
    expect(valueRead(span, "1ms")).toBe(1);
    expect(refusalOf(span, "0s")[0]).toBe("it must not be 0");
    expect(refusalOf(span, "0.0001s")[0]).toBe("it must not be 0");
  });

  test("every whole number of milliseconds survives being written and read", () => {
    const lengths = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(lengths, (length) => valueRead(duration, durationText(length)) === length),
      { seed: 2 },
    );
  });

  test("a duration is written in its largest whole unit", () => {
    expect([0, 60_000, 90_000, HOUR, WEEK, 36 * HOUR].map(durationText)).toEqual([
      "0s",
      "1m",
      "90s",
      "1h",
      "1w",
      "36h",
    ]);
  });
});

describe("shares and counts", () => {
  test("a share lies between 0 and 1, in per cent or not", () => {
    expect(valueRead(share, "85%")).toBe(0.85);
    expect(valueRead(share, 0.85)).toBe(0.85);
    expect(refusalOf(share, 45)).toEqual(["it is more than the whole", "45%"]);
    expect(refusalOf(share, "120%")).toEqual(["it is more than the whole", null]);
    expect(refusalOf(share, -0.1)[0]).toBe("it must not be negative");
    expect(valueRead(ratio, "120%")).toBe(1.2);
    expect(refusalOf(ratio, Number.NaN)[0]).toBe("it is not a number");
  });

  test("a count is a whole number and not text", () => {
    expect(valueRead(count(1), 8)).toBe(8);
    expect(Object.is(valueRead(count(0), -0), 0)).toBe(true);
    expect(refusalOf(count(1), 0)[0]).toBe("it is too small");
    expect(refusalOf(count(1), -8)[0]).toBe("it must not be negative");
    expect(refusalOf(count(1), 1.5)[0]).toBe("it is not a whole number");
    expect(refusalOf(count(1), "8")).toEqual(["it is text and not a number", "8"]);
    expect(refusalOf(count(1), "1_000")).toEqual(["it is text and not a number", "1000"]);
    expect(refusalOf(count(1), Number.NaN)[0]).toBe("it is not a finite number");
    expect(refusalOf(count(0, 10), 11)[0]).toBe("it is too large");
    expect(valueRead(signed, -1.2)).toBe(-1.2);
    expect(refusalOf(positive, 0)[0]).toBe("it must not be 0");
  });

  test("GPUs need their unit where the key does not say it", () => {
    expect(valueRead(gpus, "5000 GPUs")).toBe(5000);
    expect(valueRead(gpus, "1 GPU")).toBe(1);
    expect(refusalOf(gpus, 5000)).toEqual(["a bare number has no unit", "5000 GPUs"]);
    expect(refusalOf(gpus, "5,000")).toEqual(["it is not a number of GPUs", "5000 GPUs"]);
  });

  test("headroom is a share of the fleet or a number of GPUs", () => {
    expect(valueRead(headroom, "3%")).toEqual({ kind: "share", share: 0.03 });
    expect(valueRead(headroom, "64 GPUs")).toEqual({ kind: "gpus", gpus: 64 });
    expect(valueRead(headroom, 64)).toEqual({ kind: "gpus", gpus: 64 });
    expect(refusalOf(headroom, "130%")[0]).toBe("it is more than the whole");
    expect(refusalOf(headroom, 0.03)[0]).toBe("it is not a whole number");
  });
});

describe("a bare number over a value with a unit", () => {
  test.each([
    [1.4, "$2.10/GPU/h", "$1.4/GPU/h"],
    [80, "60/h", "80/h"],
    [5, "3%", "5%"],
    [6000, "5000 GPUs", "6000 GPUs"],
    [2, "1.5h", "2h"],
    [-1, "$2/GPU/h", "-$1/GPU/h"],
    [7, "$5", "$7"],
    [-10, "30%/y", "-10%/y"],
    [4, "3.79 per 1000 node-days", "4 per 1000 node-days"],
  ])("%d over %s is %s", (number, replaced, text) => {
    expect(inUnitOf(number, replaced)).toBe(text);
  });

  test("a value without a unit gives none", () => {
    expect(inUnitOf(3, "all")).toBeNull();
    expect(inUnitOf(3, "-1.2")).toBeNull();
  });
});
