import { loadScenario, printProblems, type Scenario } from "../../src/index.ts";
import { withScenarioFiles } from "../../src/io/scenario-files.ts";

/** The scenario in this file, however long; a bench that times a broken one has nothing to say. */
export async function scenarioAt(path: string): Promise<Scenario> {
  const loaded = await withScenarioFiles((files) => loadScenario(path, [], files, { anyLength: true }));
  if (!loaded.ok) throw new Error(printProblems(loaded.problems, loaded.texts));
  return loaded.scenario;
}
