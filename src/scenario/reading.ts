// How a quantity is read: a text or a bare number in, a number in the unit of the core or what is wrong out.

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly suggestion: string | null };

/** A kind of quantity. */
export interface Dimension<T = number> {
  /** names the shape of its text, for editors; dimensions that are written alike share one */
  readonly shape: string;
  /** what is right, for "expected …" */
  readonly expected: string;
  /** shape of the text, for editors */
  readonly pattern: string | null;
  /** whether a number without a unit is right */
  readonly bare: boolean;
  read(raw: string | number): Reading<T>;
}

export const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;

export function value<T>(read: T): Reading<T> {
  return { ok: true, value: read };
}

export function refusal(
  message: string,
  suggestion: string | null = null,
): { ok: false; message: string; suggestion: string | null } {
  return { ok: false, message, suggestion };
}

/** A finite number that is not negative, converted by `convert`. -0 becomes 0. */
export function amount(
  digits: string,
  convert: (number: number) => number,
  limit = Number.MAX_VALUE,
): Reading<number> {
  const number = Number(digits) + 0;
  if (!Number.isFinite(number)) return refusal("it is not a finite number");
  if (number < 0) return refusal("it must not be negative");
  const converted = convert(number) + 0;
  return converted > limit ? refusal("it is too large to be counted exactly") : value(converted);
}

/** Why a number without a unit is no quantity of this kind. */
export function unitless(raw: string | number, unit: (digits: string) => string): Reading<never> {
  const number = Number(raw);
  if (!Number.isFinite(number)) return refusal("it is not a finite number");
  return number < 0
    ? refusal("it must not be negative")
    : refusal("a bare number has no unit", unit(String(raw).trim()));
}

const BARE = new RegExp(`^${NUMBER}$`);

export function isBare(raw: string | number): boolean {
  return typeof raw === "number" || BARE.test(raw.trim());
}

/** `1_000` and `1,000` as people who group digits meant them, or null. */
export function ungrouped(text: string): string | null {
  const plain = text.replace(/(?<=\d)[_,](?=\d{3}(?!\d))/g, "");
  return plain === text ? null : plain;
}

/** Try a spelling and offer it if it reads well. */
export function suggest<T>(dimension: Dimension<T>, candidate: string | null): string | null {
  return candidate !== null && dimension.read(candidate).ok ? candidate : null;
}
