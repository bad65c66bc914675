// How often jobs arrive on average, whatever the process.

import type { Duration } from "../kernel/time.ts";
import { Growth } from "../workload/arrivals/growth.ts";
import { stationaryShares } from "../workload/arrivals/on-off.ts";
import type { BatchSize, GpuCountLaw, JobSourcePlan } from "../workload/plan.ts";

/**
 * Mean arrivals per ms over the first `length` ms if nothing ever waited. A campaign then repeats as fast as it can
 * (renewal theorem), and a backlog as fast as the GPUs of its pools can serve it.
 * @param room installed GPUs of its pools
 */
export function arrivalRate({ arrivals, classes }: JobSourcePlan, length: Duration, room: number): number {
  switch (arrivals.kind) {
    case "poisson":
    case "hour-of-week":
    case "sinusoid":
      return arrivals.rate * meanGrowth(arrivals.growth, length);
    case "series":
      return meanOfSeries(arrivals, length);
    case "renewal":
      return 1 / arrivals.gap.mean;
    case "every":
      return 1 / arrivals.interval;
    case "batch":
      return arrivals.rate * meanBatch(arrivals.size);
    case "on-off":
      return dot(arrivals.rates, stationaryShares(arrivals.switching));
    case "closed":
      return arrivals.sources / (arrivals.gap.mean + meanService(classes));
    case "backlog":
      return room / meanWork(classes);
    case "at":
      return arrivals.instants.filter((instant) => instant < length).length / length;
    case "replicas":
      return 0;
  }
}

/** Mean factor of a growth a year over so many ms. */
export function meanGrowth(growth: number, length: Duration): number {
  return growth === 0 || length === 0 ? 1 : new Growth(growth).integral(0, length) / length;
}

/** Mean of recorded rates over the first `length` ms, the last one held. */
function meanOfSeries(
  { times, rates }: { readonly times: Float64Array; readonly rates: Float64Array },
  length: Duration,
): number {
  if (length === 0) return rates[0]!;
  const held = (row: number) =>
    Math.max(0, Math.min(length, times[row + 1] ?? Number.POSITIVE_INFINITY) - times[row]!);
  return rates.reduce((sum, rate, row) => sum + rate * held(row), 0) / length;
}

function meanBatch(size: BatchSize): number {
  return size.kind === "geometric" ? size.mean : meanCount(size);
}

/** Mean of a law on whole numbers. */
export function meanCount({ values, probabilities }: GpuCountLaw): number {
  return dot(values, probabilities);
}

/** Mean service time, ms. */
export function meanService(classes: JobSourcePlan["classes"]): Duration {
  return classes.reduce((sum, { share, service }) => sum + share * service.mean, 0);
}

/** Mean GPU-ms of a job. */
function meanWork(classes: JobSourcePlan["classes"]): number {
  return classes.reduce((sum, { share, gpus, service }) => sum + share * meanCount(gpus) * service.mean, 0);
}

function dot(values: readonly number[], weights: readonly number[]): number {
  return values.reduce((sum, value, index) => sum + value * weights[index]!, 0);
}
