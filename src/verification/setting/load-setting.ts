import { assert } from "../../kernel/assert.ts";
import { loadScenario } from "../../scenario/load-scenario.ts";
import { printProblems } from "../../scenario/print-problems.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { Refusal } from "../refusal.ts";

const FILE = "case.yaml";

/**
 * The scenario of a tree, read the way any scenario is read: as a text, through the schema.
 * @throws Refusal with what the scenario's own checks say
 */
export function scenarioOf(tree: unknown, seed: string): Scenario {
  const text = JSON.stringify({ ...(tree as object), seed });
  const loaded = loadScenario(
    FILE,
    [],
    {
      resolve: (path) => path,
      text: (path) => {
        assert(path === FILE, `the scenario of a case opens ${path}`);
        return { ok: true, value: text };
      },
      trace: (path) => ({
        ok: false,
        problems: [{ reason: `the scenario of a case opens ${path}`, expected: null, key: null }],
      }),
    },
    { anyLength: true },
  );
  if (loaded.ok) return loaded.scenario;
  throw new Refusal(
    `the scenario refuses it: ${printProblems(loaded.problems.slice(0, 1), new Map()).trim()}`,
  );
}
