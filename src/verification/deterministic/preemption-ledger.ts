// Preemptions worked by hand: when each job holds its GPUs, and what became of that GPU-time.

import { HOUR } from "../../kernel/time.ts";
import type { Expected, TheoryCase } from "../case.ts";
import { Entries } from "../entries.ts";
import { exactly, type Prepared, unanswered } from "../prepared.ts";
import { poolsOf } from "../setting/read-setting.ts";
import { fleetGpus, ON_LOSS, type OnLossWord, type Setting } from "../setting/setting.ts";
import {
  HIGHEST,
  type ListedJob,
  type ListedRun,
  listedJobTree,
  poolTrees,
  runListed,
} from "./listed-run.ts";
import { EXACT } from "./schedule.ts";

interface Fight {
  readonly fleet: Pick<Setting, "pools" | "counted">;
  readonly jobs: readonly FightingJob[];
  /** what the source of a job that may be preempted says of its losses */
  readonly ofVictims: Readonly<Record<string, unknown>>;
  /** what the others say, who lose their GPUs to failures alone */
  readonly ofOthers: Readonly<Record<string, unknown>>;
  /** hours of a checkpoint */
  readonly cost: number;
  /** hours */
  readonly protect: number;
  readonly failures: readonly { readonly node: number; readonly at: number; readonly repair: number }[];
}

interface FightingJob extends ListedJob {
  readonly preemptible: boolean;
}

const CLASSES = ["spot", "internal"] as const;

/** Metrics `<order>.…`: a run of its own, whose victims are chosen in that order and killed. */
const VICTIM_ORDERS: Readonly<Record<string, { readonly victims: string; readonly inOrder: boolean }>> = {
  newestFirst: { victims: "youngest", inOrder: true },
  oldestFirst: { victims: "oldest", inOrder: true },
  // These choose a set; its jobs are named in the order of the case.
  fewestVictims: { victims: "fewest", inOrder: false },
  leastLostWork: { victims: "least-lost-work", inOrder: false },
};

/** @throws Refusal */
export function preparePreemptions(theCase: TheoryCase): Prepared {
  const fight = readFight(theCase.params);
  const answer = () => answersOf(theCase, fight);
  const known = answer();
  return exactly(
    theCase,
    unanswered(theCase, (metric) => known.has(metric)),
    answer,
    EXACT,
  );
}

function readFight(params: TheoryCase["params"]): Fight {
  const entries = new Entries(params, "params");
  const every = entries.numberOr("every", null);
  const onNotice = entries.flagOr("checkpointOnNotice", false);
  const cost = entries.numberOr("cost", 0);
  const saves = every !== null || onNotice;
  const words = Object.keys(ON_LOSS) as OnLossWord[];
  const onPreempt = entries.wordOr("onPreempt", words, saves ? "from-checkpoint" : null);
  const onFailure = entries.wordOr("onFailure", words, onPreempt);
  const release = entries.wordOr("release", ["when-checkpointed", "at-notice-end"], null);
  const notice = entries.numberOr("notice", 0);
  const restart = entries.numberOr("restart", 0);
  const afterFailure = onFailure === null ? {} : { on_failure: ON_LOSS[onFailure] };
  const checkpoint = {
    every: every === null ? "never" : `${every}h`,
    cost: `${cost}h`,
    restart: `${restart}h`,
  };
  const fight = {
    fleet: poolsOf(entries.map("fleet")),
    jobs: entries.maps("jobs").map(readJob),
    ofVictims: {
      notice: `${notice}h`,
      ...(onPreempt === null ? {} : { on_preemption: ON_LOSS[onPreempt] }),
      ...afterFailure,
      ...(release === null
        ? {}
        : { release: release === "when-checkpointed" ? "when-written" : "at-end-of-notice" }),
      ...(saves || restart > 0 ? { checkpoint: { ...checkpoint, on_notice: onNotice } } : {}),
    },
    ofOthers: { ...afterFailure, ...(every !== null || restart > 0 ? { checkpoint } : {}) },
    cost,
    protect: entries.numberOr("minRuntimeBeforeEviction", 0),
    failures: entries.has("failures") ? entries.maps("failures").map(readFailure) : [],
  };
  entries.end();
  return fight;
}

function readFailure(entries: Entries): Fight["failures"][number] {
  const failure = {
    node: entries.number("node"),
    at: entries.number("at"),
    repair: entries.number("repair"),
  };
  entries.end();
  return failure;
}

/** Without a class or a priority, jobs named i… are internal and preempt the others. */
function readJob(entries: Entries): FightingJob {
  const [id, work] = [entries.text("id"), entries.number("work")];
  const byName = entries.has("priority") ? null : id.startsWith("i") ? "internal" : "spot";
  const cls = entries.wordOr("cls", CLASSES, byName);
  const job = {
    id,
    submit: entries.number("submit"),
    gpus: entries.number("gpus"),
    work,
    estimate: entries.numberOr("estimate", work),
    priority: entries.numberOr("priority", cls === "spot" ? 1 : 0),
    preemptible: cls !== "internal",
  };
  entries.end();
  return job;
}

/** Every job is a source of its own, so that the ledger tells them apart. */
function run(fight: Fight, victims: string): ListedRun {
  const { fleet, jobs, protect, failures, ofVictims, ofOthers } = fight;
  const sources = jobs.map((job, place) => [
    sourceName(place),
    {
      jobs: [listedJobTree(job)],
      priority: HIGHEST - job.priority,
      preemptible: job.preemptible,
      ...(job.preemptible ? ofVictims : failures.length > 0 ? ofOthers : {}),
    },
  ]);
  return runListed({
    fleet: {
      pools: poolTrees(fleet.pools),
      ...(failures.length === 0
        ? {}
        : {
            failures: {
              unit: "node",
              at: failures.map(({ node, at, repair }) => ({
                unit: node,
                at: `${at}h`,
                repair: `${repair}h`,
              })),
            },
          }),
    },
    internal: Object.fromEntries(sources),
    scheduling: {
      placement: fleet.counted ? "pool" : "best-fit",
      preemption: { rule: "by-priority", victims, protect: `${protect}h` },
    },
  });
}

function sourceName(place: number): string {
  return `job-${place}`;
}

function answersOf({ expect }: TheoryCase, fight: Fight): Map<string, Expected> {
  const answers = new Map<string, Expected>();
  const orders = new Set(
    [...expect.keys()].map((metric) => metric.split(".")[0]!).filter((name) => name in VICTIM_ORDERS),
  );
  for (const order of orders) {
    const killing = { ...fight, ofVictims: { ...fight.ofVictims, on_preemption: "kill" } };
    const { victims, inOrder } = VICTIM_ORDERS[order]!;
    const done = run(killing, victims);
    const places = done.killed.map((source) => Number(source.split("-")[1]));
    if (!inOrder) places.sort((a, b) => a - b);
    answers.set(
      `${order}.victims`,
      places.map((place) => fight.jobs[place]!.id),
    );
    answers.set(`${order}.lostGpuHours`, done.totals.held.reduce((sum, { lost }) => sum + lost, 0) / HOUR);
  }
  if (orders.size === 0) addLedger(answers, expect, fight, run(fight, "youngest"));
  return answers;
}

function addLedger(
  answers: Map<string, Expected>,
  expect: TheoryCase["expect"],
  fight: Fight,
  done: ListedRun,
): void {
  const { jobs, cost, fleet } = fight;
  const { totals, segments, records } = done;
  const total = { useful: 0, writes: 0 };
  jobs.forEach(({ id, gpus }, place) => {
    const source = sourceName(place);
    const { allocated, checkpoint, restart, lost } = totals.held.find((each) => each.source === source)!;
    const record = records.find((each) => each.source === source)!;
    const useful = allocated - checkpoint - restart - lost;
    total.useful += useful / HOUR;
    total.writes += checkpoint / HOUR / gpus;
    answers.set(`${id}_segments`, segments.get(source) ?? []);
    answers.set(`${id}_start`, record.firstStart / HOUR);
    answers.set(`${id}_end`, record.end / HOUR);
    answers.set(`${id}_wait`, (record.firstStart - record.arrival) / HOUR);
    answers.set(`ledger_${id}.gpuHoursHeld`, allocated / HOUR);
    answers.set(`ledger_${id}.useful`, useful / HOUR);
    answers.set(`ledger_${id}.lostWork`, lost / HOUR);
    answers.set(`ledger_${id}.checkpoint`, checkpoint / HOUR);
    answers.set(`ledger_${id}.restart`, restart / HOUR);
  });
  answers.set(
    "preemptions",
    totals.held.reduce((sum, { preemptions }) => sum + preemptions, 0),
  );
  // The ledger books the time of checkpoints; where writing takes any, that tells how many there were.
  if (cost > 0) answers.set("checkpoints", total.writes / cost);
  for (const metric of expect.keys()) {
    const [, name, until] = /^(utilisation|goodput)_0_([\d.]+)$/.exec(metric) ?? [];
    if (name === undefined) continue;
    const end = Number(until);
    const heldUntil = jobs.reduce(
      (sum, { gpus }, place) => sum + gpus * lengthUntil(segments.get(sourceName(place)) ?? [], end),
      0,
    );
    const fleetHours = fleetGpus(fleet as Setting) * end;
    const over = Math.max(...records.map((record) => record.end)) <= end * HOUR;
    if (name === "utilisation") answers.set(metric, heldUntil / fleetHours);
    else if (over) answers.set(metric, total.useful / fleetHours);
  }
}

function lengthUntil(segments: readonly (readonly [number, number])[], until: number): number {
  return segments.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, until) - from), 0);
}
