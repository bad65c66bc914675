import type { Command } from "commander";
import { ExitCode } from "../exit-code.ts";
import { readScenario, type ScenarioOptions, scenarioCommand } from "../scenario-options.ts";
import { warn } from "../warn.ts";

export function validateCommand(): Command {
  return scenarioCommand("validate", "check a scenario and say all that is wrong with it")
    .addHelpText("after", "\nExample:\n  npm run sim -- validate configs/default.yaml")
    .action(async (path: string, options: ScenarioOptions) => {
      const read = await readScenario(path, options);
      if (read === null) {
        process.exitCode = ExitCode.refused;
        return;
      }
      warn(read.warnings);
      process.stdout.write(`${path}: valid\n`);
    });
}
