// The cases of the benchmark: which loads, how long, and what stands beside them. A measurement is meant to take one to three
// seconds, the largest fleets more: they start empty, and it takes 40 mean services until they are full and preempt.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { batchLog, standingQueue } from "./batch-workloads.ts";
import type { Case, Ratio, Row } from "./case.ts";
import { simpy } from "./simpy.ts";
import { replicate, runCold, runScenario } from "./slackwater.ts";
import { overheadCase, replicationsCase, sweepMemoryCase } from "./thread-cases.ts";
import { fleetTwin, queueTwin } from "./twins.ts";
import {
  gangs,
  jobsInService,
  phillyWeek,
  queue,
  twoClasses,
  YEAR_SERVICE,
  year,
  yearJobs,
} from "./workloads.ts";
import type { Workshop } from "./workshop.ts";

const MILLION = 1_000_000;
/** Sizes of fleets are powers of two, and so many GPUs are 1 M. */
const MILLION_GPUS = 2 ** 20;

const OURS = "slackwater";
const TWIN = "C++ twin";
const SIMPY = "SimPy";

export const LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"];

export function allCases(workshop: Workshop, withLong: boolean): Case[] {
  const cases = [
    queueCase(workshop),
    twoClassesCase(workshop),
    fleetCase(workshop),
    phillyCase(workshop),
    scalingCase(workshop),
    threadsCase(workshop),
    memoryCase(workshop, (withLong ? 50 : 10) * MILLION),
    batchCase(workshop),
    standingQueueCase(workshop),
    replicationsCase(workshop, withLong),
    overheadCase(workshop),
    sweepMemoryCase(workshop),
  ];
  return withLong ? [...cases, yearCase(workshop)] : cases;
}

function queueCase(workshop: Workshop): Case {
  return {
    letter: "a",
    title: "M/M/1000, ρ = 0.95",
    rows: [
      { name: OURS, measure: () => runScenario(workshop, queue(4 * MILLION)) },
      { name: TWIN, measure: queueTwin(workshop, "fifo", 4 * MILLION) },
      { name: SIMPY, measure: simpy(workshop, "fifo", MILLION / 10) },
    ],
    ratios: [rateOver(OURS, TWIN), rateOver(OURS, SIMPY)],
  };
}

function twoClassesCase(workshop: Workshop): Case {
  return {
    letter: "b",
    title: "M/M/1000, ρ = 0.95, two preemptive classes",
    rows: [
      { name: OURS, measure: () => runScenario(workshop, twoClasses(4 * MILLION)) },
      { name: TWIN, measure: queueTwin(workshop, "prio", 4 * MILLION) },
      { name: SIMPY, measure: simpy(workshop, "prio", MILLION / 10) },
    ],
    ratios: [rateOver(OURS, TWIN), rateOver(OURS, SIMPY)],
  };
}

function fleetCase(workshop: Workshop): Case {
  const sizes = [8192, MILLION_GPUS];
  return {
    letter: "c",
    title: "gangs of 1 to 512 GPUs, a wave of load, preemption of spot",
    rows: sizes.flatMap((gpus) => fleetRows(workshop, gpus)),
    ratios: sizes.map((gpus) => ({
      ...rateOver(onFleet(OURS, gpus), onFleet(TWIN, gpus)),
      name: `jobs per CPU-second, ${OURS} over ${TWIN}, ${grouped(gpus)} GPUs`,
    })),
  };
}

function phillyCase(workshop: Workshop): Case {
  const trace = workshop.shared && join(workshop.shared, "oracles/gpu-schedulers/inputs/philly_w1.csv");
  const there = trace !== null && existsSync(trace);
  return {
    letter: "d",
    title: "a week of the Philly trace on a pool of 512 GPUs, over and over for two seconds",
    rows: [
      {
        name: OURS,
        measure: there
          ? () => runScenario(workshop, phillyWeek(trace), 2)
          : "skipped: the trace is not beside the project",
      },
    ],
    ratios: [],
  };
}

function yearCase(workshop: Workshop): Case {
  const twin = fleetTwin(workshop, MILLION_GPUS, yearJobs(MILLION_GPUS), YEAR_SERVICE);
  return {
    letter: "e",
    title: "a year of 1,048,576 GPUs",
    rows: [...yearAlone(workshop).rows, { name: TWIN, measure: twin }],
    ratios: [rateOver(OURS, TWIN)],
  };
}

/** Ours alone: what `npm run bench -- --year` runs. */
export function yearAlone(workshop: Workshop): Case {
  return {
    letter: "e",
    title: "a year of 1,048,576 GPUs",
    rows: [{ name: OURS, measure: () => runCold(workshop, year(MILLION_GPUS)) }],
    ratios: [],
  };
}

function scalingCase(workshop: Workshop): Case {
  const sizes = [2 ** 10, 2 ** 13, 2 ** 16, 2 ** 18, 2 ** 20, 2 ** 21];
  const [smallest, largest] = [sizes.at(0)!, sizes.at(-1)!];
  return {
    letter: "f",
    title: "the load of c on fleets of every size",
    rows: sizes.flatMap((gpus) => fleetRows(workshop, gpus)),
    ratios: [OURS, TWIN].map((name) => ({
      name: `ns per event, ${grouped(largest)} over ${grouped(smallest)} GPUs, ${name}`,
      figure: "nsPerEvent",
      of: onFleet(name, largest),
      over: onFleet(name, smallest),
    })),
  };
}

function threadsCase(workshop: Workshop): Case {
  const text = gangs(8192, MILLION);
  return {
    letter: "g",
    title: "eight replications of a million jobs of c on 8,192 GPUs, on worker threads",
    rows: [1, 2].map((threads) => ({
      name: onThreads(threads),
      measure: () => replicate(workshop, text, [...Array(8).keys()], threads),
    })),
    ratios: [
      { name: "wall time, one thread over two", figure: "wall", of: onThreads(1), over: onThreads(2) },
    ],
  };
}

/** The load of a: where gangs block each other, as in c, more jobs are there at once the longer one looks. */
function memoryCase(workshop: Workshop, many: number): Case {
  const [short, long] = [MILLION, many].map((jobs) => ({
    name: `${OURS}, ${grouped(jobs)} jobs`,
    measure: () => runScenario(workshop, queue(jobs)),
  })) as [Row, Row];
  return {
    letter: "h",
    title: "memory of the load of a, for ever more jobs",
    rows: [short, long],
    ratios: [{ name: "peak memory, long over short", figure: "peakMB", of: long.name, over: short.name }],
  };
}

function batchCase(workshop: Workshop): Case {
  const logs = [
    ["KTH-SP2", 100, ["none", "easy", "conservative"]],
    ["LLNL-Atlas", 9216, ["none", "easy", "conservative"]],
  ] as const;
  return {
    letter: "i",
    title: "logs of batch machines, over and over for two seconds",
    rows: logs.flatMap(([log, processors, backfills]) => {
      const path = workshop.shared && join(workshop.shared, `oracles/batch-schedulers/${log}.swf.gz`);
      const there = path !== null && existsSync(path);
      return backfills.map((backfill) => ({
        name: `${log}, backfill ${backfill}`,
        measure: there
          ? () => runScenario(workshop, batchLog(path, processors, backfill), 2)
          : "skipped: the log is not beside the project",
      }));
    }),
    ratios: [],
  };
}

/** A queue that stays as long as it is, under what may look into it. */
function standingQueueCase(workshop: Workshop): Case {
  const [short, long] = [1000, 100_000];
  const backfills = ["none", "{kind: easy, depth: 100}"];
  const name = (waiting: number, backfill: string) => `${grouped(waiting)} waiting, backfill ${backfill}`;
  return {
    letter: "j",
    title: "a queue that never gets shorter, 256 GPUs",
    rows: backfills.flatMap((backfill) =>
      [short, long].map((waiting) => ({
        name: name(waiting, backfill),
        measure: () => runScenario(workshop, standingQueue(waiting, MILLION, backfill)),
      })),
    ),
    ratios: backfills.map((backfill) => ({
      ...rateOver(name(short, backfill), name(long, backfill)),
      name: `jobs per CPU-second, short over long queue, backfill ${backfill}`,
    })),
  };
}

/** Ours and the twin on the same fleet. */
function fleetRows(workshop: Workshop, gpus: number): Row[] {
  const jobs = Math.max(4 * MILLION, Math.round(40 * jobsInService(gpus)));
  return [
    { name: onFleet(OURS, gpus), measure: () => runScenario(workshop, gangs(gpus, jobs)) },
    { name: onFleet(TWIN, gpus), measure: fleetTwin(workshop, gpus, jobs) },
  ];
}

function onFleet(name: string, gpus: number): string {
  return `${name}, ${grouped(gpus)} GPUs`;
}

function onThreads(threads: number): string {
  return `${OURS}, ${threads} thread${threads === 1 ? "" : "s"}`;
}

function rateOver(of: string, over: string): Ratio {
  return { name: `jobs per CPU-second, ${of} over ${over}`, figure: "rate", of, over };
}

function grouped(value: number): string {
  return value.toLocaleString("en-US");
}
