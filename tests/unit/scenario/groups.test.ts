// Groups as a scenario names them: on classes, on listed jobs, by columns of traces, and in quotas.

import { describe, expect, test } from "vitest";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { printProblems } from "../../../src/scenario/print-problems.ts";
import type { TraceTable } from "../../../src/scenario/scenario-files.ts";
import { complaint, hourlyTrace, memoryFiles, PLAIN, scenarioOf, type TracesRead } from "./memory-files.ts";
import { HEAD, refusalWith, sourceWith } from "./work-of-one.ts";

const CLASSES = `{arrivals: {every: 1h}, classes: [
    {share: 25%, gpus: 1, service: 1h, group: vision},
    {share: 25%, gpus: 2, service: 1h, group: 7},
    {share: 25%, gpus: 4, service: 1h},
    {share: 25%, gpus: 8, service: 1h, group: x}]}`;
const LIST = `{jobs: [
    {submit: 2h, gpus: 1, service: 1h, group: speech},
    {submit: 1h, gpus: 1, service: 1h},
    {submit: 0h, gpus: 1, service: 1h, group: 7}]}`;

test("classes name their groups; one that names none, or its source, is in the group of the source", () => {
  const source = sourceWith(CLASSES);
  if (source.kind !== "jobs") throw new Error("it is no source of jobs from laws");
  expect(source.classes.map(({ group }) => group)).toEqual(["vision", "7", undefined, undefined]);
  const single = sourceWith("{gpus: 1, service: 1h, group: vision, arrivals: {every: 1h}}");
  expect(single).toMatchObject({ classes: [{ group: "vision" }] });
});

test("jobs of a list name their groups, which follow them when they are sorted", () => {
  const source = sourceWith(LIST);
  if (source.kind !== "trace") throw new Error("it is no trace");
  const { groups } = source.jobs;
  expect([...groups!.of].map((number) => (number === 0 ? null : groups!.names[number - 1]))).toEqual([
    "7",
    null,
    "speech",
  ]);
  expect(sourceWith("{jobs: [{submit: 0s, gpus: 1, service: 1h}]}")).toMatchObject({
    jobs: { groups: null },
  });
});

describe("a trace", () => {
  function trace(text: string, table: TraceTable, scheduling = "{}") {
    const read: TracesRead[] = [];
    const scenario = `${HEAD}  x: ${text}\nscheduling: ${scheduling}\n`;
    const files = memoryFiles({ "a.yaml": scenario }, { "t.csv": table, "t.swf": table }, read);
    const result = loadScenario("a.yaml", [], files);
    return {
      spec: read[0]?.spec,
      source: result.ok ? result.scenario.sources[0]! : null,
      said: result.ok ? "" : printProblems(result.problems, result.texts),
    };
  }

  const users = (...of: number[]): TraceTable => {
    const table = hourlyTrace(of.length);
    return {
      ...table,
      jobs: { ...table.jobs, groups: { names: ["ann", "x", "bob"], of: Int32Array.from(of) } },
    };
  };
  const csv = "{kind: trace, file: t.csv, columns: {submit: s, service: d, gpus: g, group: user}}";

  test("names the column of the groups: any of a CSV, the user or the group of SWF", () => {
    expect(trace(csv, users(1)).spec).toMatchObject({ columns: { group: "user" }, group: null });
    for (const group of ["user", "group"]) {
      const { spec } = trace(`{kind: trace, file: t.swf, columns: {group: ${group}}}`, users(1));
      expect(spec).toMatchObject({ columns: null, group });
    }
    expect(trace("{kind: trace, file: t.swf}", users(1)).spec).toMatchObject({ columns: null, group: null });
  });

  test("may name the group of its source, which is the same as to name none", () => {
    const { source } = trace(csv, users(1, 2, 0, 3));
    expect(source).toMatchObject({
      jobs: { groups: { names: ["ann", "bob"], of: Int32Array.of(1, 0, 0, 2) } },
    });
  });

  test.each([
    ["{kind: trace, file: t.swf, columns: {group: usr}}", "did you mean user?"],
    ["{kind: trace, file: t.swf, columns: {group: user, submit: s}}", "the format fixes its columns"],
    ["{kind: trace, file: t.csv, columns: {group: user}}", "internal.x.columns.submit: missing required key"],
  ])("is refused when %s", (text, said) => {
    expect(trace(text, users(1)).said).toContain(said);
  });

  test("has its groups bound by quotas, and those that it does not name refused with the nearest", () => {
    expect(trace(csv, users(1, 3), "{quotas: {bob: {gpus: 1}}}").said).toBe("");
    const { said } = trace(csv, users(1, 3), "{quotas: {bop: {gpus: 1}}}");
    expect(said).toContain("expected one of ann, bob");
    expect(said).toContain("did you mean bob?");
  });

  test("that could not be read says nothing of the quotas of its groups", () => {
    const gone = csv.replace("t.csv", "gone.csv");
    const { said } = trace(gone, users(1), "{quotas: {bop: {gpus: 1}}}");
    expect(said).toContain("gone.csv: no such file");
    expect(said).not.toContain("bop");
  });

  test("of many groups has the first of them listed and the others counted", () => {
    const table = hourlyTrace(20);
    const groups = {
      names: table.jobs.ids.map((id) => `user-${id}`),
      of: Int32Array.from(table.jobs.ids, (_, place) => place + 1),
    };
    const { said } = trace(csv, { ...table, jobs: { ...table.jobs, groups } }, "{quotas: {x: {gpus: 1}}}");
    expect(said).toContain("user-j11, … (20 in all)");
  });
});

test.each([
  ["vision", ""],
  ["x", ""],
  ["research", "no source or product has this name"],
])("a quota may be that of a class's group, or of a source with jobs that name none: %s", (group, said) => {
  const text = `${HEAD}  x: ${CLASSES}\nscheduling: {quotas: {${group}: {gpus: 4}}}\n`;
  if (said === "") expect(scenarioOf(text).scheduling.quotas).toMatchObject([{ group }]);
  else expect(complaint(text)).toContain(said);
});

test("a source whose jobs all name groups is no group, and a quota of it binds nobody", () => {
  const all = "{arrivals: {every: 1h}, gpus: 1, service: 1h, group: vision}";
  expect(refusalWith(all, "{quotas: {x: {gpus: 1}}}")).toContain("expected one of vision");
});

test.each([
  [
    "{arrivals: {every: 1h}, classes: [{share: 1, gpus: 1, service: 1h}], group: a}",
    "internal.x.group: classes say it already",
  ],
  [
    "{arrivals: {every: 1h}, gpus: 1, service: 1h, group: 1.5}",
    "internal.x.group: it is not the name of a group",
  ],
  ["{jobs: [{submit: 0s, gpus: 1, service: 1h, group: ''}]}", "jobs[0].group: it is not the name of a group"],
  [
    CLASSES.replace("{every: 1h}", "{backlog: true}"),
    "internal.x.classes: the jobs of a backlog are of one group",
  ],
])("%s is refused", (work, said) => {
  expect(refusalWith(work)).toContain(said);
});

test("a scenario that extends another with groups in the place of classes leaves these out", () => {
  const base = `${HEAD}  x: ${CLASSES}\n`;
  const over = "extends: base.yaml\ninternal: {x: {gpus: 1, service: 1h, group: vision}}\n";
  expect(scenarioOf(over, [], { "base.yaml": base }).sources[0]).toMatchObject({
    classes: [{ group: "vision", share: 1 }],
  });
});

test("a quota of a group that bears the name of a key is changed and not replaced", () => {
  const base = `${HEAD}  x: ${CLASSES.replace("vision", "service")}\nscheduling: {quotas: {service: {gpus: 4, borrow: true}}}\n`;
  const over = "extends: base.yaml\nscheduling: {quotas: {service: {gpus: 5}}}\n";
  expect(scenarioOf(over, [], { "base.yaml": base }).scheduling.quotas).toEqual([
    { group: "service", gpus: 5, borrow: true },
  ]);
});

test("requests of a product name groups as jobs do", () => {
  const named = PLAIN.replace("elasticity: -1.2, gpus: 1", "elasticity: -1.2, group: customer, gpus: 1");
  expect(scenarioOf(named).sources[1]).toMatchObject({ name: "spot", classes: [{ group: "customer" }] });
});
