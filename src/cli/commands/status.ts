import { Command } from "commander";
import { type ExperimentStatus, experimentStatus } from "../../io/experiment/experiment-status.ts";
import { FolderRefused } from "../../io/folder-refused.ts";
import { ExitCode } from "../exit-code.ts";
import { fromHere } from "../from-here.ts";

export function statusCommand(): Command {
  return new Command("status")
    .description("say how far a sweep is, and whether anybody works on it")
    .argument("<dir>", "the folder that it has printed")
    .option("--json", "print it as JSON")
    .addHelpText("after", "\nExample:\n  npm run sim -- status results/tiny-sweep/20260105T120000Z-000000")
    .action(async (dir: string, { json }: { readonly json?: boolean }) => {
      try {
        const status = await experimentStatus(dir);
        process.stdout.write(json === true ? `${JSON.stringify(status, null, 2)}\n` : words(dir, status));
      } catch (error) {
        if (!(error instanceof FolderRefused)) throw error;
        process.stderr.write(`error: ${error.message}; ${error.advice}\n`);
        process.exitCode = ExitCode.refused;
      }
    });
}

function words(dir: string, { state, holder, progress, array }: ExperimentStatus): string {
  const lines = [`${fromHere(dir)}: ${state}${holder === null ? "" : ` (${holder})`}`];
  if (progress !== null) {
    const { points, settled, runs, wanted } = progress;
    lines.push(`  ${runs} of ${wanted} runs, ${settled} of ${points} points done`);
  }
  if (array !== null) lines.push(arrayWords(array));
  if (state === "stopped") lines.push(`  to go on: npm run sim -- resume ${fromHere(dir)}`);
  else if (state === "at work" && holder === null)
    lines.push(`  to wait for it: npm run sim -- resume ${fromHere(dir)}`);
  return `${lines.join("\n")}\n`;
}

function arrayWords({ name, tasks, done, others }: NonNullable<ExperimentStatus["array"]>): string {
  const counts =
    others === null
      ? ["the queue does not answer"]
      : Object.entries(others).map(([state, count]) => `${count} ${state}`);
  return `  job array ${name} of ${tasks} tasks: ${[`${done} done`, ...counts].join(", ")}`;
}
