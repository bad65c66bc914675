import type { Command } from "commander";
import { explain } from "../../index.ts";
import { filesOf } from "../../io/run-tables.ts";
import { ExitCode } from "../exit-code.ts";
import { readScenario, type ScenarioOptions, scenarioCommand } from "../scenario-options.ts";
import { warn } from "../warn.ts";

export function explainCommand(): Command {
  return scenarioCommand("explain", "say in words what a scenario would run: its load, its size, its files")
    .option("--json", "print it as JSON")
    .addHelpText("after", "\nExample:\n  npm run sim -- explain configs/default.yaml")
    .action(async (path: string, options: ScenarioOptions & { readonly json?: boolean }) => {
      const read = await readScenario(path, options);
      if (read === null) {
        process.exitCode = ExitCode.refused;
        return;
      }
      const { scenario, warnings } = read;
      warn(warnings);
      const { lines, ...facts } = explain(scenario);
      const files = filesOf(scenario);
      const text = options.json
        ? JSON.stringify({ ...facts, files }, null, 2)
        : [...lines, ...listed(files)].join("\n");
      process.stdout.write(`${text}\n`);
    });
}

function listed(files: readonly string[]): string[] {
  return ["", "A run writes", ...files.map((file) => `  ${file}`)];
}
