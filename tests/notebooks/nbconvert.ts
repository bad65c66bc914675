// Debian's jupyter-nbconvert, which executes a notebook without a browser; and what a notebook is as a file.

import { existsSync } from "node:fs";

const EXECUTABLE = "/usr/bin/jupyter-nbconvert";

/** Why the suite cannot run here, or null. A continuous-integration machine installs it, so there its absence is a failure. */
export const MISSING =
  existsSync(EXECUTABLE) || process.env.CI !== undefined
    ? null
    : `${EXECUTABLE} is not there: apt-get install --no-install-recommends jupyter-nbconvert python3-ipykernel python3-pandas python3-matplotlib`;

/** As much of nbformat 4.5 as the tests look at. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: object;
}

interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly execution_count?: number | null;
  readonly outputs?: readonly Output[];
}

interface Output {
  /** stdout or stderr, of a stream */
  readonly name?: string;
  readonly text?: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The PNG pictures that a cell has made, in base 64. */
export function figuresOf({ outputs = [] }: Cell): string[] {
  return outputs.flatMap(({ data }) =>
    data?.["image/png"] === undefined ? [] : [String(data["image/png"])],
  );
}
