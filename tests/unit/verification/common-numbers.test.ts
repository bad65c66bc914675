import { expect, test } from "vitest";
import { jobsOutOfStep } from "../../../src/verification/common-numbers.ts";
import { readSetting } from "../../../src/verification/setting/read-setting.ts";
import { suiteOf } from "../../../src/verification/suite.ts";
import { lossCase, resultsOf } from "./own-cases.ts";

const TWO = {
  fleet: { gpus: 2 },
  streams: ["a", "b"].map((id) => ({
    id,
    arrival: { process: "poisson", rate: 2 },
    gpus: 1,
    duration: { dist: "exponential", mean: 1 },
    onFull: "reject",
    priority: 0,
  })),
  policy: { queue: "loss" },
};

test("neither the order of the streams nor the fleet moves a job", () => {
  expect(jobsOutOfStep([readSetting(TWO)])).toBe(0);
});

test("jobs that wait for what became of others are not compared", () => {
  const arrival = { process: "finite-source", sources: 5, thinkTime: { dist: "exponential", mean: 1 } };
  const closed = { ...TWO, streams: TWO.streams.map((stream) => ({ ...stream, arrival })) };
  expect(jobsOutOfStep([readSetting(closed)])).toBe(0);
});

test("a case of common random numbers is answered by whatever name it has", () => {
  const identity = {
    id: "I07-same-numbers",
    family: "identity",
    model: "common random numbers: the same jobs whatever the policy",
    kind: "identity",
    params: { appliesTo: "every run" },
    expect: { violations: 0 },
  };
  const { prepared, refused } = suiteOf({ cases: [lossCase(), identity] }, { family: "I07", long: false });
  expect(refused).toEqual([]);
  expect(resultsOf(prepared[0]!)).toMatchObject([{ metric: "violations", got: 0, verdict: "pass" }]);
});
