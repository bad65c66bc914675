// SimPy where it is installed: on Debian 12 `apt-get install python3-simpy3`, which is why it is the system's Python.

import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Row } from "./case.ts";
import type { Workshop } from "./workshop.ts";

const run = promisify(execFile);

const PYTHON = "/usr/bin/python3";

/** s of a mean service, which is SimPy's unit of time here */
const HOUR = 3600;

interface Answer {
  readonly jobs: number;
  readonly cpu: number;
  readonly wall: number;
  readonly peak: number;
  readonly preempted: number;
  readonly wait: number;
}

export function simpy(workshop: Workshop, discipline: "fifo" | "prio", jobs: number): Row["measure"] {
  if (!isInstalled()) return "not here: there is no SimPy 3 or later";
  const program = join(workshop.root, "bench/simpy_queue.py");
  return async () => {
    const { stdout } = await run(PYTHON, [program, discipline, String(jobs)], { signal: workshop.signal });
    const { wait, ...counted } = JSON.parse(stdout) as Answer;
    return {
      ...counted,
      events: jobs * (2 + counted.preempted),
      utilisation: null,
      meanWait: wait * HOUR,
    };
  };
}

function isInstalled(): boolean {
  try {
    execFileSync(PYTHON, ["-c", "import simpy"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
