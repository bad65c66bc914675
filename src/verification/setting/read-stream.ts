import type { Entries } from "../entries.ts";
import { readArrival } from "./read-arrival.ts";
import { readLaw } from "./read-law.ts";
import {
  type Checkpoints,
  type Elasticity,
  type ElasticStream,
  type JobClass,
  type JobStream,
  ON_LOSS,
  type OnLossWord,
  type Stream,
} from "./setting.ts";

const LOSS_WORDS = Object.keys(ON_LOSS) as OnLossWord[];

/** A stream of jobs, or a service. @throws Refusal */
export function readStream(entries: Entries): Stream {
  const kind = entries.wordOr("kind", ["elastic"], "jobs");
  const stream = kind === "elastic" ? elasticOf(entries) : jobsOf(entries);
  entries.end();
  return stream;
}

function elasticOf(entries: Entries): ElasticStream {
  const demand = entries.map("demand");
  const stream = {
    kind: "elastic",
    id: entries.text("id"),
    mean: demand.number("mean"),
    amplitude: demand.number("amplitude"),
    period: demand.number("periodHours"),
    capacityPerReplica: entries.number("capacityPerReplica"),
    gpusPerReplica: entries.number("gpusPerReplica"),
  } as const;
  demand.end();
  return stream;
}

function jobsOf(entries: Entries): JobStream {
  return {
    kind: "jobs",
    id: entries.text("id"),
    arrival: readArrival(entries.map("arrival")),
    classes: entries.has("classMix") ? entries.maps("classMix").map(classOf) : [onlyClass(entries)],
    onFull: entries.wordOr("onFull", ["queue", "reject"], "queue"),
    queueLimit: entries.numberOr("queueLimit", null),
    priority: entries.numberOr("priority", 0),
    patience: entries.has("patience") ? readLaw(entries.map("patience")) : null,
    preemptible: entries.flagOr("preemptible", false),
    onPreempt: entries.wordOr("onPreempt", LOSS_WORDS, null),
    onFailure: entries.wordOr("onFailure", LOSS_WORDS, null),
    price: entries.numberOr("price", 0),
    penalty: entries.numberOr("penaltyPerReject", 0),
    ...headroomOf(entries),
    pools: entries.has("pools") ? entries.list("pools").map(String) : null,
    withinNode: entries.flagOr("mustFitOneNode", false),
    checkpoints: checkpointsOf(entries),
    downtime: entries.numberOr("downtime", 0),
    elasticity: entries.has("priceElasticity") ? elasticityOf(entries.map("priceElasticity")) : null,
    policy: null,
  };
}

function elasticityOf(entries: Entries): Elasticity {
  const elasticity = formOf(entries);
  entries.end();
  return elasticity;
}

function formOf(entries: Entries): Elasticity {
  const form = entries.word("form", ["linear", "isoelastic", "exponential"]);
  switch (form) {
    case "linear":
      return { form, lambdaMax: entries.number("lambdaMax"), pMax: entries.number("pMax") };
    case "isoelastic": {
      const [lambda0, p0] = [entries.number("lambda0"), entries.number("p0")];
      return { form, lambda0, p0, elasticity: entries.number("elasticity") };
    }
    case "exponential":
      return { form, lambda0: entries.number("lambda0"), pScale: entries.number("pScale") };
  }
}

/** So many GPUs of its own, or the name of the stream whose headroom it respects. */
function headroomOf(entries: Entries): Pick<JobStream, "headroom" | "respects"> {
  const against = entries.take("headroomAgainst") ?? 0;
  if (typeof against === "string") return { headroom: 0, respects: against };
  if (typeof against === "number") return { headroom: against, respects: null };
  throw entries.refusal("headroomAgainst", against, "a number of GPUs, the id of a stream");
}

function onlyClass(entries: Entries): JobClass {
  return { share: 1, gpus: entries.number("gpus"), duration: readLaw(entries.map("duration")) };
}

function classOf(entries: Entries): JobClass {
  const jobClass = {
    share: entries.number("prob"),
    gpus: entries.number("gpus"),
    duration: readLaw(entries.map("duration")),
  };
  entries.end();
  return jobClass;
}

/** Without an interval there are none, but a restart may cost all the same: then every loss is of everything. */
function checkpointsOf(entries: Entries): Checkpoints | null {
  const keys = ["checkpointEvery", "checkpointCost", "restartCost", "finalCheckpoint"];
  if (!keys.some((key) => entries.has(key))) return null;
  return {
    every: entries.numberOr("checkpointEvery", Infinity),
    cost: entries.numberOr("checkpointCost", 0),
    restart: entries.numberOr("restartCost", 0),
    final: entries.flagOr("finalCheckpoint", false),
    clock: "progress",
  };
}
