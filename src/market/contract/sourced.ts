// A number with who says so. Numbers of contracts are never bare: they are published, general knowledge or our assumption.

import type { SourceName } from "./sources.ts";

/** Who says a number: a source by its name, what everybody says and nobody was asked for, arithmetic, or nobody but us. */
export type Origin = SourceName | "general knowledge" | "calculated" | "assumption";

export interface Sourced<T> {
  readonly value: T;
  readonly origins: readonly Origin[];
  /** what a reader should know of it; may be empty */
  readonly note: string;
}

/** As a source has it. */
export function published<T>(value: T, source: SourceName | readonly SourceName[], note = ""): Sourced<T> {
  return { value, origins: typeof source === "string" ? [source] : source, note };
}

/** As practitioners say it; not looked up in a text. */
export function commonly<T>(value: T, note = ""): Sourced<T> {
  return { value, origins: ["general knowledge"], note };
}

/** Nobody publishes it: ours, to be swept. */
export function assumed<T>(value: T, note: string): Sourced<T> {
  return { value, origins: ["assumption"], note };
}

/** Arithmetic on published numbers. */
export function calculated<T>(value: T, from: SourceName | readonly SourceName[], note = ""): Sourced<T> {
  return { value, origins: [...(typeof from === "string" ? [from] : from), "calculated"], note };
}
