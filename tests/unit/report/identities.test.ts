import { expect, test } from "vitest";
import { identitiesOf } from "../../../src/report/sections/identities.ts";
import { csv, resultsWith } from "./results-fixture.ts";

const STEP = {
  replication: 1,
  step_start_s: 0,
  pool: "p",
  installed_gpu_h: 16,
  available_gpu_h: 12,
  allocated_internal_gpu_h: 6,
  allocated_rental_gpu_h: 2,
  idle_gpu_h: 4,
  down_gpu_h: 1,
  draining_gpu_h: 2,
  spare_gpu_h: 1,
  idle_headroom_gpu_h: 3,
  idle_no_demand_gpu_h: 1,
  waiting_gpu_h: 5,
  waiting_quota_gpu_h: 5,
};
const SALE = { gross_usd: 10, revenue_usd: 7, refunds_usd: 1, credits_usd: 1, breach_usd: 1 };
const HELD = { replication: 1, step_start_s: 0, pool: "p", source: "research", allocated_gpu_h: 6 };

async function residuals(step = STEP, held = [HELD, { ...HELD, source: "spot", allocated_gpu_h: 2 }]) {
  const summary =
    "metric,unit,mean,ci_low,ci_high,replications\nmeasured_s,s,1,1,1,1\nrevenue_usd,USD,7,,,1\n";
  const results = await resultsWith({
    "summary.csv": summary,
    "utilisation.csv": csv([step]),
    "allocation.csv": csv(held),
    "revenue.csv": csv([SALE]),
  });
  return (await identitiesOf(results)).map(({ residual }) => residual);
}

test("every identity holds on tables that keep it", async () => {
  expect(await residuals()).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test("a GPU-hour that is missing anywhere is found, as a share of the fleet", async () => {
  const one = 1 / 16;
  expect(await residuals({ ...STEP, down_gpu_h: 2 })).toEqual([one, 0, 0, 0, 0, 0, 0]);
  expect(await residuals({ ...STEP, allocated_internal_gpu_h: 7 })).toEqual([0, one, 0, 0, one, 0, 0]);
  expect(await residuals({ ...STEP, idle_headroom_gpu_h: 2 })).toEqual([0, 0, one, 0, 0, 0, 0]);
  expect(await residuals({ ...STEP, waiting_quota_gpu_h: 4 })).toEqual([0, 0, 0, one, 0, 0, 0]);
  expect(await residuals(STEP, [HELD])).toEqual([0, 0, 0, 0, 2 * one, 0, 0]);
});
