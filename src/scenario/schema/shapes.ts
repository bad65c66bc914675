// Shapes of the schema that zod has under another name or not at all. Each leaves in the message of its issue
// what the user could have written, so that one place (schema-problems.ts) can say "did you mean".

import { z } from "zod";

/** What a union leaves in its message: how to tell which of its branches was meant. */
export type Choice =
  /** a map with exactly one of these keys; a value that is no map is the last branch, if there is one */
  | { readonly by: "only-key"; readonly keys: readonly string[]; readonly bare: boolean }
  /** maps told apart by the value of `key`; absent, it is the first */
  | { readonly by: "value"; readonly key: string; readonly values: readonly string[] }
  /** a map with this key (first branch) or one without it (second) */
  | { readonly by: "presence"; readonly key: string }
  /** a map (first branch) or anything else (second) */
  | { readonly by: "shape" };

function leave(choice: Choice | readonly string[]): string {
  return JSON.stringify(choice);
}

/** What `leave` left. */
export function choiceOf(message: string): Choice {
  return JSON.parse(message) as Choice;
}

export function knownKeysOf(message: string): readonly string[] {
  return JSON.parse(message) as string[];
}

/** A map with these keys and no others. */
export function keys<Shape extends z.core.$ZodShape>(shape: Shape) {
  const known = leave(Object.keys(shape));
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? known : undefined),
  });
}

/** A map with exactly one of these keys, or (with `bare`) something that is no map. */
export function oneKeyOf<T>(shape: Readonly<Record<string, z.ZodType>>, bare?: z.ZodType): z.ZodType<T> {
  const branches = Object.entries(shape).map(([key, value]) => keys({ [key]: value }));
  const choice = leave({ by: "only-key", keys: Object.keys(shape), bare: bare !== undefined });
  // The type of a law is recursive and written by hand (law.ts); zod cannot infer it through the mapping.
  return z.union(bare === undefined ? branches : [...branches, bare], {
    error: choice,
  }) as unknown as z.ZodType<T>;
}

/** Maps told apart by the value of `key`; the first is meant when the key is absent. */
export function byValueOf<const Branches extends readonly [z.ZodType, ...z.ZodType[]]>(
  key: string,
  values: readonly string[],
  branches: Branches,
) {
  return z.union(branches, { error: leave({ by: "value", key, values }) });
}

/** A map that has this key, or one that has not. */
export function hasOrNot<Has extends z.ZodType, Not extends z.ZodType>(key: string, has: Has, not: Not) {
  return z.union([has, without(key, not)], { error: leave({ by: "presence", key }) });
}

/** A map without a key. Zod takes a branch whose only fault is a key too many; that of the other branch is no such fault. */
function without<Not extends z.ZodType>(key: string, not: Not): Not {
  if (!(not instanceof z.ZodObject)) return not;
  const map = not.extend({ [key]: z.never().optional() });
  return map.meta({ ...not.meta() }) as unknown as Not;
}

/** A map, or something that is no map. */
export function mapOr<M extends z.ZodType, V extends z.ZodType>(map: M, value: V) {
  return z.union([map, value], { error: leave({ by: "shape" }) });
}
