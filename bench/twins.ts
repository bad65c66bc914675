// The twins: the same loads in bare C++, without scenarios, accounting and tables. What they print is read here.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Row } from "./case.ts";
import type { Sample } from "./sample.ts";
import type { Workshop } from "./workshop.ts";

const run = promisify(execFile);

/** Unit of the twins' time as we have it: their mean service is our hour. */
const HOUR = 3600;

/** Jobs through M/M/1000, `fifo` or with two preemptive classes, on a 4-ary heap. It tells no events and no CPU time. */
export function queueTwin(workshop: Workshop, discipline: "fifo" | "prio", jobs: number): Row["measure"] {
  if (workshop.noTwins !== null) return workshop.noTwins;
  return async () => {
    const { told, cpu, wall, peak } = await used(workshop, ["./queue", discipline, String(jobs), "d4"]);
    const wait = number(told, /W=([\d.]+)/);
    const preemptions = number(told, /pre=(\d+)/) ?? 0;
    return {
      jobs,
      events: 2 * jobs + preemptions, // it runs until it is empty
      cpu,
      wall,
      peak,
      utilisation: null,
      preempted: preemptions / jobs,
      meanWait: wait === null ? null : wait * HOUR,
    };
  };
}

/**
 * Jobs through the fleet workload, on a timing wheel.
 * @param service mean service, h
 */
export function fleetTwin(workshop: Workshop, gpus: number, jobs: number, service = 1): Row["measure"] {
  if (workshop.noTwins !== null) return workshop.noTwins;
  return async () => {
    const words = ["./fleet", String(gpus), String(jobs), "0.95", "wheel"];
    const { told, wall, peak } = await used(workshop, words);
    const cpu = jobs / (number(told, /([\d.]+) Mjobs/)! * 1e6); // without the time to set up, as ours
    const wait = number(told, /wait=([\d.e+-]+)/)!;
    return {
      jobs,
      events: (cpu * 1e9) / number(told, /(\d+) ns\/ev/)!,
      cpu,
      wall,
      peak,
      utilisation: number(told, /util=([\d.]+)/),
      preempted: number(told, /pre=(\d+)/)! / jobs,
      meanWait: wait * service * HOUR,
    };
  };
}

async function used(
  workshop: Workshop,
  command: readonly string[],
): Promise<{ told: string } & Pick<Sample, "cpu" | "wall" | "peak">> {
  const { folder: cwd, signal } = workshop;
  const { stdout, stderr } = await run("./usage", command, { cwd, signal });
  const [cpu = NaN, wall = NaN, kibibytes = NaN] = stderr.trim().split(" ").map(Number);
  return { told: stdout, cpu, wall, peak: kibibytes * 1024 };
}

function number(text: string, pattern: RegExp): number | null {
  const [, found] = pattern.exec(text) ?? [];
  return found === undefined ? null : Number(found);
}
