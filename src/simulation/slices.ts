// A fleet that divides GPUs is counted in slices. Here, and nowhere else, a model in GPUs becomes one in slices, and what a
// run says becomes GPUs again. Where no pool divides its GPUs a slice is a GPU, and nothing is done.
//
//   model in GPUs ──▶ inSlices ──▶ engine, ledger: whole numbers of slices ──▶ rowsInGpus, totalsInGpus ──▶ tables

import type { PoolPlan } from "../fleet/plan.ts";
import type { FreeSlots } from "../ledger/free-slots.ts";
import type { LedgerRows } from "../ledger/ledger.ts";
import type { GpuTime, HeldTime, RunTotals } from "../ledger/rows.ts";
import { GPU_TIME_COLUMNS } from "../ledger/totals.ts";
import type { SchedulingPlan } from "../scheduling/plan.ts";
import type { HeadroomPlan, SourcePlan } from "../workload/plan.ts";
import type { Model } from "./model.ts";

/** The same model with every number of GPUs in slices, and prices of slices. */
export function inSlices(model: Model, slices: number): Model {
  if (slices === 1) return model;
  return {
    ...model,
    fleet: { ...model.fleet, pools: model.fleet.pools.map((pool) => poolInSlices(pool, slices)) },
    sources: model.sources.map((source) => sourceInSlices(source, slices)),
    services: model.services.map((plan) => ({ ...plan, gpusPerReplica: plan.gpusPerReplica * slices })),
    products: model.products.map((plan) => ({ ...plan, price: plan.price / slices })),
    tokens: model.tokens.map((plan) => ({ ...plan, gpusPerReplica: plan.gpusPerReplica * slices })),
    scheduling: schedulingInSlices(model.scheduling, slices),
  };
}

/** A divided pool is told apart by its slices, however many its own are. */
function poolInSlices(pool: PoolPlan, slices: number): PoolPlan {
  const slicesPerGpu = pool.slicesPerGpu === 1 ? 1 : slices;
  return { ...pool, gpusPerNode: pool.gpusPerNode * slices, slicesPerGpu };
}

function sourceInSlices(source: SourcePlan, slices: number): SourcePlan {
  const headroom = source.headroom === null ? null : headroomInSlices(source.headroom, slices);
  if (source.kind === "trace") {
    const gpus = Int32Array.from(source.jobs.gpus, (size) => wholeSlices(size, slices));
    return { ...source, headroom, jobs: { ...source.jobs, gpus } };
  }
  const classes = source.classes.map((jobClass) => {
    const values = jobClass.gpus.values.map((size) => wholeSlices(size, slices));
    return { ...jobClass, gpus: { ...jobClass.gpus, values } };
  });
  return { ...source, headroom, classes };
}

/** A size that is a whole number of slices but for the rounding of a third. */
function wholeSlices(size: number, slices: number): number {
  return Math.round(size * slices);
}

function schedulingInSlices(plan: SchedulingPlan, slices: number): SchedulingPlan {
  const { terms, headroom, quotas } = plan;
  const thresholds = terms.by === "time" ? terms.thresholds : terms.thresholds.map((each) => each * slices);
  return {
    ...plan,
    terms: { ...terms, thresholds },
    headroom: headroomInSlices(headroom, slices),
    quotas: quotas.map((quota) => ({ ...quota, gpus: quota.gpus * slices })),
  };
}

function headroomInSlices(plan: HeadroomPlan, slices: number): HeadroomPlan {
  return plan.kind === "gpus" ? { ...plan, gpus: plan.gpus * slices } : plan;
}

/** Rows of the ledger with GPU-time and sizes in GPUs. */
export function rowsInGpus(rows: LedgerRows, slices: number): LedgerRows {
  if (slices === 1) return rows;
  return {
    utilisation: rows.utilisation.map((row) => gpuTimeInGpus(row, slices)),
    allocation: rows.allocation.map((row) => heldTimeInGpus(row, slices)),
    revenue: rows.revenue.map((row) => ({ ...row, billed: row.billed / slices, used: row.used / slices })),
    demand: rows.demand, // customers, and prices of GPUs
    tokens: rows.tokens.map((row) => ({
      ...row,
      held: row.held / slices,
      rentalHeld: row.rentalHeld / slices,
    })),
    deliveries: rows.deliveries.map((row) => ({ ...row, gpus: row.gpus / slices })),
    retirements: rows.retirements, // which do not go with slices
    jobs: rows.jobs.map((row) => ({ ...row, gpus: row.gpus / slices })),
  };
}

/** Totals of a run with GPU-time and sizes in GPUs. */
export function totalsInGpus(totals: RunTotals, slices: number): RunTotals {
  if (slices === 1) return totals;
  return {
    ...totals,
    gpuTime: totals.gpuTime.map((time) => gpuTimeInGpus(time, slices)),
    sales: totals.sales.map((sales) => ({
      ...sales,
      billed: sales.billed / slices,
      used: sales.used / slices,
    })),
    tokens: totals.tokens.map((sales) => ({ ...sales, held: sales.held / slices })),
    free: totals.free?.map((slots) => freeInGpus(slots, slices)) ?? null,
    waits: totals.waits.map((row) => (row.size === "all" ? row : { ...row, size: row.size / slices })),
    held: totals.held.map((held) => ({
      ...heldTimeInGpus(held, slices),
      byPool: held.byPool.map(({ allocated, tariffed }) => ({
        allocated: allocated / slices,
        tariffed: tariffed / slices,
      })),
    })),
  };
}

/** Nodes are nodes, however their GPUs are counted. */
function freeInGpus(slots: FreeSlots, slices: number): FreeSlots {
  const { first, least } = slots.gpus;
  const inGpus = (level: Float64Array) => level.map((free) => free / slices);
  return { ...slots, gpus: { first: inGpus(first), least: inGpus(least) } };
}

function gpuTimeInGpus<Row extends GpuTime>(row: Row, slices: number): Row {
  const time = { ...row };
  for (const column of GPU_TIME_COLUMNS) (time as GpuTime)[column] /= slices;
  return time;
}

function heldTimeInGpus<Row extends HeldTime>(row: Row, slices: number): Row {
  const { allocated, unused, checkpoint, restart, lost } = row;
  return {
    ...row,
    allocated: allocated / slices,
    unused: unused / slices,
    checkpoint: checkpoint / slices,
    restart: restart / slices,
    lost: lost / slices,
  };
}
