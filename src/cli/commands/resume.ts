import { Command } from "commander";
import { resumeExperiment } from "../../io/experiment/experiment-folder.ts";
import { lastResources } from "../../io/experiment/slurm/job-array.ts";
import { working } from "../conduct.ts";
import { fromHere } from "../from-here.ts";
import { pageOf, type WorkOptions, withWorkOptions } from "../work-options.ts";

export function resumeCommand(): Command {
  const command = new Command("resume")
    .description("go on with a sweep that was stopped, or that died")
    .argument("<dir>", "the folder that it has printed");
  return withWorkOptions(command)
    .addHelpText("after", "\nExample:\n  npm run sim -- resume results/tiny-sweep/20260105T120000Z-000000")
    .action(async (dir: string, given: WorkOptions) => {
      const options = asBefore(dir, given);
      process.exitCode = await working(options, async () => {
        const opened = await resumeExperiment(dir, pageOf(options));
        if (opened === null && options.quiet !== true)
          process.stderr.write(`${fromHere(dir)} is complete: there is nothing to do\n`);
        return opened;
      });
    });
}

/** What a cluster has worked on goes on there, unless somebody says otherwise. */
function asBefore(dir: string, given: WorkOptions): WorkOptions {
  if (given.executor !== undefined || lastResources(dir) === null) return given;
  return { ...given, executor: "slurm" };
}
