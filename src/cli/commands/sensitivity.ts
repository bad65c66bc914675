import { Command, Option } from "commander";
import type { OwnOption } from "../../index.ts";
import { begin } from "../begin.ts";
import { type ExperimentOptions, withSweepOptions } from "../experiment-options.ts";

interface SensitivityOptions extends ExperimentOptions {
  readonly method?: string;
  readonly trajectories?: string;
  readonly rows?: string;
}

const RANGES =
  "ends of an uncertain number: low:high or low:mode:high; without any, every assume of the scenario";

export function sensitivityCommand(): Command {
  const command = new Command("sensitivity").description("say which uncertain number moves the answer");
  return withSweepOptions(command, RANGES)
    .addOption(
      new Option("--method <name>", "tornado (default), morris or sobol").choices([
        "tornado",
        "morris",
        "sobol",
      ]),
    )
    .option("--trajectories <n>", "paths through the space, of morris (default: 10)")
    .option("--rows <n>", "rows of the design, of sobol (default: 1024)")
    .addHelpText(
      "after",
      `
Examples:
  npm run sim -- sensitivity configs/experiments/what-moves-revenue.yaml
  npm run sim -- sensitivity configs/tiny.yaml rental.products.spot.price=1:3 \\
    rental.products.spot.demand.rate=0.5:2 --metrics revenue_usd
  npm run sim -- sensitivity configs/tiny.yaml rental.products.spot.price=1:3 \\
    internal.training.arrivals.poisson.rate=0.8:1.2 --method morris`,
    )
    .action(async (path: string, sweeps: readonly string[], options: SensitivityOptions) => {
      process.exitCode = await begin({
        command: "sensitivity",
        path,
        sweeps,
        options,
        own: ownOptions(options),
      });
    });
}

export function uncertaintyCommand(): Command {
  const command = new Command("uncertainty").description("say how uncertain an answer is, and why");
  return withSweepOptions(command, RANGES)
    .option("--draws <n>", "how often all numbers are drawn (default: 100)")
    .addHelpText(
      "after",
      `
Examples:
  npm run sim -- uncertainty configs/experiments/how-sure.yaml
  npm run sim -- uncertainty configs/tiny.yaml \\
    rental.products.spot.price=1:2:3 --draws 40 --replications 5 \\
    --metrics revenue_usd`,
    )
    .action(
      async (path: string, sweeps: readonly string[], options: ExperimentOptions & { draws?: string }) => {
        const own = ownOption("uncertainty", "draws", options.draws);
        process.exitCode = await begin({ command: "uncertainty", path, sweeps, options, own });
      },
    );
}

function ownOptions({ method, trajectories, rows }: SensitivityOptions): OwnOption[] {
  return Object.entries({ method, trajectories, rows }).flatMap(([key, value]) =>
    ownOption("sensitivity", key, value),
  );
}

function ownOption(command: string, key: string, value: string | undefined): OwnOption[] {
  return value === undefined ? [] : [{ name: `--${key}`, value, keys: [command, key], between: null }];
}
