import { expect, test } from "vitest";
import type { GpuTime } from "../../../src/ledger/rows.ts";
import { GPU_TIME_COLUMNS, GpuTimeTotal } from "../../../src/ledger/totals.ts";

test("totals stay exact beyond 2^53 GPU-ms, where a double would lose the last ones", () => {
  const total = new GpuTimeTotal();
  const row = (value: number) =>
    Object.fromEntries(GPU_TIME_COLUMNS.map((column) => [column, value])) as unknown as GpuTime;
  total.add(row(2 ** 53));
  for (let step = 0; step < 4; step++) total.add(row(1));
  expect(total.value.idle).toBe(2 ** 53 + 4);
  expect(2 ** 53 + 1 + 1 + 1 + 1).toBe(2 ** 53);
});
