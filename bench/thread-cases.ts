// What threads gain, and what handing out work costs: the program as a whole, and beside it the simulation alone.

import type { Case } from "./case.ts";
import { runProgram } from "./program.ts";
import { replicate } from "./slackwater.ts";
import { gangs, trickle } from "./workloads.ts";
import type { Workshop } from "./workshop.ts";

/** @param whole the scenario as it is: minutes a measurement, in which starting threads weighs nothing */
export function replicationsCase(workshop: Workshop, whole: boolean): Case {
  const cut = whole ? [] : ["--set", "horizon=3d", "--set", "warmup=1d"];
  const words = [...cut, "--replications", "64", "--no-report"];
  const [one, two] = ["one thread", "two threads"];
  const onWorkers = (workers: number) => () =>
    runProgram(workshop, "run", "configs/default.yaml", [...words, "--workers", String(workers)]);
  return {
    letter: "k",
    title: `run: 64 replications of ${whole ? "" : "three days of "}configs/default.yaml`,
    rows: [
      { name: one, measure: onWorkers(1) },
      { name: two, measure: onWorkers(2) },
    ],
    ratios: [{ name: "wall time, one thread over two", figure: "wall", of: one, over: two }],
  };
}

/** Jobs of c on 8,192 GPUs that take about a second. */
const SECOND_OF_JOBS = 350_000;

export function overheadCase(workshop: Workshop): Case {
  const text = gangs(8192, SECOND_OF_JOBS);
  const prices = "rental.products.spot.price=1.1:3:0.1"; // twenty points that are all the same to the scheduler
  const words = [prices, "--replications", "1", "--executor", "threads", "--workers", "1", "--no-report"];
  const [alone, swept] = ["simulation alone", "sweep, one worker"];
  return {
    letter: "l",
    title: "twenty tasks of a second",
    rows: [
      { name: alone, measure: () => replicate(workshop, text, 20, 1) },
      { name: swept, measure: () => runProgram(workshop, "sweep", text, words) },
    ],
    ratios: [{ name: "wall time, sweep over simulation alone", figure: "wall", of: swept, over: alone }],
  };
}

export function sweepMemoryCase(workshop: Workshop): Case {
  const prices = "rental.products.spot.price=1:2.998:0.002";
  return {
    letter: "m",
    title: "sweep: memory of a thousand points",
    rows: [
      {
        name: "1,000 points, two workers",
        measure: () =>
          runProgram(workshop, "sweep", trickle(), [prices, "--replications", "2", "--workers", "2"]),
      },
    ],
    ratios: [],
  };
}
