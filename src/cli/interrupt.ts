// Ctrl-C. The first asks the run to stop and keep what is done; the second ends the process at once.

import { ExitCode } from "./exit-code.ts";

interface Interrupt {
  readonly requested: boolean;
  /** Listen no longer. */
  stop(): void;
}

/** @param asked called at the first */
export function onInterrupt(asked: () => void = () => {}): Interrupt {
  let requested = false;
  const listen = () => {
    if (requested) process.exit(ExitCode.interrupted);
    requested = true;
    asked();
    process.stderr.write("\nstopping; press Ctrl-C again to quit at once\n");
  };
  process.on("SIGINT", listen);
  process.on("SIGTERM", listen);
  return {
    get requested() {
      return requested;
    },
    stop() {
      process.off("SIGINT", listen);
      process.off("SIGTERM", listen);
    },
  };
}
