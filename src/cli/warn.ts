import { printWarnings, type Warning } from "../index.ts";
import { fromHere } from "./from-here.ts";

/** What a user should know of a scenario, on stderr. */
export function warn(warnings: readonly Warning[]): void {
  process.stderr.write(printWarnings(warnings, fromHere));
}
