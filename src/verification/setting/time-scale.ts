// How long a run must be: the time in which the model forgets how it began, and the events of an hour.

import { fleetGpus, type JobStream, jobStreams, meanDuration, meanGpus, type Setting } from "./setting.ts";

/** Heavier tails than this count as this: their run length has no finite answer. */
const HEAVIEST = 20;

/** Hours in which what happened is forgotten, roughly: services, repairs, states of the arrivals, and the queue. */
export function forgetfulness(setting: Setting): number {
  const { failures } = setting;
  const streams = jobStreams(setting);
  const repair =
    failures === null ? 0 : (failures.repair.mean * (1 + Math.min(HEAVIEST, failures.repair.scv))) / 2;
  return (
    Math.max(0, ...streams.map((stream) => servingTime(stream, setting))) +
    Math.max(0, ...streams.map(arrivalTime)) +
    repair +
    queueTime(setting)
  );
}

/** Mean rest of a service that is under way, hours. */
function servingTime(stream: JobStream, { evictionRate }: Setting): number {
  const rest = stream.classes.map(
    ({ duration }) => (duration.mean * (1 + Math.min(HEAVIEST, duration.scv))) / 2,
  );
  const longest = Math.max(...rest);
  // A job that is evicted for ever begins anew at each eviction.
  return evictionRate > 0 ? Math.min(longest, 1 / evictionRate) : longest;
}

function arrivalTime({ arrival }: JobStream): number {
  switch (arrival.process) {
    case "mmpp":
      return Math.max(...arrival.switchRates.map((rate) => 1 / rate));
    case "finite-source":
      return arrival.think.mean;
    case "nhpp":
      return arrival.period;
    default:
      return 0;
  }
}

/**
 * Relaxation of the queue of those who wait without limit, as of M/M/c, with the variability of the services and, where
 * units fail, of the capacity: Abate and Whitt (1987), "Transient behavior of regulated Brownian motion".
 */
function queueTime(setting: Setting): number {
  const waiting = jobStreams(setting).filter(
    ({ onFull, patience, queueLimit }) => onFull === "queue" && patience === null && queueLimit === null,
  );
  const load = waiting.reduce(
    (sum, stream) => sum + arrivalRate(stream) * meanGpus(stream) * meanDuration(stream),
    0,
  );
  if (load === 0) return 0;
  const { failures } = setting;
  const up = failures === null ? 1 : failures.ttf.mean / (failures.ttf.mean + failures.repair.mean);
  const servers = fleetGpus(setting) * up;
  const idle = Math.max(0.02, 1 - load / servers);
  const longest = Math.max(...waiting.map((stream) => meanDuration(stream) * meanGpus(stream)));
  const scv = Math.max(
    ...waiting.flatMap(({ classes }) => classes.map(({ duration }) => Math.min(HEAVIEST, duration.scv))),
  );
  const disturbed = failures === null ? 1 : 1 + failures.repair.mean / longest;
  return (4 * longest * disturbed * (1 + scv)) / 2 / (servers * idle ** 2);
}

/** Jobs an hour that the stream sends by itself; 0 where others decide. */
function arrivalRate({ arrival }: JobStream): number {
  switch (arrival.process) {
    case "poisson":
      return arrival.rate;
    case "deterministic":
      return 1 / arrival.interval;
    case "renewal":
      return 1 / arrival.gap.mean;
    case "batch-poisson":
      return arrival.rate * arrival.meanBatch;
    case "nhpp":
      return arrival.mean;
    case "mmpp": {
      const stays = arrival.switchRates.map((rate) => 1 / rate);
      const circle = stays.reduce((sum, stay) => sum + stay, 0);
      return stays.reduce((sum, stay, state) => sum + (arrival.rates[state]! * stay) / circle, 0);
    }
    case "finite-source":
      return 0;
    case "backlog":
    case "trace":
      return 0;
  }
}

/** Events an hour, roughly: arrivals and ends of jobs, failures and repairs. */
export function eventRate(setting: Setting): number {
  const gpus = fleetGpus(setting);
  const jobs = jobStreams(setting).reduce((sum, stream) => {
    const { arrival } = stream;
    const served = gpus / meanGpus(stream) / meanDuration(stream);
    if (arrival.process === "backlog") return sum + 2 * served + setting.evictionRate;
    if (arrival.process === "finite-source")
      return sum + (2 * arrival.sources) / (arrival.think.mean + meanDuration(stream));
    return sum + 2 * arrivalRate(stream);
  }, 0);
  const { failures } = setting;
  const units = failures?.unit === "node" ? setting.pools.reduce((sum, { nodes }) => sum + nodes, 0) : gpus;
  const breakdowns = failures === null ? 0 : (2 * units) / (failures.ttf.mean + failures.repair.mean);
  return Math.max(1e-3, jobs + breakdowns + setting.evictionRate);
}
