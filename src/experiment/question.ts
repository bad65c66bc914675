// What an experiment asks: the one key of its file that says where its points are, and what that makes of them.

import type { UncertainAssumption } from "../scenario/assumptions.ts";
import type { Finding } from "../scenario/problem.ts";
import { type Design, designOf, type Made } from "./design.ts";
import type { Question } from "./experiment.ts";
import type { ExperimentTree } from "./experiment-schema.ts";
import { sensitivityDesign, sensitivityOf } from "./sensitivity/sensitivity.ts";
import { tuneDesign } from "./tune/tune-design.ts";
import { type KnownMetric, tuningOf } from "./tune/tuning-of.ts";
import { uncertainOf } from "./uncertain.ts";
import { uncertaintyDesign, uncertaintyOf } from "./uncertainty/uncertainty.ts";

/** The keys; each is also a command, and `compare` is a sweep with a control. */
export const QUESTIONS = ["sweep", "tune", "sensitivity", "uncertainty"] as const;
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

/** Whether the points depend on what the scenario says is uncertain. */
export function asksOfAssumptions({ sensitivity, uncertainty }: ExperimentTree): boolean {
  const question = sensitivity ?? uncertainty;
  return question !== undefined && question.over === undefined;
}

/** The points of an experiment, and what is asked of all of them together if that is known before their metrics are. */
export interface Asking {
  readonly design: Design;
  readonly question: Question | null;
}

/**
 * The points of an experiment whose question is right; keys of problems count from the top.
 * @param assumed the scenario's own, where it is asked of them
 */
export function askingOf(tree: ExperimentTree, assumed: readonly UncertainAssumption[]): Made<Asking> {
  const { sweep, tune, sensitivity, uncertainty } = tree;
  if (sweep !== undefined) return below("sweep", withoutQuestion(designOf(sweep)));
  if (tune !== undefined) return below("tune", withoutQuestion(tuneDesign(tune)));
  const over = uncertainOf((sensitivity ?? uncertainty)!.over, assumed);
  if (!over.ok) return below(sensitivity === undefined ? "uncertainty" : "sensitivity", over);
  if (sensitivity !== undefined) {
    const question = sensitivityOf(sensitivity, over.value);
    return { ok: true, value: { question, design: sensitivityDesign(question) } };
  }
  const question = uncertaintyOf(uncertainty!, over.value);
  return { ok: true, value: { question, design: uncertaintyDesign(question) } };
}

function withoutQuestion(design: Made<Design>): Made<Asking> {
  return design.ok ? { ok: true, value: { question: null, design: design.value } } : design;
}

function below<T>(key: Asked, made: Made<T>): Made<T> {
  if (made.ok) return made;
  return {
    ok: false,
    problems: made.problems.map(({ keys, message }) => ({ keys: [key, ...keys], message })),
  };
}

/**
 * What a search looks for, which its metrics decide.
 * @param findings what is wrong is added here
 */
export function tuningIn(tree: ExperimentTree, known: KnownMetric, findings: Finding[]) {
  if (tree.tune === undefined) return null;
  for (const key of ["replications", "compare"] as const) {
    if (tree[key] === undefined) continue;
    const message = "a search decides by itself how often it runs a point, and compares all";
    const expected = "minimum and maximum under tune";
    findings.push({ path: [key], code: "contradiction", message, expected, atKey: true });
  }
  return tuningOf(tree.tune, known, findings);
}
