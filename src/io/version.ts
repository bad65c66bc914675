import { readFileSync } from "node:fs";
import { PROJECT } from "./project.ts";

/** The version of slackwater that is running. */
export function version(): string {
  const text = readFileSync(new URL("package.json", PROJECT), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
