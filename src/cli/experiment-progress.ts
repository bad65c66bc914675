// How far an experiment is: a bar on a terminal, a line now and then elsewhere, events as JSON for machines. All but the
// events goes to stderr.

import { Presets, SingleBar } from "cli-progress";
import { count, percent, timeSpan } from "../index.ts";
import type { ExperimentState } from "../io/experiment/run-experiment.ts";

/** Between two looks, ms: on a terminal, and in a log. */
const GLANCE = 250;
const LINE = 30_000;

export interface ExperimentProgress {
  moved(state: () => ExperimentState): void;
  stop(): void;
}

interface Look {
  readonly every: number;
  show(state: ExperimentState, words: string): void;
  stop(): void;
}

/**
 * @param silent show nothing
 * @param before runs that were known at the beginning: they say nothing of the rate
 */
export function experimentProgress(name: string, silent: boolean, before: number): ExperimentProgress {
  if (silent) return { moved() {}, stop() {} };
  const terminal = process.stderr.isTTY && process.env.CI === undefined;
  const look = terminal ? onTerminal(name) : inLog(name);
  const begun = performance.now();
  let next = begun + look.every;
  return {
    moved(current) {
      if (performance.now() < next) return;
      next = performance.now() + look.every;
      const state = current();
      const rate = (state.done - before) / ((performance.now() - begun) / 1000);
      look.show(state, words(state, rate));
    },
    stop: look.stop,
  };
}

/** @param rate runs a second */
function words({ done, wanted, widest }: ExperimentState, rate: number): string {
  const parts = [`${count(Math.floor(done))} of ${count(wanted)} runs`];
  if (rate > 0) {
    parts.push(`${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`);
    parts.push(`${timeSpan((1000 * (wanted - done)) / rate)} left`);
  }
  if (widest !== null)
    parts.push(`widest ± ${percent(widest.share)} % (${widest.metric}, point ${widest.point + 1})`);
  return parts.join(" · ");
}

function onTerminal(name: string): Look {
  const bar = new SingleBar(
    { format: ` ${name} {bar} {words}`, stream: process.stderr, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(1000, 0, { words: "" });
  return {
    every: GLANCE,
    show: ({ done, wanted }, text) => bar.update(Math.round((1000 * done) / wanted), { words: text }),
    stop: () => bar.stop(),
  };
}

function inLog(name: string): Look {
  return {
    every: LINE,
    show: (_, text) => process.stderr.write(`${name}: ${text}\n`),
    stop() {},
  };
}
