// Colour for eyes: on a terminal, and never where NO_COLOR asks for none (no-color.org).

import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Whether what is written to stdout is seen by somebody who wants colour. */
export function hasColour(): boolean {
  return process.stdout.isTTY === true && (process.env.NO_COLOR ?? "") === "";
}

/** The same lines: the capitals that begin a section are bold, and the bars of how busy the fleet was are green. */
export function coloured(lines: readonly string[]): string[] {
  return lines.map((line) =>
    line
      .replace(/^ ([A-Z]{4,})(?= )/, (_, word: string) => ` ${styled("bold", word)}`)
      .replace(/[▁-█]+/u, (bars) => styled("green", bars)),
  );
}

function styled(style: Style, text: string): string {
  return styleText(style, text);
}
