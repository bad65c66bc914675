import type { Command } from "commander";
import { ExitCode } from "../exit-code.ts";
import { readScenario, type ScenarioOptions, scenarioCommand } from "../scenario-options.ts";

export function validateCommand(): Command {
  return scenarioCommand("validate", "check a scenario and say all that is wrong with it")
    .addHelpText("after", "\nExample:\n  npm run sim -- validate configs/default.yaml")
    .action(async (path: string, options: ScenarioOptions) => {
      const scenario = await readScenario(path, options);
      if (scenario === null) {
        process.exitCode = ExitCode.refused;
        return;
      }
      for (const warning of scenario.warnings) process.stderr.write(`warning: ${warning}\n`);
      process.stdout.write(`${path}: valid\n`);
    });
}
