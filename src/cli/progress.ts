// A progress bar on a terminal, nothing elsewhere. It goes to stderr: stdout is for results.

import { Presets, SingleBar } from "cli-progress";

interface Progress {
  update(share: number): void;
  stop(): void;
}

/** @param quiet the user wants none */
export function progressBar(name: string, quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY || process.env.CI !== undefined) return { update() {}, stop() {} };
  const bar = new SingleBar(
    {
      format: ` ${name} {bar} {percentage} % · {eta_formatted} left`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  bar.start(1000, 0);
  return {
    update: (share) => bar.update(Math.round(1000 * share)),
    stop: () => bar.stop(),
  };
}
