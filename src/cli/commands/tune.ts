import { Command } from "commander";
import type { OwnOption } from "../../index.ts";
import { begin } from "../begin.ts";
import { collect, type ExperimentOptions, withBeginOptions } from "../experiment-options.ts";

interface TuneOptions extends ExperimentOptions {
  readonly maximise?: string;
  readonly minimise?: string;
  readonly subjectTo: readonly string[];
  readonly refinements?: string;
  readonly indifference?: string;
  readonly confidence?: string;
}

export function tuneCommand(): Command {
  const command = new Command("tune").description("find the best of some settings, and what may be as good");
  return withBeginOptions(command, "values of a path into the scenario: a,b,c or from:to:step")
    .option("--maximise <metric>", "what is to be greatest: a metric, or {metric: weight, metric: weight}")
    .option("--minimise <metric>", "what is to be least")
    .option(
      "--subject-to <limit>",
      "what a mean must be: metric<=15m or metric>=80%; may be repeated",
      collect,
      [],
    )
    .option("--refinements <n>", "halve the steps of ranges so often around the best (default: 0)")
    .option(
      "--indifference <difference>",
      "what does not matter: 1% of the mean, or 30 in its unit (default: 1%)",
    )
    .option("--confidence <share>", "of the choice (default: 95%)")
    .option("--minimum <n>", "runs of each point in any case (default: 10)")
    .option("--maximum <n>", "runs of a point at most (default: 200)")
    .addHelpText(
      "after",
      `
Examples:
  npm run sim -- tune configs/experiments/best-headroom.yaml
  npm run sim -- tune configs/default.yaml \\
    scheduling.headroom.internal=0%,1%,2%,5% --maximise revenue_usd \\
    --subject-to 'internal_wait_mean_s<=15m'
  npm run sim -- tune configs/tiny.yaml rental.products.spot.price=1:4:1 \\
    --maximise revenue_usd --refinements 3`,
    )
    .action(async (path: string, sweeps: readonly string[], options: TuneOptions) => {
      process.exitCode = await begin({ command: "tune", path, sweeps, options, own: ownOptions(options) });
    });
}

function ownOptions(options: TuneOptions): OwnOption[] {
  const { maximise, minimise, subjectTo, refinements, indifference, confidence } = options;
  const plain = Object.entries({ maximise, minimise, refinements, indifference, confidence });
  return [
    ...plain.flatMap(([key, value]) =>
      value === undefined ? [] : [{ name: `--${key}`, value, keys: ["tune", key], between: null }],
    ),
    ...subjectTo.map((value) => {
      const [between, side] = value.includes(">=") ? [">=", "at_least"] : ["<=", "at_most"];
      return { name: "--subject-to", value, keys: ["tune", "subject_to", "*", side!], between: between! };
    }),
  ];
}
