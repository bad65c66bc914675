// The command line. Commands parse words, call the core through io, and print; they decide nothing else.

import "./compiler-flags.ts";
import { Command, CommanderError } from "commander";
import { version } from "../io/version.ts";
import { explainCommand } from "./commands/explain.ts";
import { reportCommand } from "./commands/report.ts";
import { resumeCommand } from "./commands/resume.ts";
import { runCommand } from "./commands/run.ts";
import { runChunksCommand } from "./commands/run-chunks.ts";
import { docsCommand, schemaCommand } from "./commands/schema.ts";
import { sensitivityCommand, uncertaintyCommand } from "./commands/sensitivity.ts";
import { statusCommand } from "./commands/status.ts";
import { compareCommand, sweepCommand } from "./commands/sweep.ts";
import { tuneCommand } from "./commands/tune.ts";
import { validateCommand } from "./commands/validate.ts";
import { verifyCommand } from "./commands/verify.ts";
import { ExitCode } from "./exit-code.ts";

const program = new Command("sim")
  .description(
    "Slackwater simulates a GPU fleet, finds the slack that internal work leaves, and rents it out.",
  )
  .version(version())
  // With their arguments the names would leave no room for what the commands do.
  .configureHelp({ subcommandTerm: (command) => command.name() })
  .showHelpAfterError("(add --help for the options)")
  .addHelpText(
    "after",
    `
Examples:
  npm start                                        the default scenario
  npm run sim -- run configs/tiny.yaml             a small one, in a second
  npm run sim -- explain configs/default.yaml      what it would run
  npm run sim -- sweep configs/tiny.yaml rental.products.spot.price=1:3:0.5
                                                   what another price would give
  npm run sim -- validate mine.yaml                what is wrong with it
  npm run sim -- verify                            is it right? in two minutes`,
  );
const commands = [
  runCommand(),
  sweepCommand(),
  compareCommand(),
  tuneCommand(),
  sensitivityCommand(),
  uncertaintyCommand(),
  resumeCommand(),
  statusCommand(),
  validateCommand(),
  explainCommand(),
  reportCommand(),
  verifyCommand(),
  schemaCommand(),
  docsCommand(),
];
for (const command of commands) {
  program.addCommand(command.copyInheritedSettings(program).exitOverride());
}
program.addCommand(runChunksCommand().copyInheritedSettings(program).exitOverride(), { hidden: true });
program.exitOverride();

// A reader that has seen enough, such as `head`, closes the pipe: that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(ExitCode.done);
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? ExitCode.done : ExitCode.refused;
}
