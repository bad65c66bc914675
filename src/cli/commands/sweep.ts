import { Command } from "commander";
import { begin } from "../begin.ts";
import { type ExperimentOptions, withSweepOptions } from "../experiment-options.ts";

export function sweepCommand(): Command {
  const command = new Command("sweep").description("run a scenario at many points and say what each gives");
  return withSweepOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  npm run sim -- sweep configs/experiments/headroom.yaml
  npm run sim -- sweep configs/tiny.yaml \\
    scheduling.headroom.internal=0%,1%,2%,5% \\
    rental.products.spot.price=1:2:0.25
  npm run sim -- sweep configs/default.yaml rental.products.spot.price=1:3:0.5 \\
    --until revenue_usd=2% --dry-run`,
    )
    .action(async (path: string, sweeps: readonly string[], options: ExperimentOptions) => {
      process.exitCode = await begin({ command: "sweep", path, sweeps, options });
    });
}

export function compareCommand(): Command {
  const command = new Command("compare").description(
    "say which of some settings is better, and how sure that is",
  );
  return withSweepOptions(command)
    .option("--control <n>", "number of the point that the others are compared with (default: 1)")
    .addHelpText(
      "after",
      `
Examples:
  npm run sim -- compare configs/tiny.yaml \\
    scheduling.placement=best-fit,worst-fit
  npm run sim -- compare configs/tiny.yaml \\
    rental.products.spot.price=2.14,1.8,2.5 --metrics revenue_usd \\
    --replications 40`,
    )
    .action(async (path: string, sweeps: readonly string[], options: ExperimentOptions) => {
      process.exitCode = await begin({ command: "compare", path, sweeps, options });
    });
}
