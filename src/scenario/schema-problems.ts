// From what zod says to what a user can mend: the branch of a union that was meant, missing keys, "did you mean".

import type { z } from "zod";
import { nearestName } from "./nearest-name.ts";
import type { Finding, KeyPath } from "./problem.ts";
import type { IssueParams } from "./schema/quantity.ts";
import { type Choice, choiceOf, knownKeysOf } from "./schema/shapes.ts";

type Issue = z.core.$ZodIssue;

/** Findings of all issues that zod raised about the tree `root`. */
export function findingsOf(issues: readonly Issue[], root: unknown): Finding[] {
  return issues.flatMap((issue) => findings(issue, issue.path as KeyPath, root));
}

function findings(issue: Issue, path: KeyPath, root: unknown): Finding[] {
  const got = valueAt(root, path);
  if (issue.code === "invalid_union") return unionFindings(issue, path, root);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey([...path, key], knownKeysOf(issue.message)));
  }
  if (issue.code === "custom") return [customFinding(issue, path, got)];
  if (got === undefined) return [{ path, code: "missing_key", message: "missing required key" }];
  return [{ path, code: "wrong_value", got, ...saying(issue, got) }];
}

function customFinding(issue: z.core.$ZodIssueCustom, path: KeyPath, got: unknown): Finding {
  const { expected, suggestion } = issue.params as unknown as IssueParams;
  if (got === undefined) return { path, code: "missing_key", message: "missing required key", expected };
  return { path, code: "wrong_value", message: issue.message, got, expected, suggestion };
}

/** What is wrong with a value that zod alone looked at. */
function saying(issue: Issue, got: unknown): Pick<Finding, "message" | "expected" | "suggestion"> {
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const expected = values.length === 1 ? values[0]! : `one of ${values.join(", ")}`;
    return { message: "unknown value", expected, suggestion: nearestName(String(got), values) };
  }
  if (issue.code === "too_small") return { message: "it is empty", expected: "at least one" };
  if (issue.code !== "invalid_type") return { message: issue.message, expected: null };
  const expected = SHAPES[issue.expected] ?? issue.expected;
  const message = `it is not ${expected}`;
  return {
    message,
    expected,
    suggestion: issue.expected === "boolean" ? truth(got) : quoted(issue.expected, got),
  };
}

const SHAPES: Readonly<Record<string, string>> = {
  object: "a map",
  record: "a map",
  array: "a list",
  string: "text",
  boolean: "true or false",
};

/** YAML 1.1 read yes and no as booleans; YAML 1.2 reads them as text. */
function truth(got: unknown): string | null {
  const word = String(got).toLowerCase();
  if (["yes", "on", "y", "1"].includes(word)) return "true";
  return ["no", "off", "n", "0"].includes(word) ? "false" : null;
}

function quoted(expected: string, got: unknown): string | null {
  return expected === "string" && typeof got !== "object" ? JSON.stringify(String(got)) : null;
}

function unknownKey(path: KeyPath, known: readonly string[]): Finding {
  const key = String(path.at(-1));
  const suggestion = nearestName(key, known);
  const expected = `one of the keys ${known.join(", ")}`;
  return { path, code: "unknown_key", message: "unknown key", expected, suggestion, atKey: true };
}

function unionFindings(issue: z.core.$ZodIssueInvalidUnion, path: KeyPath, root: unknown): Finding[] {
  const choice = choiceOf(issue.message);
  const value = valueAt(root, path);
  const branch = meantBranch(choice, value);
  if (branch === null) return [noBranch(choice, path, value)].flat();
  const issues = issue.errors[branch] ?? [];
  return issues.flatMap((inner) => findings(inner, [...path, ...(inner.path as KeyPath)], root));
}

/** Which branch of a union the value was meant for, or null when it cannot be told. */
function meantBranch(choice: Choice, value: unknown): number | null {
  const map = isMap(value) && !("assume" in value) ? value : null;
  switch (choice.by) {
    case "shape":
      return map === null ? 1 : 0;
    case "presence":
      return map === null ? null : choice.key in map ? 0 : 1;
    case "value": {
      if (map === null) return null;
      const index = choice.values.indexOf(String(map[choice.key] ?? choice.values[0]));
      return index < 0 ? null : index;
    }
    case "only-key": {
      if (map === null) return choice.bare ? choice.keys.length : null;
      const named = choice.keys.filter((key) => key in map);
      return named.length === 1 ? choice.keys.indexOf(named[0]!) : null;
    }
  }
}

function noBranch(choice: Choice, path: KeyPath, value: unknown): Finding | Finding[] {
  if (value === undefined) return { path, code: "missing_key", message: "missing required key" };
  if (!isMap(value) || choice.by === "shape" || choice.by === "presence") {
    const expected =
      choice.by === "only-key" ? `a map with one of the keys ${choice.keys.join(", ")}` : "a map";
    return { path, code: "wrong_value", message: "it is not a map", got: value, expected };
  }
  if (choice.by === "value") {
    const got = String(value[choice.key]);
    const expected = `one of ${choice.values.join(", ")}`;
    const suggestion = nearestName(got, choice.values);
    return {
      path: [...path, choice.key],
      code: "wrong_value",
      message: `unknown ${choice.key}`,
      got,
      expected,
      suggestion,
    };
  }
  const named = choice.keys.filter((key) => key in value);
  if (named.length > 1) {
    const expected = `one of the keys ${choice.keys.join(", ")}`;
    return { path, code: "contradiction", message: `${named.join(" and ")} cannot both hold`, expected };
  }
  const unknown = Object.keys(value);
  if (unknown.length === 0)
    return {
      path,
      code: "wrong_value",
      message: "it is empty",
      expected: `one of the keys ${choice.keys.join(", ")}`,
    };
  return unknown.map((key) => unknownKey([...path, key], choice.keys));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of a plain tree, or undefined. */
function valueAt(root: unknown, path: KeyPath): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
