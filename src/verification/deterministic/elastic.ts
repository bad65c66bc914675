// A service that follows its demand, and what it leaves: one period after another gives the same figures.

import { DAY, HOUR } from "../../kernel/time.ts";
import { Simulation } from "../../simulation/simulation.ts";
import type { State } from "../../simulation/state.ts";
import type { TheoryCase } from "../case.ts";
import { exactly, type Prepared, unanswered } from "../prepared.ts";
import { Refusal } from "../refusal.ts";
import { scenarioOf } from "../setting/load-setting.ts";
import { readSetting } from "../setting/read-setting.ts";
import { FILLER, scenarioTree, sourceName } from "../setting/scenario-tree.ts";
import type { ElasticStream, Setting } from "../setting/setting.ts";
import { EXACT } from "./schedule.ts";

/** @throws Refusal */
export function prepareElastic(theCase: TheoryCase): Prepared {
  const setting = readSetting(theCase.params);
  const [service] = setting.streams;
  if (setting.streams.length !== 1 || service?.kind !== "elastic")
    throw new Refusal("params.streams: an exact answer is known of one elastic stream alone");
  const answer = () => answersOf(setting, service);
  const known = answer();
  return exactly(
    theCase,
    unanswered(theCase, (metric) => known.has(metric)),
    answer,
    EXACT,
  );
}

/** GPUs of the service from instant to instant, since the warm-up. */
class ServiceWatch {
  growths = 0;
  private readonly seen: number[] = [];
  private readonly warmup: number;
  private last = 0;

  constructor(warmup: number) {
    this.warmup = warmup;
  }

  /** Every level that there was; the last one stood, whether anything happened or not. */
  get levels(): number[] {
    return [...this.seen, this.last];
  }

  settled(state: State): void {
    const { held } = state.services[0]!;
    if (state.now >= this.warmup) {
      if (held > this.last) this.growths++;
      this.seen.push(held);
    }
    this.last = held;
  }

  started(): void {}
  left(): void {}
}

function answersOf(setting: Setting, service: ElasticStream): Map<string, number> {
  const period = service.period * HOUR;
  const scenario = scenarioOf(scenarioTree(setting, { warmup: period - 1, horizon: period }), "case");
  const watch = new ServiceWatch(scenario.warmup);
  const simulation = new Simulation(scenario, scenario.seed, 0, false, watch);
  simulation.advance(Infinity);
  const totals = simulation.finish();
  const gpus = (source: string) =>
    (totals.held.find((each) => each.source === source)?.allocated ?? 0) / period;
  const [mean, left] = [gpus(sourceName(0)), gpus(FILLER)];
  const Id = service.id.charAt(0).toUpperCase() + service.id.slice(1);
  const replicas = mean / service.gpusPerReplica;
  return new Map([
    [`mean${Id}Gpus`, mean],
    [`peak${Id}Gpus`, Math.max(...watch.levels)],
    [`min${Id}Gpus`, Math.min(...watch.levels)],
    ["meanSpotGpus", left],
    ["spotGpuHoursPerDay", (left * DAY) / HOUR],
    ["scaleUpEventsPerDay", (watch.growths * DAY) / period],
    [`${service.id}Utilisation`, service.mean / (service.capacityPerReplica * replicas)],
  ]);
}
