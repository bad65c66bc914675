import { Command, InvalidArgumentError } from "commander";
import { makeArrayTask } from "../../io/experiment/slurm/make-array-task.ts";
import { FolderRefused } from "../../io/folder-refused.ts";
import { ExitCode } from "../exit-code.ts";

/** What the script of a job array calls. */
export function runChunksCommand(): Command {
  return new Command("run-chunks")
    .description("make the chunks of one task of a job array; the cluster calls it")
    .argument("<dir>", "the folder of the sweep")
    .argument("<array>", "number of the job array in the folder", whole)
    .argument("<task>", "number of the task in the array", whole)
    .action(async (dir: string, array: number, task: number) => {
      try {
        await makeArrayTask(dir, array, task);
      } catch (error) {
        process.stderr.write(`error: ${(error as Error).message}\n`);
        process.exitCode = error instanceof FolderRefused ? ExitCode.refused : ExitCode.failed;
      }
    });
}

function whole(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("expected a whole number.");
}
