// What an experiment asks: the one key of its file that says where its points are, and what that makes of them.

import type { Finding } from "../scenario/problem.ts";
import { type Design, designOf, type Made } from "./design.ts";
import type { Question } from "./experiment.ts";
import type { ExperimentTree } from "./experiment-schema.ts";
import { tuneDesign } from "./tune/tune-design.ts";
import { type KnownMetric, tuningOf } from "./tune/tuning-of.ts";

/** The keys; each is also a command, and `compare` is a sweep with a control. */
export const QUESTIONS = ["sweep", "tune"] as const;
type Asked = (typeof QUESTIONS)[number];
export type ExperimentCommand = Asked | "compare";

/** What is wrong with the question of an experiment that a command is to answer, or null. */
export function wrongQuestion(tree: ExperimentTree, command: ExperimentCommand): Finding | null {
  const asked = QUESTIONS.filter((key) => tree[key] !== undefined);
  const wanted = command === "compare" ? "sweep" : command;
  if (asked.length === 0) {
    const expected = `path=value,value after it, or the key ${wanted} in the file`;
    return { path: [], code: "missing_key", message: `missing required key "${wanted}"`, expected };
  }
  const other = asked.find((key) => key !== wanted);
  if (other === undefined) return null;
  if (asked.length > 1) {
    const message = `an experiment asks one thing, and this has ${asked.join(" and ")}`;
    return { path: [other], code: "contradiction", message, atKey: true };
  }
  const message = `this is no question for ${command}`;
  const expected = `npm run sim -- ${other}, or the key ${wanted}`;
  return { path: [other], code: "wrong_value", message, expected, atKey: true };
}

/** The points of an experiment whose question is right; keys of problems count from the top. */
export function pointsOf({ sweep, tune }: ExperimentTree): Made<Design> {
  return tune === undefined ? below("sweep", designOf(sweep!)) : below("tune", tuneDesign(tune));
}

function below(key: Asked, made: Made<Design>): Made<Design> {
  if (made.ok) return made;
  return {
    ok: false,
    problems: made.problems.map(({ keys, message }) => ({ keys: [key, ...keys], message })),
  };
}

/** @param findings what is wrong is added here */
export function questionOf(tree: ExperimentTree, known: KnownMetric, findings: Finding[]): Question | null {
  if (tree.tune === undefined) return null;
  for (const key of ["replications", "compare"] as const) {
    if (tree[key] === undefined) continue;
    const message = "a search decides by itself how often it runs a point, and compares all";
    const expected = "minimum and maximum under tune";
    findings.push({ path: [key], code: "contradiction", message, expected, atKey: true });
  }
  return tuningOf(tree.tune, known, findings);
}
