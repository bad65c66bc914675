import { expect, test } from "vitest";
import { instantOfDate } from "../../../src/kernel/iso-date.ts";

test.each([
  ["2026-01-05", Date.UTC(2026, 0, 5)],
  ["2026-01-05 14:00", Date.UTC(2026, 0, 5, 14)],
  ["2024-02-29T23:59:59.5Z", Date.UTC(2024, 1, 29, 23, 59, 59, 500)],
  ["2026-01-05 00:30+01:00", Date.UTC(2026, 0, 4, 23, 30)],
])("%s is an instant, in UTC unless it says otherwise", (text, instant) => {
  expect(instantOfDate(text)).toBe(instant);
});

test.each([
  "2026-02-31",
  "2025-02-29 12:00",
  "2026-04-31T00:00Z",
  "2026-13-01",
  "2026-01-05 25:00",
  "5 January",
])("%s is no instant: the calendar has no such day, or the day no such hour", (text) => {
  expect(instantOfDate(text)).toBeNaN();
});
