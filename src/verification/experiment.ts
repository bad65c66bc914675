// One variant of a case in one regime: many independent runs, and what they say of each of its metrics.

import { HOUR } from "../kernel/time.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { Simulation } from "../simulation/simulation.ts";
import { type Estimated, Estimating } from "./estimating.ts";
import type { Metric, Regime, Sample } from "./metrics/metric.ts";
import { REPLICATIONS, RunPlan } from "./run-plan.ts";
import { scenarioOf } from "./setting/load-setting.ts";
import { type RunTimes, scenarioTree } from "./setting/scenario-tree.ts";
import { jobStreams, meanDuration, type Setting } from "./setting/setting.ts";
import { type Wants, Watch } from "./watch/watch.ts";

/** A figure that an experiment is to estimate. */
export interface Wanted {
  /** its name in the case */
  readonly name: string;
  readonly metric: Metric;
  /** standard error that makes it worth testing */
  readonly error: number;
  /** s² of its time average, or null */
  readonly variance: number | null;
}

interface Experiment {
  readonly setting: Setting;
  readonly regime: Regime;
  readonly seed: string;
  readonly wanted: readonly Wanted[];
  /** events that it may have */
  readonly events: number;
}

/** What an experiment found, by the names of its metrics. */
export interface Found {
  readonly estimates: ReadonlyMap<string, Estimated>;
  readonly runs: number;
  /** hours measured in all */
  readonly hours: number;
}

/** Instants between two looks at the keyboard: some ten milliseconds. */
const SLICE = 5_000;

/** Make the runs; yields between slices. */
export function* conduct(experiment: Experiment): Generator<void, Found> {
  return experiment.regime === "steady" ? yield* steady(experiment) : yield* episodes(experiment);
}

/** Throws what the scenario refuses, before anything is run. @throws Refusal */
export function checkExperiment({ setting, seed }: Pick<Experiment, "setting" | "seed">): void {
  scenarioOf(scenarioTree(setting, { warmup: 0, horizon: HOUR }), seed);
}

function* steady(experiment: Experiment): Generator<void, Found> {
  const { setting, wanted } = experiment;
  const plan = new RunPlan(setting, experiment.events);
  const asked = wanted.flatMap(({ variance, error }) => (variance === null ? [] : [variance / error ** 2]));
  let hours = plan.first(asked);
  for (;;) {
    const found = yield* replicate(experiment, plan.times(hours));
    const factors = wanted.map(({ name, error }) =>
      error === 0 ? 0 : found.estimates.get(name)!.stderr / error,
    );
    const longer = plan.next(hours, factors);
    if (longer === null || longer <= hours) return found;
    hours = longer;
  }
}

function* replicate(experiment: Experiment, times: RunTimes): Generator<void, Found> {
  const scenario = scenarioOf(scenarioTree(experiment.setting, times), experiment.seed);
  const estimating = start(experiment);
  let hours = 0;
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const sample = yield* run(scenario, experiment, replication);
    hours += sample.hours;
    for (const each of estimating.values()) each.add(sample);
  }
  return { estimates: finish(estimating), runs: REPLICATIONS, hours };
}

/** Short runs from an empty fleet, more and more of them. */
function* episodes(experiment: Experiment): Generator<void, Found> {
  const { setting, wanted } = experiment;
  const horizon = episodeLength(experiment);
  const scenario = scenarioOf(
    scenarioTree(setting, { warmup: 0, horizon: Math.round(horizon * HOUR) }),
    experiment.seed,
  );
  const estimating = start(experiment);
  let [done, target, hours, events] = [0, LEAST_EPISODES, 0, 0];
  for (;;) {
    for (; done < target; done++) {
      const sample = yield* run(scenario, experiment, done);
      hours += sample.hours;
      events += EVENTS_OF_A_START + sample.totals.events;
      for (const each of estimating.values()) each.add(sample);
      yield;
    }
    const estimates = finish(estimating);
    const factors = wanted.map(({ name, error }) => (error === 0 ? 0 : estimates.get(name)!.stderr / error));
    const most = (done * experiment.events) / events;
    const needed = factors
      .map((factor) => Math.ceil(1.2 * done * factor ** 2))
      .filter((runs) => runs <= most);
    target = Math.max(0, ...needed);
    if (target <= done) return { estimates, runs: done, hours };
  }
}

const LEAST_EPISODES = 200;

/** What making a run costs besides its events, in events. */
const EVENTS_OF_A_START = 50;

/** Hours until every episode is over: the last instant looked at, or far beyond the work of all jobs. */
function episodeLength({ setting, wanted }: Experiment): number {
  const instants = wanted.flatMap(({ metric }) => metric.wants.instants ?? []);
  if (instants.length > 0) return Math.max(...instants) * 1.01;
  const work = jobStreams(setting).reduce((sum, stream) => {
    const { arrival } = stream;
    const jobs = arrival.process === "trace" ? arrival.times.length : 0;
    return sum + jobs * meanDuration(stream);
  }, 0);
  return 1000 * work;
}

/** Estimates under the names of their metrics, and beside them the differences that must vanish. */
function start({ wanted }: Experiment): Map<string, Estimating> {
  return new Map(
    wanted.flatMap(({ name, metric: { estimate, vanishing } }) => [
      [name, new Estimating(estimate)] as const,
      ...(vanishing === undefined ? [] : [[vanishingOf(name), new Estimating(vanishing.estimate)] as const]),
    ]),
  );
}

/** The name of the difference that must vanish for a metric to be right. */
export function vanishingOf(name: string): string {
  return `${name} vanishes`;
}

function finish(estimating: ReadonlyMap<string, Estimating>): Map<string, Estimated> {
  return new Map([...estimating].map(([name, each]) => [name, each.estimate]));
}

function* run(scenario: Scenario, experiment: Experiment, replication: number): Generator<void, Sample> {
  const watch = new Watch(scenario, wantsOf(experiment.wanted));
  const simulation = new Simulation(scenario, scenario.seed, replication, false, watch);
  while (!simulation.advance(Infinity, SLICE)) yield;
  const totals = simulation.finish();
  watch.close(simulation.now);
  const episode = experiment.regime === "episode" && watch.probe.busy.length === 0;
  const hours = (episode ? watch.lastEnd : totals.measured) / HOUR;
  return { setting: experiment.setting, hours, totals, watch };
}

/** All that the metrics of one run ask for. */
function wantsOf(wanted: readonly Wanted[]): Wants {
  const all = wanted.map(({ metric }) => metric.wants);
  const waves = all.flatMap(({ wave }) => wave ?? []);
  return {
    waits: all.some(({ waits }) => waits),
    limits: [...new Set(all.flatMap(({ limits }) => limits ?? []))],
    queue: all.some(({ queue }) => queue),
    busyLevels: all.some(({ busyLevels }) => busyLevels),
    upLevels: all.some(({ upLevels }) => upLevels),
    crowd: all.some(({ crowd }) => crowd),
    instants: [...new Set(all.flatMap(({ instants }) => instants ?? []))],
    wave:
      waves.length === 0
        ? null
        : { period: waves[0]!.period, hours: [...new Set(waves.flatMap(({ hours }) => hours))] },
  };
}
