// Begins an experiment that was named on the command line, unless it is wrong, or too large for nobody to have said yes to it.

import { forecastExperiment } from "../index.ts";
import { beginExperiment } from "../io/experiment/experiment-folder.ts";
import { working } from "./conduct.ts";
import { ExitCode } from "./exit-code.ts";
import { forecastLines, limitPassed, pilotOf } from "./experiment-forecast.ts";
import { type ExperimentWords, readExperiment } from "./experiment-options.ts";
import { dryRun } from "./pilot.ts";
import { warn } from "./warn.ts";
import { pageOf } from "./work-options.ts";

/** @returns the exit code of the program */
export async function begin(request: ExperimentWords): Promise<number> {
  const { options } = request;
  const loaded = await readExperiment(request);
  if (loaded === null) return ExitCode.refused;
  if (options.quiet !== true) warn(loaded.warnings);
  const forecast = forecastLines(loaded, options);
  if (options.dryRun === true) {
    const cost = { lines: forecast, facts: { ...forecastExperiment(loaded) } };
    return dryRun(cost, pilotOf(loaded, options), options.json === true);
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
