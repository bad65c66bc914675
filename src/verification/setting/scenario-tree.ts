// From a setting to a scenario as a user would write it. Streams become internal sources, and what is sold is counted from
// the GPU-time that they hold; only where preemptible work counts as free for a headroom is it rental, as the model has it.

import { hours } from "./read-law.ts";
import {
  type Arrival,
  type ElasticStream,
  type JobStream,
  jobStreams,
  ON_LOSS,
  type Setting,
} from "./setting.ts";

/** Times of a run, ms. */
export interface RunTimes {
  readonly warmup: number;
  readonly horizon: number;
}

type Tree = Readonly<Record<string, unknown>>;

/** A priority above all that a case gives: ours runs the larger first, the neutral one the smaller. */
const HIGHEST = 100_000;

/** The name of the source of a stream, by its place: ids are not always names. */
export function sourceName(place: number): string {
  return `stream-${place}`;
}

/** The source that takes what is left, where a case sells it to a demand without end. */
export const FILLER = "filler";

/** Hours of one job of the filler: longer than any run. */
const ENDLESS = 10_000_000;

/** The scenario of a setting without sweeps. */
export function scenarioTree(setting: Setting, { warmup, horizon }: RunTimes): Tree {
  const rented = jobStreams(setting).filter((stream) => isRental(setting, stream));
  const name = (stream: JobStream | ElasticStream) => sourceName(setting.streams.indexOf(stream));
  const internal = setting.streams.filter((stream) => stream.kind === "elastic" || !rented.includes(stream));
  return {
    name: "case",
    horizon: `${horizon}ms`,
    warmup: `${warmup}ms`,
    step: `${horizon}ms`,
    replications: 1,
    baseline: false,
    fleet: {
      pools: setting.pools.map(({ nodes, gpusPerNode }, place) => ({
        name: `pool-${place}`,
        gpu: "GPU",
        nodes,
        gpus_per_node: gpusPerNode,
      })),
      ...failureTree(setting),
    },
    internal: {
      ...Object.fromEntries(
        internal.map((stream) => [
          name(stream),
          stream.kind === "elastic" ? serviceTree(stream) : sourceTree(setting, stream),
        ]),
      ),
      ...(setting.filled ? { [FILLER]: fillerTree() } : {}),
    },
    rental: {
      products: Object.fromEntries(rented.map((stream) => [name(stream), productTree(setting, stream)])),
    },
    scheduling: {
      placement: setting.counted ? "pool" : setting.placement,
      // A case says who is preemptible; the order among equals is the newest first.
      preemption: { rule: "by-priority", victims: "youngest" },
    },
    outputs: { jobs: false },
  };
}

function isRental(setting: Setting, stream: JobStream): boolean {
  const answers = stream.elasticity !== null;
  return answers || (stream.preemptible && setting.headroom?.spotCountsAsFree === true);
}

function sourceTree(setting: Setting, stream: JobStream): Tree {
  return {
    kind: "jobs",
    arrivals: arrivalTree(stream.arrival),
    classes: classesTree(stream),
    when_full: stream.onFull === "reject" ? "refuse" : "queue",
    preemptible: stream.preemptible,
    priority: HIGHEST - stream.priority,
    ...traitsTree(setting, stream),
  };
}

function productTree(setting: Setting, stream: JobStream): Tree {
  return {
    contract: {
      ...(stream.preemptible ? { preset: "aws.spot", notice: "0s" } : { preset: "aws.on-demand" }),
      admission: stream.onFull === "reject" ? "refuse" : "queue",
      // A case counts what is held, and no minimum.
      granularity: "1ms",
      minimum: "0s",
    },
    price: stream.policy ?? `$${stream.price}/GPU/h`,
    demand: { ...demandTree(stream), classes: classesTree(stream) },
    priority: HIGHEST - stream.priority,
    ...traitsTree(setting, stream),
  };
}

function demandTree({ arrival, elasticity }: JobStream): Tree {
  switch (elasticity?.form) {
    case undefined:
      return { arrivals: arrivalTree(arrival) };
    case "linear": {
      const { form, lambdaMax, pMax } = elasticity;
      return { form, rate: `${lambdaMax}/h`, ceiling: `$${pMax}/GPU/h` };
    }
    case "isoelastic": {
      const { form, lambda0, p0, elasticity: e } = elasticity;
      return { form, rate: `${lambda0}/h`, reference: `$${p0}/GPU/h`, elasticity: -e };
    }
    case "exponential": {
      const { form, lambda0, pScale } = elasticity;
      return { form, rate: `${lambda0}/h`, scale: `$${pScale}/GPU/h` };
    }
  }
}

function classesTree({ classes }: JobStream): Tree[] {
  return classes.map(({ share, gpus, duration }) => ({ share, gpus, service: duration.tree }));
}

function traitsTree(setting: Setting, stream: JobStream): Tree {
  const headroom = headroomOf(setting, stream);
  const evicted = setting.evictionRate > 0 && stream.preemptible;
  const { checkpoints } = stream;
  return {
    ...(stream.queueLimit === null ? {} : { queue_limit: stream.queueLimit }),
    ...(stream.patience === null ? {} : { patience: stream.patience.tree }),
    ...(stream.onPreempt === null ? {} : { on_preemption: ON_LOSS[stream.onPreempt] }),
    ...(stream.onFailure === null ? {} : { on_failure: ON_LOSS[stream.onFailure] }),
    ...(stream.pools === null ? {} : { pools: stream.pools.map((pool) => poolName(setting, pool)) }),
    ...(headroom === 0 ? {} : { headroom: `${headroom} GPUs` }),
    ...(checkpoints === null
      ? {}
      : {
          checkpoint: {
            every: checkpoints.every === Infinity ? "never" : hours(checkpoints.every),
            cost: hours(checkpoints.cost),
            restart: hours(checkpoints.restart),
            clock: checkpoints.clock,
            final: checkpoints.final,
          },
        }),
    ...(evicted ? { interruptions: { rate: `${setting.evictionRate}/h`, kind: "eviction" } } : {}),
    ...(setting.jobRate > 0
      ? { interruptions: { rate: `${setting.jobRate}/h`, downtime: hours(stream.downtime), kind: "failure" } }
      : {}),
    penalty: `$${stream.penalty}`,
    within_node: stream.withinNode,
  };
}

/** GPUs that a start of the stream must leave: its own headroom, and that of the class for which some are kept. */
function headroomOf({ headroom }: Setting, stream: JobStream): number {
  if (headroom === null || headroom.gpus === "sweep") return stream.headroom;
  const respects =
    stream.respects === null
      ? stream.id !== headroom.forClass && !stream.preemptible
      : stream.respects === headroom.forClass;
  return Math.max(stream.headroom, respects ? headroom.gpus : 0);
}

function poolName(setting: Setting, id: string): string {
  return `pool-${setting.pools.findIndex((pool) => pool.id === id)}`;
}

function arrivalTree(arrival: Arrival): Tree {
  switch (arrival.process) {
    case "poisson":
      return { poisson: { rate: `${arrival.rate}/h` } };
    case "deterministic":
      return { every: hours(arrival.interval) };
    case "renewal":
      return { renewal: arrival.gap.tree };
    case "batch-poisson":
      return { batch: { rate: `${arrival.rate}/h`, size: { geometric: { mean: arrival.meanBatch } } } };
    case "nhpp": {
      const { mean, amplitude, period, phase } = arrival;
      return { sinusoid: { mean: `${mean}/h`, amplitude, period: hours(period), phase } };
    }
    case "mmpp":
      return {
        on_off: {
          rates: arrival.rates.map((rate) => `${rate}/h`),
          switch: arrival.switchRates.map((rate) => `${rate}/h`),
        },
      };
    case "finite-source":
      return { closed: { sources: arrival.sources, gap: arrival.think.tree } };
    case "backlog":
      return { backlog: true };
    case "trace":
      return { at: arrival.times.map(hours) };
  }
}

function serviceTree({ mean, amplitude, period, capacityPerReplica, gpusPerReplica }: ElasticStream): Tree {
  return {
    kind: "service",
    demand: { mean, amplitude, period: hours(period) },
    per_replica: capacityPerReplica,
    gpus_per_replica: gpusPerReplica,
    resize: "crossing",
  };
}

function fillerTree(): Tree {
  return {
    kind: "jobs",
    arrivals: { backlog: true },
    gpus: 1,
    service: hours(ENDLESS),
    on_preemption: "resume",
    priority: -HIGHEST,
  };
}

function failureTree({ failures }: Setting): Tree {
  if (failures === null) return {};
  const { unit, ttf, repair, crew, preferIdle } = failures;
  return {
    failures: {
      unit,
      ttf: ttf.tree,
      repair: repair.tree,
      ...(crew === null ? {} : { crew }),
      prefer_idle_replacement: preferIdle,
    },
  };
}
