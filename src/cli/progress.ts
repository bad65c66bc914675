// A progress bar on a terminal, nothing elsewhere. It goes to stderr: stdout is for results.

import { Presets, SingleBar } from "cli-progress";

interface Progress {
  update(share: number): void;
  /** write lines that stay, above the bar */
  note(lines: readonly string[]): void;
  stop(): void;
}

/** @param quiet the user wants none */
export function progressBar(name: string, quiet: boolean): Progress {
  const write = (lines: readonly string[]) => {
    for (const line of lines) process.stderr.write(`${line}\n`);
  };
  if (quiet || !process.stderr.isTTY || process.env.CI !== undefined)
    return { update() {}, note: write, stop() {} };
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
  let shown = 0;
  return {
    update(share) {
      shown = Math.round(1000 * share);
      bar.update(shown);
    },
    note(lines) {
      if (lines.length === 0) return;
      bar.stop();
      write(lines);
      bar.start(1000, shown);
    },
    stop: () => bar.stop(),
  };
}
