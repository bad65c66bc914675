// What a scenario of configs/ answers, and whether that is what an independent run of it found: one of more replications, with
// another seed.

import { join } from "node:path";
import { expect } from "vitest";
import { folder, rows, sim } from "../cli/sim.ts";

/** Two-sided 99.9 % quantiles of Student's t by degrees of freedom (tables of the t distribution). */
const T: Readonly<Record<number, number>> = { 4: 8.6103, 5: 6.8688, 9: 4.7809 };

/** Mean of a metric of summary.csv over the replications of a run. */
export type Answers = (metric: string) => number;

/** What an independent run found: the mean of a metric, its standard deviation between replications, and their number. */
export interface Found {
  readonly mean: number;
  readonly sd: number;
  readonly replications: number;
}

/** Run a scenario of configs/, with `set` in place of what it says; as quick as it can be without its jobs and its page. */
export async function answersOf(name: string, set: readonly string[]): Promise<Answers> {
  const out = join(folder(), "out");
  const given = ["outputs.jobs=false", ...set].flatMap((each) => ["--set", each]);
  const { code, stderr } = await sim(["run", `configs/${name}.yaml`, ...given, "--quiet", "--out", out]);
  expect(code, stderr).toBe(0);
  const means = new Map(rows(join(out, "summary.csv")).map(({ metric, mean }) => [metric!, mean!]));
  return (metric) => {
    const mean = means.get(metric);
    if (!mean) throw new Error(`${metric} is not told`);
    return Number(mean);
  };
}

/**
 * The mean of so many replications is within the 99.9 % prediction limits of what an independent run of the same horizon found:
 * mean ± t × sd × √(1/n + 1/replications) (Student's t with the degrees of freedom of the independent run).
 */
export function expectFound(got: number, replications: number, found: Found): void {
  const limit = T[found.replications - 1]! * found.sd * Math.sqrt(1 / found.replications + 1 / replications);
  expect(Math.abs(got - found.mean), `${got} against ${found.mean} ± ${limit}`).toBeLessThan(limit);
}
