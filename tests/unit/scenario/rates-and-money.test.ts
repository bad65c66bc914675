import { expect, test } from "vitest";
import { DAY, HOUR, SECOND, YEAR } from "../../../src/kernel/time.ts";
import { demandLevel } from "../../../src/scenario/demand-level.ts";
import { failureRate, growth, money, price, rate } from "../../../src/scenario/rates-and-money.ts";
import { refusalOf, valueRead } from "./readings.ts";

test("a rate is per millisecond", () => {
  expect(valueRead(rate, "40/h")).toBe(40 / HOUR);
  expect(valueRead(rate, "7200/d")).toBe(7200 / DAY);
  expect(valueRead(rate, "3 / s")).toBe(3 / SECOND);
  expect(valueRead(rate, "-0/h")).toBe(0);
  expect(refusalOf(rate, 40)).toEqual(["a bare number has no unit", "40/h"]);
  expect(refusalOf(rate, "40 per hour")).toEqual(["hour is no unit of time here", "40/h"]);
  expect(refusalOf(rate, "-4/h")[0]).toBe("it must not be negative");
});

test("a price is in dollars per GPU-hour", () => {
  expect(valueRead(price, "$2.10/GPU/h")).toBe(2.1);
  expect(valueRead(price, "$0/GPU/h")).toBe(0);
  expect(refusalOf(price, "$2.10")).toEqual(["it is not a price per GPU and hour", "$2.10/GPU/h"]);
  expect(refusalOf(price, 2.1)).toEqual(["a bare number has no unit", "$2.1/GPU/h"]);
  expect(refusalOf(price, "$-1/GPU/h")[0]).toBe("it must not be negative");
  expect(refusalOf(price, "-$1/GPU/h")[0]).toBe("it must not be negative");
});

test("money is in dollars", () => {
  expect(valueRead(money, "$5")).toBe(5);
  expect(valueRead(money, "$ 0.25")).toBe(0.25);
  expect(refusalOf(money, 5)).toEqual(["a bare number has no unit", "$5"]);
  expect(refusalOf(money, "-$5")[0]).toBe("it must not be negative");
  expect(refusalOf(money, "$5/h")[0]).toBe("it is not an amount of money");
});

test("growth is a share a year, of either sign, but nothing shrinks by its whole", () => {
  expect(valueRead(growth, "30%/y")).toBe(0.3);
  expect(valueRead(growth, "-10 % / y")).toBe(-0.1);
  expect(valueRead(growth, "0%/y")).toBe(0);
  expect(refusalOf(growth, "30%")).toEqual(["it is not a growth", "30%/y"]);
  expect(refusalOf(growth, 0.3)).toEqual(["it is not a growth", "30%/y"]);
  expect(refusalOf(growth, 30)).toEqual(["it is not a growth", "30%/y"]);
  expect(refusalOf(growth, "-100%/y")[0]).toBe("nothing shrinks by its whole or more");
});

test("a failure rate is per unit and millisecond, and says what fails", () => {
  expect(valueRead(failureRate, "3.79 per 1000 node-days")).toEqual({
    unit: "node",
    rate: 3.79 / (1000 * DAY),
  });
  expect(valueRead(failureRate, "2 per 100 GPU-years")).toEqual({ unit: "gpu", rate: 2 / (100 * YEAR) });
  expect(valueRead(failureRate, "0.1 per node-hour")).toEqual({ unit: "node", rate: 0.1 / HOUR });
  expect(valueRead(failureRate, "3 per 1,000 node-days")).toEqual({ unit: "node", rate: 3 / (1000 * DAY) });
  expect(refusalOf(failureRate, 3.79)).toEqual(["a bare number has no unit", "3.79 per 1000 node-days"]);
  expect(refusalOf(failureRate, "3.79/1000 node-days")[0]).toBe("it is not a failure rate");
  expect(refusalOf(failureRate, "3 per 0 node-days")[0]).toBe("it counts failures over no time");
  expect(refusalOf(failureRate, "-3 per 1000 node-days")[0]).toBe("it must not be negative");
});

test("a demand is in GPUs, in tokens a second, or in units of the user's own", () => {
  expect(valueRead(demandLevel, "5000 GPUs")).toEqual({ amount: 5000, unit: "GPUs" });
  expect(valueRead(demandLevel, "2 Mtok/s")).toEqual({ amount: 2e6, unit: "tok/s" });
  expect(valueRead(demandLevel, "700tok/s")).toEqual({ amount: 700, unit: "tok/s" });
  expect(valueRead(demandLevel, 60)).toEqual({ amount: 60, unit: "units" });
  expect(refusalOf(demandLevel, "2 Mtok")[0]).toBe("it is not a number of GPUs");
  expect(refusalOf(demandLevel, -1)[0]).toBe("it must not be negative");
});
