// Has the runs of a scenario made on worker threads. Each writes its rows into files of its own; here they are joined in the
// order of the replications, so that the number of threads changes nothing.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { type RunOutcome, type Scenario, type Task, tasksOf } from "../../index.ts";
import { PROJECT } from "../project.ts";
import type { RowsAside, RunTables } from "../run-tables.ts";
import { openThreads } from "../threads.ts";
import type { RunsWatch, WrittenRun } from "./write-run.ts";

export interface Threads {
  readonly count: number;
  /** what the scenario was read from: laws are functions, which no message carries, so each thread reads it again */
  readonly path: string;
  readonly overrides: readonly string[];
  /** module of a thread, which exports `makeRun` as run-thread.ts does */
  readonly entry?: URL;
}

/** What a thread is given when it starts. */
export interface RunThreadData extends Pick<Threads, "path" | "overrides"> {
  /** the echo of the scenario: what is read again must be the same */
  readonly echo: string;
}

/** What a thread is told to make. */
export interface RunOrder {
  /** of the run among all, from 0 */
  readonly place: number;
  readonly task: Task;
  /** for its rows; is made */
  readonly folder: string;
}

/** What a thread tells while it works. */
export interface RunProgress {
  readonly place: number;
  /** 0 to 1 */
  readonly share: number;
}

export interface MadeRun extends RunOutcome {
  readonly aside: RowsAside;
}

/** Runs for each thread that may be made before the one that is waited for: their rows lie on the disk meanwhile. */
const AHEAD = 8;

const RUN_THREAD = new URL("src/io/runs/run-thread.ts", PROJECT);

/**
 * The runs of a scenario in their order, until the last or an interrupt; those that are done out of order are given up then.
 * @param scratch a folder for the rows of runs that are done and not joined yet
 * @throws (rejects) what a run, its thread or the disk said
 */
export async function* runsOnThreads(
  scenario: Scenario,
  tables: RunTables,
  { count, path, overrides, entry = RUN_THREAD, scratch }: Threads & { readonly scratch: string },
  { progress, signal }: RunsWatch,
): AsyncGenerator<WrittenRun> {
  const data: RunThreadData = { path, overrides, echo: stringify(scenario.echo) };
  const tasks = tasksOf(scenario);
  const pool = await openThreads({ entry, name: "makeRun", data, count: Math.min(count, tasks.length) });
  let ended: Promise<void> | null = null;
  // All threads at once: a run that is aborted by itself would have its thread replaced first.
  const end = () => {
    ended ??= pool.destroy();
    return ended;
  };
  signal.addEventListener("abort", end, { once: true });
  const tell = shareTeller(tasks.length, progress);
  pool.on("message", tell);
  const begun: Promise<MadeRun>[] = [];
  const begin = (place: number) => {
    const order: RunOrder = { place, task: tasks[place]!, folder: join(scratch, String(place)) };
    const made = pool.run(order) as Promise<MadeRun>;
    made.catch(() => {}); // it is told when its turn has come
    begun.push(made);
  };
  try {
    for (const [place, task] of tasks.entries()) {
      while (!signal.aborted && begun.length < Math.min(tasks.length, place + AHEAD * count))
        begin(begun.length);
      if (begun.length === place) return;
      const { aside, ...outcome } = await begun[place]!.catch((error: Error) => {
        throw new Error(`replication ${task.replication + 1}: ${error.message}`);
      });
      await tables.join(task, aside);
      rmSync(aside.folder, { recursive: true });
      tell({ place, share: 1 });
      yield { task, ...outcome };
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", end);
    await end();
    rmSync(scratch, { recursive: true, force: true }); // on a full disk this makes room
  }
}

/** Adds the shares of the runs up. */
function shareTeller(runs: number, progress: RunsWatch["progress"]): (told: RunProgress) => void {
  const shares = new Float64Array(runs);
  let sum = 0;
  return ({ place, share }) => {
    if (share <= shares[place]!) return; // told after its end
    sum += share - shares[place]!;
    shares[place] = share;
    progress(sum / runs);
  };
}
