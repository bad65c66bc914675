import { expect, test } from "vitest";
import { HOUR } from "../../../src/kernel/time.ts";
import { complaint, scenarioOf } from "./memory-files.ts";
import { HEAD, refusalWith, sourceWith } from "./work-of-one.ts";

const LIST = `{jobs: [
    {id: late, submit: 4h, gpus: 8, service: 3h, priority: 90},
    {id: 7, submit: 0s, gpus: 64, service: 10h, estimate: 12h},
    {submit: 0s, gpus: 1, service: 0s}]}`;

test("jobs in the scenario itself are a trace, sorted by submit, those of one instant in the order of the list", () => {
  const source = sourceWith(LIST);
  if (source.kind !== "trace") throw new Error("it is no trace");
  const { ids, submit, service, estimate, gpus, priority } = source.jobs;
  expect(ids).toEqual(["7", "3", "late"]);
  expect([...submit]).toEqual([0, 0, 4 * HOUR]);
  expect([...service]).toEqual([10 * HOUR, 0, 3 * HOUR]);
  expect([...estimate]).toEqual([12 * HOUR, Number.NaN, Number.NaN]);
  expect([...gpus]).toEqual([64, 1, 8]);
  expect([...(priority ?? [])]).toEqual([50, 50, 90]);
  expect(source).toMatchObject({ killAtEstimate: false, estimate: { kind: "trace" }, priority: 50 });
});

test("a list without priorities leaves them to the source", () => {
  const source = sourceWith("{jobs: [{submit: 0s, gpus: 1, service: 1h}], priority: 3}");
  expect(source).toMatchObject({ priority: 3, jobs: { priority: null, ids: ["1"] } });
});

test.each([[LIST], ["{gpus: 1, service: 1h, arrivals: {at: [0s, 4h]}}"]])(
  "a run may last until the jobs of a list or of given instants have ended (%#)",
  (work) => {
    expect(scenarioOf(`${HEAD}  x: ${work}\n`, ["horizon=all"]).end).toBe(Number.POSITIVE_INFINITY);
  },
);

test("an interval or a backlog never ends", () => {
  for (const arrivals of ["{every: 1h}", "{backlog: true}"]) {
    const work = `{gpus: 1, service: 1h, arrivals: ${arrivals}}`;
    expect(complaint(`${HEAD}  x: ${work}\n`, ["horizon=all"])).toContain("the jobs of x never cease");
  }
});

test.each([
  ["{jobs: []}", "internal.x.jobs: it is empty"],
  ["{jobs: [{submit: 0s, gpus: 65, service: 1h}]}", "jobs[0].gpus: a job of 65 GPUs fits into no pool"],
  ["{jobs: [{submit: 0s, gpus: 9, service: 1h}], within_node: true}", "a job of 9 GPUs fits into no node"],
  ["{jobs: [{submit: 0s, gpus: 1}]}", "internal.x.jobs[0].service: missing required key"],
  [
    "{jobs: [{submit: 0s, gpus: 1, service: 1h, id: a}, {submit: 0s, gpus: 1, service: 1h, id: a}]}",
    "jobs[1].id: the id a is taken",
  ],
  ["{jobs: [{submit: 0s, gpus: 1, service: 1h, id: 1.5}]}", "jobs[0].id: it is not an id"],
  ["{jobs: [{submit: 0, gpus: 1, service: 1h}]}", "jobs[0].submit: a bare number has no unit"],
  ["{jobs: [{submit: 0s, gpus: 1, service: 1h, user: me}]}", "jobs[0].user: unknown key"],
  ["{jobs: [{submit: 0s, gpus: 1, service: 1h}], arrivals: {every: 1h}}", "internal.x.arrivals: unknown key"],
  ["{jobs: [{submit: 0s, gpus: 1, service: 1h}], growth: 3%/y}", "internal.x.growth: unknown key"],
  ["{kind: trace, jobs: [{submit: 0s, gpus: 1, service: 1h}]}", "internal.x.jobs: unknown key"],
])("%s is refused", (work, said) => {
  expect(refusalWith(work)).toContain(said);
});
