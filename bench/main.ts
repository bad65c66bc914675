// npm run bench: jobs per CPU-second of the ordinary engine on ordinary scenarios, with all accounting on. CPU time,
// not wall time: machines are shared. Compare figures of one run with one another, not of two machines.

import { loadScenario, printProblems, type ScenarioFiles, Simulation } from "../src/index.ts";
import { gangs, queue, twoClasses } from "./workloads.ts";

const REPEATS = 3;

const only = process.argv[2] ?? "";
const cases: readonly (readonly [name: string, text: string])[] = [
  ["M/M/1000, ρ = 0.95", queue(1_000_000)],
  ["M/M/1000, two preemptive classes", twoClasses(1_000_000)],
  ["gangs on 8,192 GPUs", gangs(8192, 500_000)],
  ["gangs on 100,000 GPUs", gangs(100_000, 1_000_000)],
];

/** A scenario that exists only as text. */
function onlyText(text: string): ScenarioFiles {
  const missing = { ok: false as const, problems: [{ reason: "no such file", expected: null, key: null }] };
  return { resolve: (path) => path, text: () => ({ ok: true, value: text }), trace: () => missing };
}

function measure(text: string): { jobs: number; events: number; seconds: number } {
  const loaded = loadScenario("bench.yaml", [], onlyText(text));
  if (!loaded.ok) throw new Error(printProblems(loaded.problems, loaded.texts));
  const simulation = new Simulation(loaded.scenario, loaded.scenario.seed, 0);
  const before = process.cpuUsage();
  simulation.advance(Infinity);
  const { user, system } = process.cpuUsage(before);
  const totals = simulation.finish();
  const jobs = totals.outcomes.reduce((sum, source) => sum + source.arrivals, 0);
  return { jobs, events: totals.events, seconds: (user + system) / 1e6 };
}

console.log("case                              jobs per CPU-second   ns per event   peak MB");
for (const [name, text] of cases) {
  if (!name.includes(only)) continue;
  const runs = Array.from({ length: REPEATS }, () => measure(text)).sort((a, b) => a.seconds - b.seconds);
  const { jobs, events, seconds } = runs[Math.floor(REPEATS / 2)]!;
  const rate = Math.round(jobs / seconds).toString();
  const nanoseconds = ((seconds * 1e9) / events).toFixed(0);
  const memory = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  console.log(`${name.padEnd(33)}${rate.padStart(20)}${nanoseconds.padStart(15)}${memory.padStart(10)}`);
}
