// What threads gain, and what handing out work costs: the program as a whole, and beside it what it could be at best.

import type { Case } from "./case.ts";
import { runProgram, together } from "./program.ts";
import { replicate } from "./slackwater.ts";
import { gangs, trickle } from "./workloads.ts";
import type { Workshop } from "./workshop.ts";

/**
 * Two programs that know nothing of each other make half the replications each: what they gain over one is all that the
 * machine has to give, for two processors share their memory, and often more.
 * @param whole the scenario as it is: minutes a measurement, in which starting threads weighs nothing
 */
export function replicationsCase(workshop: Workshop, whole: boolean): Case {
  const cut = whole ? [] : ["--set", "horizon=3d", "--set", "warmup=1d"];
  const [one, two, apart] = ["one thread", "two threads", "two programs at once"];
  const make = (replications: number, workers: number, place?: string) => {
    const words = ["--replications", String(replications), "--workers", String(workers), "--no-report"];
    return runProgram(workshop, "run", "configs/default.yaml", [...cut, ...words], place);
  };
  const atOnce = async () =>
    together(await Promise.all(["first", "second"].map((place) => make(32, 1, place))));
  const over = (name: string, row: string) =>
    ({ name: `wall time, one thread over ${name}`, figure: "wall", of: one, over: row }) as const;
  return {
    letter: "k",
    title: `run: 64 replications of ${whole ? "" : "three days of "}configs/default.yaml`,
    rows: [
      { name: one, measure: () => make(64, 1) },
      { name: two, measure: () => make(64, 2) },
      { name: apart, measure: atOnce },
    ],
    ratios: [over("two", two), over("two programs", apart)],
  };
}

/** Jobs of c on 8,192 GPUs that take about a second. */
const SECOND_OF_JOBS = 480_000;
const TASKS = 40;

export function overheadCase(workshop: Workshop): Case {
  const text = gangs(8192, SECOND_OF_JOBS);
  const prices = `rental.products.spot.price=1.1:${1 + TASKS / 10}:0.1`; // points that are all the same to the scheduler
  const words = [prices, "--replications", "1", "--executor", "threads", "--workers", "1", "--no-report"];
  const [alone, swept] = ["the same run again and again", "sweep, one worker"];
  return {
    letter: "l",
    title: `${TASKS} tasks of a second`,
    rows: [
      { name: alone, measure: () => replicate(workshop, text, Array(TASKS).fill(0), 1) },
      { name: swept, measure: () => runProgram(workshop, "sweep", text, words) },
    ],
    ratios: [{ name: "wall time, sweep over the run", figure: "wall", of: swept, over: alone }],
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
