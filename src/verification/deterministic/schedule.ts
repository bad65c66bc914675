// Schedules worked by hand: when each of a few jobs starts and ends.

import { HOUR } from "../../kernel/time.ts";
import type { Expected, Refused, TheoryCase } from "../case.ts";
import { Entries } from "../entries.ts";
import { exactly, type Prepared, unanswered, within } from "../prepared.ts";
import { Refusal } from "../refusal.ts";
import { poolsOf, readBackfill } from "../setting/read-setting.ts";
import { fleetGpus, type Setting } from "../setting/setting.ts";
import { type ListedJob, type ListedRun, listedJobTree, poolTrees, runListed } from "./listed-run.ts";

/** Times to a millisecond, GPU-hours to a millionth. */
export const EXACT = within(1e-6, 1.001 / HOUR);

interface Schedule {
  readonly fleet: Pick<Setting, "pools" | "counted">;
  readonly backfill: ReturnType<typeof readBackfill>;
  readonly jobs: readonly ListedJob[];
}

/** @throws Refusal */
export function prepareSchedule(theCase: TheoryCase): Prepared {
  const schedule = readSchedule(theCase.params);
  const answer = () => answersOf(schedule, run(schedule));
  return exactly(theCase, refusedOf(theCase, answer), answer, EXACT);
}

/** Little's law on the schedule of another case, from the first instant to one that the metric names. */
export function prepareLittle(theCase: TheoryCase, cases: readonly TheoryCase[]): Prepared {
  const entries = new Entries(theCase.params, "params");
  const id = entries.text("scheduleOf");
  entries.end();
  const other = cases.find((each) => each.id === id);
  if (other === undefined)
    throw new Refusal(`params.scheduleOf is ${JSON.stringify(id)}, which is no case of the file`);
  const schedule = readSchedule(other.params);
  const answer = () => littleOf(theCase, run(schedule), schedule);
  return exactly(theCase, refusedOf(theCase, answer), answer, EXACT);
}

function refusedOf(theCase: TheoryCase, answer: () => ReadonlyMap<string, Expected>): Refused[] {
  const known = answer();
  return unanswered(theCase, (metric) => known.has(metric));
}

/** @throws Refusal */
export function readSchedule(params: TheoryCase["params"]): Schedule {
  const entries = new Entries(params, "params");
  const policy = entries.map("policy");
  const backfill = readBackfill(policy);
  policy.end();
  const fleet = poolsOf(entries.map("fleet"));
  const jobs = entries.maps("jobs").map(readJob);
  entries.end();
  return { fleet, backfill, jobs };
}

function readJob(entries: Entries): ListedJob {
  const work = entries.number("work");
  const job = {
    id: entries.text("id"),
    submit: entries.number("submit"),
    gpus: entries.number("gpus"),
    work,
    estimate: entries.numberOr("estimate", work),
    priority: entries.numberOr("priority", 0),
  };
  entries.end();
  return job;
}

/** Every job is ended at its estimate: that is what an estimate is in a schedule. */
function run({ fleet, backfill, jobs }: Schedule): ListedRun {
  return runListed({
    fleet: { pools: poolTrees(fleet.pools) },
    internal: { work: { jobs: jobs.map(listedJobTree), kill_at_estimate: true } },
    scheduling: { backfill, placement: fleet.counted ? "pool" : "best-fit", preemption: "never" },
  });
}

/** The same schedule with every time so many times as long. */
export function stretchedSchedule(schedule: Schedule, factor: number): ReadonlyMap<string, number> {
  const stretched = schedule.jobs.map((job) => ({
    ...job,
    submit: job.submit * factor,
    work: job.work * factor,
    estimate: job.estimate * factor,
  }));
  const longer = { ...schedule, jobs: stretched };
  return answersOf(longer, run(longer));
}

function answersOf(_: Schedule, { records, totals }: ListedRun): Map<string, number> {
  const answers = new Map<string, number>();
  for (const { id, firstStart, end } of records) {
    answers.set(`start.${id}`, firstStart / HOUR);
    answers.set(`end.${id}`, end / HOUR);
  }
  const wait = records.reduce((sum, { arrival, firstStart }) => sum + firstStart - arrival, 0);
  answers.set("makespan", Math.max(...records.map(({ end }) => end)) / HOUR);
  answers.set("gpuHours", totals.held.reduce((sum, { allocated }) => sum + allocated, 0) / HOUR);
  answers.set("meanWait", wait / records.length / HOUR);
  return answers;
}

function littleOf({ expect }: TheoryCase, { records }: ListedRun, { fleet }: Schedule): Map<string, number> {
  const answers = new Map<string, number>();
  const inWindow = (from: number, to: number, end: number) => Math.max(0, Math.min(to, end) - from) / HOUR;
  for (const metric of expect.keys()) {
    const [, name, until] = /^(meanInSystem|meanBusyGpus|utilisation)_0_([\d.]+)$/.exec(metric) ?? [];
    if (name === undefined) continue;
    const hours = Number(until);
    const sum = records.reduce((total, { arrival, firstStart, end, gpus }) => {
      if (name === "meanInSystem") return total + inWindow(arrival, end, hours * HOUR);
      return total + gpus * inWindow(firstStart, end, hours * HOUR);
    }, 0);
    answers.set(metric, sum / hours / (name === "utilisation" ? fleetGpus(fleet as Setting) : 1));
  }
  const inSystem = records.reduce((sum, { arrival, end }) => sum + end - arrival, 0);
  return answers.set("sumTimeInSystem", inSystem / HOUR);
}
