// Loaded before the program itself (`node --import`): when it ends, it leaves what it has cost in a file.

import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import type { Usage } from "../program.ts";
import { peakMemory } from "./peak-memory.ts";

/** Worker threads load this as well; what they cost is part of the process. */
if (isMainThread) {
  const path = process.env.SLACKWATER_USAGE!;
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { cpu: (user + system) / 1e6, wall: process.uptime(), peak: peakMemory() };
    writeFileSync(path, JSON.stringify(usage));
  });
}
