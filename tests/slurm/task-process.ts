// The processes of tasks on this machine, which is every node of the cluster.

import { readdirSync, readFileSync } from "node:fs";

/** A process that makes the chunks of a task. */
export interface TaskProcess {
  readonly pid: number;
  /** node of the cluster that it runs on */
  readonly node: string;
  /** index in its array */
  readonly task: number;
}

/** Those that work for the sweep of a folder. */
export function taskProcesses(folder: string): TaskProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const words = textOf(`/proc/${name}/cmdline`).split("\0");
      const at = words.indexOf("run-chunks");
      if (at < 2 || words[at + 1] !== folder) return [];
      const node = /(?:^|\0)SLURMD_NODENAME=([^\0]*)/.exec(textOf(`/proc/${name}/environ`))?.[1];
      return node === undefined ? [] : [{ pid: Number(name), node, task: Number(words[at + 3]) }];
    });
}

/** A process, its parent and so on, so many. */
export function withParents(pid: number, count: number): number[] {
  if (count === 0) return [];
  const stat = textOf(`/proc/${pid}/stat`);
  const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  return [pid, ...withParents(parent, count - 1)];
}

/** Empty of a process that is gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
