// The program as a user starts it, from its start to its last file: what it costs besides the simulation is in it.

import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Sample } from "./sample.ts";
import type { Workshop } from "./workshop.ts";

const run = promisify(execFile);

/** What a process has cost, as `tell-usage` writes it down: s, s and bytes. */
export type Usage = Pick<Sample, "cpu" | "wall" | "peak">;

/**
 * Start a command of the program that writes results; they are thrown away.
 * @param scenario path, or the text of one that is written into the workshop
 * @param place for its files, apart from those of programs that run at the same time
 */
export async function runProgram(
  workshop: Workshop,
  command: "run" | "sweep",
  scenario: string,
  words: readonly string[],
  place = "program",
): Promise<Sample> {
  const [path, out, usage] = ["yaml", "out", "json"].map((end) => workshop.path(`${place}.${end}`)) as [
    string,
    string,
    string,
  ];
  const isText = scenario.includes("\n");
  if (isText) await writeFile(path, scenario);
  const preload = ["--import", workshop.path("tell-usage.mjs")];
  const program = [...preload, join(workshop.root, "src/cli/launch.mjs"), command];
  await run(
    process.execPath,
    [...program, isText ? path : join(workshop.root, scenario), ...words, "--quiet", "--out", out],
    {
      env: { ...process.env, SLACKWATER_USAGE: usage },
      signal: workshop.signal,
    },
  );
  await rm(out, { recursive: true });
  return sampleOf(JSON.parse(await readFile(usage, "utf8")) as Usage);
}

/** What programs that ran at the same time cost together. */
export function together(samples: readonly Sample[]): Sample {
  const sum = (figure: "cpu" | "peak") => samples.reduce((total, sample) => total + sample[figure], 0);
  return sampleOf({ cpu: sum("cpu"), wall: Math.max(...samples.map(({ wall }) => wall)), peak: sum("peak") });
}

function sampleOf(usage: Usage): Sample {
  return { ...usage, jobs: null, events: null, utilisation: null, preempted: null, meanWait: null };
}
