import { Command } from "commander";
import { beginExperiment } from "../../io/experiment/experiment-folder.ts";
import { working } from "../conduct.ts";
import { ExitCode } from "../exit-code.ts";
import { forecastLines, limitPassed } from "../experiment-forecast.ts";
import { type ExperimentOptions, readExperiment, withExperimentOptions } from "../experiment-options.ts";
import { pageOf } from "../work-options.ts";

export function sweepCommand(): Command {
  const command = new Command("sweep").description("run a scenario at many points and say what each gives");
  return withExperimentOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  npm run sim -- sweep configs/experiments/headroom.yaml
  npm run sim -- sweep configs/tiny.yaml scheduling.headroom.internal=0%,1%,2%,5% rental.products.spot.price=1:2:0.25
  npm run sim -- sweep configs/default.yaml rental.products.spot.price=1:3:0.5 --until revenue_usd=2% --dry-run`,
    )
    .action(async (path: string, sweeps: readonly string[], options: ExperimentOptions) => {
      process.exitCode = await begin(path, sweeps, options, false);
    });
}

export function compareCommand(): Command {
  const command = new Command("compare").description(
    "say which of some settings is better, and how sure that is",
  );
  return withExperimentOptions(command)
    .option("--control <n>", "number of the point that the others are compared with (default: 1)")
    .addHelpText(
      "after",
      `
Examples:
  npm run sim -- compare configs/tiny.yaml scheduling.placement=best-fit,worst-fit
  npm run sim -- compare configs/tiny.yaml rental.products.spot.price=2.14,1.8,2.5 --metrics revenue_usd --replications 40`,
    )
    .action(async (path: string, sweeps: readonly string[], options: ExperimentOptions) => {
      process.exitCode = await begin(path, sweeps, options, true);
    });
}

async function begin(
  path: string,
  sweeps: readonly string[],
  options: ExperimentOptions,
  compare: boolean,
): Promise<number> {
  const loaded = await readExperiment(path, sweeps, options, compare);
  if (loaded === null) return ExitCode.refused;
  if (options.quiet !== true)
    for (const warning of loaded.warnings) process.stderr.write(`warning: ${warning}\n`);
  const forecast = forecastLines(loaded, options);
  if (options.dryRun === true) {
    process.stdout.write(`${forecast.join("\n")}\n`);
    return ExitCode.done;
  }
  const limit = limitPassed(loaded);
  if (limit !== null && options.yes !== true) {
    process.stderr.write(`error: ${limit}; --yes runs it all the same\n${forecast.join("\n")}\n`);
    return ExitCode.refused;
  }
  return working(options, () =>
    beginExperiment(loaded, {
      out: options.out ?? null,
      force: options.force === true,
      root: "results",
      page: pageOf(options),
    }),
  );
}
