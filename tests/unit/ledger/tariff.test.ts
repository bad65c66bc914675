import { expect, test } from "vitest";
import { Tariff } from "../../../src/ledger/tariff.ts";

const HOURLY = { times: Float64Array.of(0, 100, 200), prices: Float64Array.of(1, 3, 5) };

test("the mean price weighs each row by the time that it holds, and the last one stays", () => {
  const tariff = new Tariff(HOURLY);
  expect(tariff.mean(0, 100)).toBe(1);
  expect(tariff.mean(0, 200)).toBe(2);
  expect(tariff.mean(50, 250)).toBe((50 * 1 + 100 * 3 + 50 * 5) / 200);
  expect(tariff.mean(1000, 2000)).toBe(5);
});
