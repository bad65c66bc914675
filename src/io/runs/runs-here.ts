import { setImmediate } from "node:timers/promises";
import { type Scenario, tasksOf } from "../../index.ts";
import type { RunTables } from "../run-tables.ts";
import { type RunsWatch, type WrittenRun, writeRun } from "./write-run.ts";

/** The runs of a scenario, made one after the other in this thread, until the last or an interrupt. */
export async function* runsHere(
  scenario: Scenario,
  tables: RunTables,
  watch: RunsWatch,
): AsyncGenerator<WrittenRun> {
  const tasks = tasksOf(scenario);
  for (const [done, task] of tasks.entries()) {
    const progress = (share: number) => watch.progress((done + share) / tasks.length);
    progress(0);
    // A run may be over within a slice: between two runs there is time for writers and for Ctrl-C as well.
    await setImmediate();
    if (watch.signal.aborted) return;
    const total = await writeRun(scenario, task, tables, { ...watch, progress });
    if (total === null) return;
    yield { task, total };
  }
}
