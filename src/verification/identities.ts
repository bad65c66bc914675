// Identities that hold on every path: each is evaluated on a run of every simulated case, and the greatest residual counts.

import type { LedgerRows } from "../ledger/ledger.ts";
import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { Simulation } from "../simulation/simulation.ts";
import type { Expected, TheoryCase } from "./case.ts";
import { jobsOutOfStep } from "./common-numbers.ts";
import { readSchedule, stretchedSchedule } from "./deterministic/schedule.ts";
import { type Prepared, unanswered } from "./prepared.ts";
import { orRefusal, Refusal } from "./refusal.ts";
import { readSetting } from "./setting/read-setting.ts";
import { jobStreams, type Setting } from "./setting/setting.ts";
import { shortEnd, shortScenario } from "./setting/short-scenario.ts";
import { sweepOf } from "./setting/variants.ts";
import { Watch } from "./watch/watch.ts";

/** Events of the run of a case on which identities are evaluated. */
const EVENTS = 4_000;

/** Events where every run is made four times, instant by instant. */
const EVENTS_IN_SLICES = 400;

interface Path {
  readonly scenario: Scenario;
  readonly totals: RunTotals;
  readonly rows: LedgerRows;
  readonly watch: Watch;
}

export interface Subjects {
  readonly settings: readonly Setting[];
  readonly schedules: readonly TheoryCase[];
  /** a run of each setting; made once for all identities */
  readonly paths: () => readonly Path[];
}

/** The residual of a case, or the number of violations, by what the id of the identity says after its number. */
const IDENTITIES: Readonly<Record<string, (subjects: Subjects) => number>> = {
  little: (subjects) => greatest(subjects, littleResidual),
  "gpu-hours": (subjects) => greatest(subjects, gpuHoursResidual),
  "busy-split": (subjects) => greatest(subjects, busySplitResidual),
  flow: (subjects) => greatest(subjects, flowResidual),
  ledger: (subjects) => greatest(subjects, moneyResidual),
  units: unitsResidual,
  workers: workersResidual,
  monotone: monotoneViolations,
  crn: ({ settings }) => jobsOutOfStep(settings),
};

/** Cases say in different words of what random numbers must not depend. */
const COMMON_NUMBERS = /^crn|common random numbers/i;

/** Residuals beyond rounding are failures. */
const ROUNDING = 1e-9;

/** @throws Refusal when the identity is not known */
export function prepareIdentity(theCase: TheoryCase, subjects: Subjects): Prepared {
  const name = theCase.id.replace(/^I\d+-/, "");
  const identity =
    IDENTITIES[name] ?? (COMMON_NUMBERS.test(`${name} ${theCase.model}`) ? IDENTITIES.crn : undefined);
  if (identity === undefined) throw new Refusal(`the identity ${name} is not known`);
  const { appliesTo, ...others } = theCase.params;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Refusal(`the key params.${unknown} is not known`);
  if (appliesTo !== "every run")
    throw new Refusal(`params.appliesTo is ${JSON.stringify(appliesTo)}; known: every run`);
  return {
    id: theCase.id,
    comparisons: 0,
    refused: unanswered(theCase, (metric) => metric === "residual" || metric === "violations"),
    *run() {
      yield;
      const residual = identity(subjects);
      const holds = residual <= ROUNDING;
      return [...theCase.expect]
        .filter(([metric]) => metric === "residual" || metric === "violations")
        .map(([metric, expected]) => ({
          id: theCase.id,
          metric,
          expected,
          // Within rounding it is none at all, in whatever form the case writes that.
          got: holds ? expected : asWritten(residual, expected),
          stderr: null,
          z: null,
          verdict: holds && Number(expected) === 0 ? ("pass" as const) : ("fail" as const),
          note: `largest of ${subjects.settings.length} runs: ${residual.toPrecision(2)}`,
        }));
    },
  };
}

function asWritten(residual: number, expected: Expected): Expected {
  return typeof expected === "string" ? residual.toFixed(2) : residual;
}

/** What can be run of the file: the first variant of every statistical case, and every schedule. */
export function subjectsOf(cases: readonly TheoryCase[]): Subjects {
  const settings = cases
    .filter(({ kind }) => kind === "statistical")
    .flatMap(({ params }) => {
      const setting = orRefusal(() => sweepOf(readSetting(params))[0]!.setting);
      return setting instanceof Refusal ? [] : [setting];
    });
  const schedules = cases.filter(
    ({ kind, params }) =>
      kind === "deterministic" && !(orRefusal(() => readSchedule(params)) instanceof Refusal),
  );
  let paths: readonly Path[] | null = null;
  return {
    settings,
    schedules,
    paths() {
      paths ??= settings.map(pathOf);
      return paths;
    },
  };
}

function greatest({ paths }: Subjects, residual: (path: Path) => number): number {
  return Math.max(0, ...paths().map(residual));
}

function scenarioFor(setting: Setting, events: number): Scenario {
  return shortScenario(setting, shortEnd(setting, events));
}

function pathOf(setting: Setting): Path {
  const scenario = scenarioFor(setting, EVENTS);
  const stepped = { ...scenario, step: Math.ceil(scenario.end / 7) };
  const wants = {
    waits: false,
    limits: [],
    queue: true,
    busyLevels: true,
    upLevels: true,
    crowd: true,
    instants: [],
    wave: null,
  };
  const watch = new Watch(scenario, wants);
  const simulation = new Simulation(stepped, scenario.seed, 0, true, watch);
  simulation.advance(Infinity);
  const totals = simulation.finish();
  watch.close(simulation.now);
  return { scenario, totals, rows: simulation.drain(), watch };
}

/** |∫N dt − Σ W| / ∫N dt, with the jobs that are there at the end cut at it. */
function littleResidual({ watch }: Path): number {
  let inSystem = 0;
  for (const [jobs, time] of watch.crowd.time) inSystem += jobs * time;
  const summed = watch.tallies.reduce((sum, tally) => sum + tally.inSystem, 0);
  return relative(inSystem, summed);
}

/** Busy + idle + down against installed × time, for each pool; the busy GPUs are those an observer saw. */
function gpuHoursResidual({ totals, scenario, watch }: Path): number {
  const pools = totals.gpuTime.map(({ down, allocatedInternal, allocatedRental, idle }, pool) => {
    const { nodes, gpusPerNode } = scenario.fleet.pools[pool]!;
    return relative(down + allocatedInternal + allocatedRental + idle, nodes * gpusPerNode * totals.measured);
  });
  let seen = 0;
  for (const [level, time] of watch.busy.time) seen += level * time;
  const booked = totals.gpuTime.reduce((sum, time) => sum + time.allocatedInternal + time.allocatedRental, 0);
  return Math.max(relative(seen, booked), ...pools);
}

/** What was held is not less than its parts, and the parts of all holders are what the pools were busy. */
function busySplitResidual({ totals }: Path): number {
  const held = totals.held.reduce((sum, { allocated }) => sum + allocated, 0);
  const busy = totals.gpuTime.reduce((sum, time) => sum + time.allocatedInternal + time.allocatedRental, 0);
  const overspent = totals.held.map(({ allocated, checkpoint, restart, lost }) =>
    Math.max(0, checkpoint + restart + lost - allocated, -checkpoint, -restart, -lost),
  );
  return Math.max(relative(held, busy), ...overspent);
}

/** Arrivals against what became of them. */
function flowResidual({ totals }: Path): number {
  const off = totals.outcomes.map(({ arrivals, byOutcome }) =>
    Math.abs(arrivals - Object.values(byOutcome).reduce((sum, count) => sum + count, 0)),
  );
  return Math.max(0, ...off);
}

/** The steps of each product against its total, in $; equal to the cent. */
function moneyResidual({ totals, rows }: Path): number {
  const off = totals.sales.map(({ revenue }, product) => {
    const steps = rows.revenue.filter((row) => row.product === product);
    return Math.abs(revenue - steps.reduce((sum, row) => sum + row.revenue, 0));
  });
  return Math.max(0, ...off) < 0.005 ? 0 : Math.max(...off);
}

/** Schedules whose times are all 3600 times as long: every time is, to 1e-9. */
function unitsResidual({ schedules }: Subjects): number {
  const factor = 3600;
  const off = schedules.flatMap(({ params }) => {
    const schedule = readSchedule(params);
    const long = stretchedSchedule(schedule, factor);
    return [...stretchedSchedule(schedule, 1)].map(([name, value]) =>
      relative(long.get(name)! / factor, value),
    );
  });
  return Math.max(0, ...off);
}

/** Replications made in another order, and in slices of one, two and eight instants: the same text, or it is counted. */
function workersResidual({ settings }: Subjects): number {
  let different = 0;
  for (const setting of settings) {
    const scenario = scenarioFor(setting, EVENTS_IN_SLICES);
    const texts = (order: readonly number[], slice: number) => {
      const made = order.map((replication) => [replication, textOf(scenario, replication, slice)] as const);
      return JSON.stringify(made.toSorted(([a], [b]) => a - b));
    };
    const whole = texts([0, 1], Infinity);
    for (const slice of [1, 2, 8]) if (texts([1, 0], slice) !== whole) different++;
  }
  return different;
}

function textOf(scenario: Scenario, replication: number, slice: number): string {
  const simulation = new Simulation(scenario, scenario.seed, replication, true);
  while (!simulation.advance(Infinity, slice));
  return JSON.stringify([simulation.finish(), simulation.drain()]);
}

/** Loss models of jobs of one size with one GPU more: paths on which more are refused. */
function monotoneViolations({ settings }: Subjects): number {
  return settings.filter(isCoupled).reduce((violations, setting) => {
    const [pool] = setting.pools;
    const larger = { ...setting, pools: [{ ...pool!, nodes: pool!.nodes + 1 }] };
    return violations + (refusedWithin(larger, setting) > refusedWithin(setting, setting) ? 1 : 0);
  }, 0);
}

/** Jobs refused in a setting over as long as another one's path. */
function refusedWithin(setting: Setting, other: Setting): number {
  const scenario = shortScenario(setting, shortEnd(other, EVENTS));
  const simulation = new Simulation(scenario, scenario.seed, 0);
  simulation.advance(Infinity);
  return simulation.finish().outcomes.reduce((sum, { byOutcome }) => sum + byOutcome.refused, 0);
}

/** One pool of equal GPUs, every job of one GPU and refused when all are busy, whoever it is. */
function isCoupled(setting: Setting): boolean {
  const streams = jobStreams(setting);
  return (
    setting.pools.length === 1 &&
    setting.counted &&
    setting.failures === null &&
    setting.headroom === null &&
    streams.length > 0 &&
    streams.length === setting.streams.length &&
    streams.every(
      ({ onFull, preemptible, classes, arrival }) =>
        onFull === "reject" &&
        !preemptible &&
        arrival.process !== "finite-source" &&
        classes.length === 1 &&
        classes[0]!.gpus === 1,
    )
  );
}

function relative(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}
