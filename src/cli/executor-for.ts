// From the words of the command line to what makes the chunks.

import type { Executor } from "../io/experiment/executor.ts";
import { inlineExecutor } from "../io/experiment/inline-executor.ts";
import { lastResources } from "../io/experiment/slurm/job-array.ts";
import { slurmIsHere } from "../io/experiment/slurm/slurm-commands.ts";
import { slurmExecutor } from "../io/experiment/slurm/slurm-executor.ts";
import { slurmResources, threadsOf, type WorkOptions } from "./work-options.ts";

/** Why there can be no such executor, and what would help; null when there can. */
export async function whyNot({ executor, ...options }: WorkOptions): Promise<string | null> {
  if (executor === "slurm")
    return (await slurmIsHere())
      ? null
      : "sbatch is not found: submit where the cluster takes jobs, or work here with --executor threads";
  const { partition, account, mem, taskSeconds } = options;
  const ofSlurm = [partition, account, mem, taskSeconds].some((option) => option !== undefined);
  return ofSlurm ? "--partition, --account, --mem and --task-seconds need --executor slurm" : null;
}

/** @param folder of an experiment that has begun, absolute */
export async function executorFor(folder: string, options: WorkOptions): Promise<Executor> {
  if (options.executor === "slurm")
    return slurmExecutor(folder, slurmResources(options, lastResources(folder)));
  const threads = threadsOf(options);
  if (threads === 0) return inlineExecutor(folder);
  // Only who asks for threads pays for what keeps them.
  const { threadExecutor } = await import("../io/experiment/thread-executor.ts");
  return threadExecutor(folder, threads);
}
