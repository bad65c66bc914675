// Runs chunks as the tasks of a job array, on a cluster that shares the folder. Slurm begins again what it loses; what this
// process does is to submit and to wait, and another can take the waiting over.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { arrayTasksOf, type Chunk, expectedSeconds } from "../../../index.ts";
import { PROJECT } from "../../project.ts";
import { chunkEnds, forgetFailure } from "../chunk-file.ts";
import type { ChunkEvents, Executor } from "../executor.ts";
import { readPlan } from "../plan.ts";
import { arrayScript, literalPattern, type SlurmResources, sbatchWords } from "./array-script.ts";
import { PACE, type Pace, watchArrays } from "./array-watch.ts";
import { arraysOf, forgetArray, type JobArray, logsOf, writeArray, writeScript } from "./job-array.ts";
import { queueOf, SlurmRefused, submit } from "./slurm-commands.ts";

const LAUNCH = fileURLToPath(new URL("src/cli/launch.mjs", PROJECT));

/**
 * @param folder of an experiment that has begun, absolute: all nodes have it at this path, and this program and Node as well
 */
export function slurmExecutor(folder: string, resources: SlurmResources, pace: Pace = PACE): Executor {
  const { experiment, events: expected } = readPlan(folder);
  const secondsOf = ({ point, count }: Chunk) => count * expectedSeconds(expected[point.index]!);
  /** arrays of an earlier process that are still in the queue, and their chunks that are not done */
  let left: { readonly arrays: readonly JobArray[]; readonly chunks: ReadonlySet<Chunk> } = {
    arrays: [],
    chunks: new Set(),
  };

  async function begun(): Promise<readonly Chunk[]> {
    const arrays = arraysOf(folder, experiment.points);
    if (arrays.length === 0) return [];
    const queue = await queueOf(arrays.map(({ name }) => name));
    if (queue === null) throw new SlurmRefused("the queue does not answer: squeue has failed");
    const alive = new Set(
      queue.filter(({ state }) => state !== "ended").map(({ array, task }) => `${array}/${task}`),
    );
    const ends = chunkEnds(folder);
    const waitedFor = arrays.map((array) => {
      const tasks = array.tasks.filter((_, task) => alive.has(`${array.name}/${task}`));
      return { array, chunks: tasks.flat().filter((chunk) => ends(chunk) === null) };
    });
    const chunks = waitedFor.flatMap((each) => each.chunks);
    left = {
      arrays: waitedFor.filter((each) => each.chunks.length > 0).map(({ array }) => array),
      chunks: new Set(chunks),
    };
    return chunks;
  }

  async function submitted(chunks: readonly Chunk[]): Promise<JobArray> {
    for (const chunk of chunks) forgetFailure(folder, chunk);
    const array = await writeArray(folder, arrayTasksOf(chunks, secondsOf, resources.taskSeconds), resources);
    const script = arrayScript([process.execPath, LAUNCH, "run-chunks", folder, String(array.number)]);
    const words = sbatchWords({
      name: array.name,
      tasks: array.tasks.length,
      folder,
      output: join(literalPattern(logsOf(folder, array.number)), "%a.out"),
      resources,
    });
    try {
      await submit(words, await writeScript(folder, array, script));
    } catch (error) {
      forgetArray(folder, array);
      throw error;
    }
    return array;
  }

  async function run(chunks: readonly Chunk[], events: ChunkEvents, signal: AbortSignal): Promise<void> {
    const fresh = chunks.filter((chunk) => !left.chunks.has(chunk));
    const arrays = [...left.arrays];
    for (const { name } of arrays) events.note(`the job array ${name} is still at work: it is waited for`);
    if (fresh.length > 0) {
      const array = await submitted(fresh);
      arrays.push(array);
      const { length } = array.tasks;
      events.note(`the job array ${array.name} of ${length} task${length === 1 ? "" : "s"} is submitted`);
    }
    await watchArrays({ folder, arrays, chunks: new Set(chunks) }, events, signal, pace);
    left = { arrays: [], chunks: new Set() };
    if (signal.aborted)
      for (const { name } of arrays)
        events.note(`the job array ${name} goes on without this process; to end it: scancel --name=${name}`);
  }

  return { cut: { workers: 1, seconds: resources.taskSeconds }, begun, run, close: async () => {} };
}
