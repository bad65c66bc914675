// From the params of a simulated case to its setting. Every key and every value is known here, or refused by name.

import { Entries } from "../entries.ts";
import { Refusal } from "../refusal.ts";
import { atPrice } from "./priced.ts";
import { readLaw } from "./read-law.ts";
import { readStream } from "./read-stream.ts";
import { type NeutralPool, PLACEMENTS, type Setting, type Stream, type UnitFailures } from "./setting.ts";

const QUEUES = ["fcfs", "fcfs-strict", "loss", "priority-nonpreemptive", "priority-preemptive"] as const;
/** Queues that let jobs pass a blocked head, and our name for the rule. */
const BACKFILLS = { "easy-backfill": "easy", "conservative-backfill": "conservative" } as const;

/** @throws Refusal */
export function readSetting(params: unknown): Setting {
  const entries = new Entries(params, "params");
  const policy = entries.has("policy") ? entries.map("policy") : new Entries({}, "params.policy");
  const streams = entries.maps("streams").map(readStream);
  const headroom = headroomOf(policy);
  if (headroom !== null && !streams.some(({ id }) => id === headroom.forClass))
    throw policy.refusal("headroom.forClass", headroom.forClass, streams.map(({ id }) => id).join(", "));
  const pools = poolsOf(entries.map("fleet"));
  const failures = policy.has("failures") ? policy.map("failures") : null;
  const pricing = policy.wordOr("pricing", ["sweep", "state-dependent"], null);
  const setting = {
    ...pools,
    ...placementOf(policy),
    streams: pricing === null ? streams.map(sold) : streams,
    headroom,
    failures: failures?.has("ttf") ? unitFailuresOf(failures, pools.counted) : null,
    jobRate: failures?.numberOr("jobRate", 0) ?? 0,
    evictionRate: evictionsOf(policy),
    pricing,
    filled: policy.wordOr("fillWith", ["backlog-spot"], null) !== null,
  };
  failures?.end();
  if (readBackfill(policy) !== "none")
    throw policy.refusal("queue", policy.take("queue"), `${QUEUES.join(", ")}; backfill in schedules alone`);
  policy.wordOr("routing", ["first-pool-that-fits"], null);
  policy.wordOr("preemption", ["newest-or-any"], null);
  policy.end();
  entries.end();
  return setting;
}

/** Demand that answers to a price does so to its own where no other is looked for. */
function sold(stream: Stream): Stream {
  if (stream.kind !== "jobs" || stream.elasticity === null) return stream;
  if (stream.price > 0) return atPrice(stream, stream.price);
  throw new Refusal(`params.streams: ${stream.id} has a priceElasticity and no price`);
}

/** What else a queue does follows from its streams (their priorities, who is preemptible, who is refused). */
export function readBackfill(policy: Entries): "none" | "easy" | "conservative" {
  const queue = policy.wordOr("queue", [...QUEUES, "easy-backfill", "conservative-backfill"], "fcfs");
  return queue === "easy-backfill" || queue === "conservative-backfill" ? BACKFILLS[queue] : "none";
}

/** A fleet of GPUs without structure, of nodes, or of pools. */
export function poolsOf(fleet: Entries): Pick<Setting, "pools" | "counted"> {
  const placed = fleet.has("nodes");
  const pools = placed
    ? [{ id: "pool", nodes: fleet.number("nodes"), gpusPerNode: fleet.numberOr("gpusPerNode", 1) }]
    : fleet.has("pools")
      ? fleet.maps("pools").map(poolOf)
      : [{ id: "pool", nodes: fleet.number("gpus"), gpusPerNode: 1 }];
  fleet.end();
  return { pools, counted: !placed };
}

function poolOf(entries: Entries): NeutralPool {
  const pool = { id: entries.text("id"), nodes: entries.number("gpus"), gpusPerNode: 1 };
  entries.end();
  return pool;
}

function placementOf(policy: Entries): Pick<Setting, "placement"> {
  return { placement: policy.wordOr("placement", [...PLACEMENTS, "sweep"], "best-fit") };
}

function headroomOf(policy: Entries): Setting["headroom"] {
  if (!policy.has("headroom")) return null;
  const entries = policy.map("headroom");
  const gpus = entries.take("gpus");
  const sweep = typeof gpus === "string" ? /^sweep (\d+)\.\.(\d+)$/.exec(gpus) : null;
  if (typeof gpus !== "number" && sweep === null)
    throw entries.refusal("gpus", gpus, 'a number, "sweep 0..8"');
  const [from, to] = sweep === null ? [0, -1] : [Number(sweep[1]), Number(sweep[2])];
  const headroom = {
    forClass: entries.text("forClass"),
    gpus: sweep === null ? (gpus as number) : ("sweep" as const),
    sweep: Array.from({ length: to - from + 1 }, (_, step) => from + step),
    spotCountsAsFree: entries.flagOr("spotCountsAsFree", true),
  };
  entries.end();
  return headroom;
}

function unitFailuresOf(entries: Entries, counted: boolean): UnitFailures {
  entries.wordOr("clock", ["wall"], null);
  const perGpu = entries.flagOr("perGpu", counted);
  return {
    unit: perGpu ? "gpu" : "node",
    ttf: readLaw(entries.map("ttf")),
    repair: readLaw(entries.map("ttr")),
    crew: entries.numberOr("crew", null),
    preferIdle: entries.flagOr("preferIdleReplacement", false),
  };
}

function evictionsOf(policy: Entries): number {
  if (!policy.has("evictions")) return 0;
  const entries = policy.map("evictions");
  entries.word("process", ["poisson"]);
  const rate = entries.number("rate");
  entries.end();
  return rate;
}
