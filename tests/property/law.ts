// How a property is run: a fixed seed, so that a run can be repeated, and a line that replays the first failure.

import fc from "fast-check";

/** The commit's own seed; another is tried by setting PROPERTY_SEED. */
const SEED = 20_270_301;

/**
 * Try a law on `runs` random examples; the law throws where it does not hold.
 * @param file the test file, for the replay line
 * @throws Error with the smallest counter-example, its seed, and the command that replays it
 */
export function holdsFor<Example>(
  file: string,
  runs: number,
  examples: fc.Arbitrary<Example>,
  law: (example: Example) => void,
): void {
  const { PROPERTY_SEED, PROPERTY_PATH, PROPERTY_RUNS } = process.env;
  const details = fc.check(fc.property(examples, law), {
    seed: Number(PROPERTY_SEED ?? SEED),
    numRuns: Number(PROPERTY_RUNS ?? runs),
    ...(PROPERTY_PATH !== undefined && { path: PROPERTY_PATH }),
  });
  if (!details.failed) return;
  const replay = `PROPERTY_SEED=${details.seed} PROPERTY_PATH="${details.counterexamplePath}" npx vitest run ${file}`;
  throw new Error(`${fc.defaultReportMessage(details)}\nReplay with: ${replay}`, {
    cause: details.errorInstance,
  });
}
