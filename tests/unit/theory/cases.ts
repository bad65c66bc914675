// The theory cases that lie beside the repository: a model, its parameters and the figures expected, in hours and USD.

import { existsSync, readFileSync } from "node:fs";
import { expect } from "vitest";

const FILE = "../shared/oracles/theory/cases.json";

export const casesPresent = existsSync(FILE);

/** For the title of a suite: whether it runs, and if not, why. */
export const casesTitle = `${casesPresent ? "of" : "skipped: there is no"} ${FILE}, from the root of the repository`;

export interface Law {
  readonly mean?: number;
  readonly value?: number;
  readonly scv?: number;
}

export interface CaseStream {
  readonly arrival: {
    readonly rate: number;
    readonly mean: number;
    readonly interval: number;
    readonly relAmplitude: number;
    readonly periodHours: number;
    readonly phase: number;
  };
  readonly gpus: number;
  readonly duration: Law;
  readonly price: number;
  readonly penaltyPerReject: number;
  readonly queueLimit: number;
  readonly patience: Law;
  readonly headroomAgainst: number;
  readonly checkpointEvery: number;
  readonly checkpointCost: number;
  readonly restartCost: number;
  readonly downtime: number;
  readonly classMix: readonly { readonly gpus: number; readonly prob: number; readonly duration: Law }[];
  readonly priceElasticity: Readonly<Record<string, number>> & { readonly form: string };
}

export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly params: {
    readonly fleet: { readonly gpus: number; readonly pools: readonly { readonly gpus: number }[] };
    readonly streams: readonly CaseStream[];
    readonly policy: {
      readonly headroom: { readonly gpus: number | string };
      readonly failures: { readonly jobRate: number; readonly ttf: Law; readonly ttr: Law };
      readonly evictions: { readonly rate: number };
    };
    readonly [key: string]: unknown;
  };
  readonly expect: Readonly<Record<string, number | string | readonly number[]>>;
  readonly asymptoticVariance: Readonly<Record<string, number>> | null;
}

export const cases: readonly Case[] = casesPresent ? JSON.parse(readFileSync(FILE, "utf8")).cases : [];

/** The case whose id begins so, up to the hyphen. */
export function caseOf(number: string): Case {
  return cases.find(({ id }) => id.split("-")[0] === number)!;
}

/** The figures of a case by name. */
export type Metrics = Record<string, number>;

/** By the number of the case, such as A01. */
export type Answers = Readonly<Record<string, (theCase: Case) => Metrics>>;

export const rateOf = (stream: CaseStream) => stream.arrival.rate;
export const serviceOf = (stream: CaseStream) => meanOf(stream.duration);
export const loadOf = (stream: CaseStream) => rateOf(stream) * serviceOf(stream);

export function meanOf(law: Law): number {
  return law.mean ?? law.value!;
}

export function secondMomentOf(dist: Law & { readonly dist?: string }): number {
  const scv = dist.scv ?? (dist.dist === "exponential" ? 1 : 0);
  return meanOf(dist) ** 2 * (1 + scv);
}

/** Within 1e-9 of itself, the tolerance of the cases; 0 is met to 1e-12. */
export function expectClose(got: number, expected: number, what: string, relative = 1e-9): void {
  expect(got, what).toBeGreaterThanOrEqual(expected - Math.max(relative * Math.abs(expected), 1e-12));
  expect(got, what).toBeLessThanOrEqual(expected + Math.max(relative * Math.abs(expected), 1e-12));
}
