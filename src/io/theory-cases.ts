// The files of theory cases: the project's own, or another one.

import { readFileSync } from "node:fs";
import { PROJECT } from "./project.ts";

/** The cases that the project carries. */
const OWN_CASES = new URL("src/verification/cases.json", PROJECT);

/**
 * What the JSON of a file says.
 * @throws Error that names the file when it cannot be read, or is no JSON
 */
export function readTheoryCases(path: string | null): unknown {
  const text = readFileSync(path ?? OWN_CASES, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: it is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
