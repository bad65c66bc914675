import { Command } from "commander";
import { FolderRefused } from "../../io/folder-refused.ts";
import { renewPage } from "../../io/run-page-file.ts";
import { experimentPage, isExperiment } from "../../report/experiment/experiment-page.ts";
import { runPage } from "../../report/run-page.ts";
import { ExitCode } from "../exit-code.ts";
import { fromHere } from "../from-here.ts";

export const GANTT = "draw the jobs of the first replication by node as well, in a small run";

export function reportCommand(): Command {
  return new Command("report")
    .description("write report.html anew, from the files of a run or a sweep that is there")
    .argument("<folder>", "the folder of a run or a sweep")
    .option("--gantt", GANTT)
    .addHelpText(
      "after",
      `
Examples, with the folder that a run has printed:
  npm run sim -- report results/default/20260105T120000Z-b242b6
  npm run sim -- report results/default/20260105T120000Z-b242b6 --gantt`,
    )
    .action(async (folder: string, { gantt = false }: { readonly gantt?: boolean }) => {
      process.exitCode = await report(folder, gantt);
    });
}

async function report(folder: string, gantt: boolean): Promise<number> {
  try {
    const path = await renewPage(folder, (at, record) =>
      isExperiment(record) ? experimentPage(at, record) : runPage(at, { record, gantt }),
    );
    process.stdout.write(`${fromHere(path)}\n`);
    return ExitCode.done;
  } catch (error) {
    if (!(error instanceof FolderRefused)) throw error;
    process.stderr.write(`error: ${error.message}; ${error.advice}\n`);
    return ExitCode.refused;
  }
}
