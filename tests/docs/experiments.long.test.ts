// The worked examples of docs/experiments.md: each command is run, and prints what stands below it.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sim } from "../cli/sim.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-examples-"));
afterAll(() => rmSync(home, { recursive: true }));

const page = readFileSync("docs/experiments.md", "utf8");
const EXAMPLES = [...page.matchAll(/```sh\nnpm run sim -- ([^\n]*)\n```\n\n```text\n([\s\S]*?)```/g)].map(
  ([, command, printed], place) => ({ command: command!, printed: printed!, place }),
);

/** Without what differs from one machine and one minute to the next. */
function lasting(text: string): string {
  return text.replace(/ · [\d.]+ s$/m, " · … s").replace(/^ FILES .*$/m, " FILES …");
}

test("there is an example for each command that computes", () => {
  expect(EXAMPLES.map(({ command }) => command.split(" ")[0])).toEqual([
    "sweep",
    "compare",
    "sweep",
    "tune",
    "sensitivity",
    "uncertainty",
    "sweep",
  ]);
});

test.each(EXAMPLES)("$command prints what docs/experiments.md says", async ({ command, printed, place }) => {
  const words = command.split(" ").map((word) => word.replaceAll("'", ""));
  const out = words.includes("--dry-run") ? [] : ["--out", join(home, String(place))];
  const { code, stdout, stderr } = await sim([...words, ...out]);
  expect([code, stderr.includes("error")]).toEqual([0, false]);
  expect(lasting(stdout)).toBe(lasting(printed));
});
