// A child: one run of a scenario, or as many as fill a time, and what it cost. Reading the scenario is not timed.

import "../../src/cli/compiler-flags.ts";
import { type RunTotals, Simulation } from "../../src/index.ts";
import { answer, type RunOrder, readOrder } from "./order.ts";
import { peakMemory } from "./peak-memory.ts";
import { scenarioAt } from "./scenario-at.ts";
import { sumUp } from "./sum-up.ts";

/** Instants between two looks of the program at its writers, as in `npm run sim`. */
const SLICE = 10_000;
/** Instants of the warm-up: some tenths of a second, after which everything that is often called is compiled. */
const WARM_UP = 300_000;

/**
 * The last simulation of the warm-up, where short runs follow: collected with all its likes, it would take the compiled code
 * with it. Long runs get over that, and their memory is to be their own.
 */
const alive: Simulation[] = [];

const order = readOrder<RunOrder>();
const scenario = await scenarioAt(order.scenario);

if (order.warmUp) {
  warmUp();
  globalThis.gc?.(); // what the warm-up leaves behind is no memory of the run
}

const totals: RunTotals[] = [];
const beganAt = process.hrtime.bigint();
const cpuBefore = process.cpuUsage();
let cpu = 0;
do {
  const simulation = new Simulation(scenario, scenario.seed, totals.length);
  while (!simulation.advance(Infinity, SLICE)) simulation.drain();
  totals.push(simulation.finish());
  const { user, system } = process.cpuUsage(cpuBefore);
  cpu = (user + system) / 1e6;
} while (cpu < order.atLeast);
const wall = Number(process.hrtime.bigint() - beganAt) / 1e9;

answer({ ...sumUp(totals), cpu, wall, peak: peakMemory() });

/** A short trace is run again and again. */
function warmUp(): void {
  for (let left = WARM_UP; left > 0; ) {
    const simulation = new Simulation(scenario, "warm-up", 0);
    if (order.atLeast > 0) alive[0] = simulation;
    for (let over = false; !over && left > 0; left -= SLICE) {
      over = simulation.advance(Infinity, SLICE);
      simulation.drain();
    }
  }
}
