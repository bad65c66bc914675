// Sobol' indices of functions whose indices are known: the case against the closed form, and the closed form against what the
// product estimates, which must be right within its own error.

import { standardNormalQuantile } from "../../kernel/normal-quantile.ts";
import { randomStream } from "../../kernel/random-stream.ts";
import { FEWEST_ROWS, sobolIndices, sobolRow } from "../../statistics/sensitivity/sobol-indices.ts";
import { gFunction, ishigami, type TestFunction } from "../../theory/test-functions.ts";
import type { Expected, TheoryCase } from "../case.ts";
import { Entries } from "../entries.ts";
import { type Prepared, unanswered, within } from "../prepared.ts";
import { Refusal } from "../refusal.ts";
import type { Verdict } from "../verdict.ts";

/** Rows of the design that the estimates are made of. */
const ROWS = 4 * FEWEST_ROWS;
const RESAMPLES = 400;
const CONFIDENCE = 0.95;

/** Largest distance of an estimate from the truth, in standard errors: a few dozen of them hold with 99.9 %. */
const FARTHEST = 4.5;

const AGREES = within(1e-9, 1e-12);

/** The coefficients of the g-function in Saltelli and Sobol' (1995), where the case has no others. */
const USUAL = [0, 1, 4.5, 9, 99, 99, 99, 99];

/** The function that a case is about, or null. @throws Refusal when it lacks its coefficients */
export function testFunctionOf({ model, params }: TheoryCase): TestFunction | null {
  const entries = new Entries(params, "params");
  if (/ishigami/i.test(model)) {
    const coefficient = (name: "a" | "b") => {
      const [, written] = new RegExp(`\\b${name} ?= ?(-?[\\d.]+)`).exec(model) ?? [];
      if (!entries.has(name) && written === undefined) throw new Refusal(`${model}: it does not say ${name}`);
      return entries.numberOr(name, Number(written));
    };
    const found = ishigami(coefficient("a"), coefficient("b"));
    entries.end();
    return found;
  }
  if (!/\bg[- ]function/i.test(model)) return null;
  const [, written] = /\ba ?= ?[[(]?(\d[\d., ]*)/.exec(model) ?? [];
  const coefficients = entries.has("a") ? entries.numbers("a") : (written?.split(",").map(Number) ?? USUAL);
  entries.end();
  return gFunction(coefficients);
}

interface Known {
  readonly exact: number;
  readonly estimate: number;
  readonly stderr: number;
}

export function prepareSensitivity(theCase: TheoryCase, tried: TestFunction): Prepared {
  const names = new Set(["variance", ...indexNames("S", tried), ...indexNames("ST", tried)]);
  return {
    id: theCase.id,
    comparisons: 0,
    refused: unanswered(theCase, (metric) => names.has(metric)),
    *run() {
      yield;
      const known = figuresOf(tried, theCase.id);
      return [...theCase.expect]
        .filter(([metric]) => known.has(metric))
        .map(([metric, expected]) => ({
          id: theCase.id,
          metric,
          expected,
          ...judged(known.get(metric)!, expected),
        }));
    },
  };
}

/** S1, S2, … */
function indexNames(kind: "S" | "ST", { dimensions }: TestFunction): string[] {
  return Array.from({ length: dimensions }, (_, place) => `${kind}${place + 1}`);
}

function judged({ exact, estimate, stderr }: Known, expected: Expected) {
  const close = Math.abs(estimate - exact) <= FARTHEST * stderr;
  const verdict: Verdict = close && AGREES(exact, expected) ? "pass" : "fail";
  const note = `estimated ${estimate.toPrecision(4)} ± ${(standardNormalQuantile(0.975) * stderr).toPrecision(2)}`;
  return { got: exact, stderr: null, z: null, verdict, note };
}

/** Every figure of a function, exact and estimated. */
function figuresOf(tried: TestFunction, id: string): ReadonlyMap<string, Known> {
  const random = randomStream("verify", id);
  const answers = Array.from({ length: ROWS }, () => {
    const halves = Array.from({ length: 2 * tried.dimensions }, () => random.uniform());
    return sobolRow(halves).map((point) => tried.at(point));
  });
  const found = sobolIndices(answers, { random, resamples: RESAMPLES, confidence: CONFIDENCE });
  const known = (
    exact: number,
    { value, low, high }: { value: number; low: number; high: number },
  ): Known => ({
    exact,
    estimate: value,
    stderr: (high - low) / (2 * standardNormalQuantile((1 + CONFIDENCE) / 2)),
  });
  return new Map([
    ["variance", known(tried.variance, found.variance)],
    ...indexNames("S", tried).map((name, i) => [name, known(tried.first[i]!, found.first[i]!)] as const),
    ...indexNames("ST", tried).map((name, i) => [name, known(tried.total[i]!, found.total[i]!)] as const),
  ]);
}
