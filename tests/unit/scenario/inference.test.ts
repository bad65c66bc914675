// Services that serve a model: demand in tokens, throughput by model, type of GPU and shape of the requests.

import { describe, expect, test } from "vitest";
import { replicaRule } from "../../../src/workload/replicas.ts";
import { refusalWith, scenarioWith, serviceWith } from "./work-of-one.ts";

const PEAK = "demand: {peak: 100 ktok/s}";

test("a model serves its published throughput × 30 %, a replica that of its GPUs", () => {
  const plan = serviceWith(`model: llama33_70b, gpu: [H100], gpus_per_replica: 4, ${PEAK}`);
  expect(plan.capacityPerReplica).toBeCloseTo(4 * 0.3 * 2209, 9);
  // 100,000 / 2,650.8
  expect(replicaRule(plan)(100_000)).toBe(38);
});

test("shape, derate and type of GPU each say another throughput", () => {
  const capacity = (keys: string) => serviceWith(`model: llama33_70b, ${keys}, ${PEAK}`).capacityPerReplica;
  expect(capacity("gpu: [H100], shape: 8192/1024")).toBeCloseTo(0.3 * 398, 9);
  expect(capacity("gpu: [B200], derate: 45%")).toBeCloseTo(0.45 * 6920, 9);
  expect(capacity("pools: [q], derate: 1")).toBe(6920);
});

test("the scenario as run says shape and derate, and reads back as the same", () => {
  const scenario = scenarioWith(`{kind: service, model: gpt_oss_120b, gpu: [H100], ${PEAK}}`);
  const echo = scenario.echo as { internal: { x: Record<string, unknown> } };
  expect(echo.internal.x).toMatchObject({ model: "gpt_oss_120b", shape: "1000/1000", derate: 0.3 });
  expect(echo.internal.x).not.toHaveProperty("per_replica");
});

test("a portfolio spreads a demand over models, apart or on shared replicas", () => {
  const text = (portfolio: string) => `per_replica: 10, demand: {peak: 5}, portfolio: ${portfolio}`;
  const apart = serviceWith(text("{models: 60, skew: 1}"));
  expect(apart.portfolio).toMatchObject({ modelsPerReplica: 1 });
  expect(replicaRule(apart)(5)).toBe(60);
  const shared = serviceWith(text("{models: 60, skew: 1, per_replica: 7}"));
  expect(replicaRule(shared)(5)).toBe(9);
});

describe("what is refused", () => {
  test.each([
    [`model: llama33_70b, ${PEAK}`, "H100 and B200 serve it at different speeds"],
    [`model: llama4_maverick, gpu: [H100], ${PEAK}`, "no throughput of it is known for H100"],
    [`model: qwen3_235b, gpu: [B200], shape: 8192/1024, ${PEAK}`, "is not known for these requests"],
    [`model: llama33_70B, gpu: [H100], ${PEAK}`, "did you mean llama33_70b?"],
    [`model: llama33_70b, gpu: [H100], per_replica: 5 ktok/s, ${PEAK}`, "the model says it already"],
    ["model: llama33_70b, gpu: [H100], demand: {peak: 5 GPUs}", "it is in GPUs, and a model serves tokens"],
    [`model: llama33_70b, gpu: [H100], derate: 0%, ${PEAK}`, "GPUs that serve nothing never suffice"],
    [`model: llama33_70b, gpu: [H100], shape: 1000, ${PEAK}`, "it is no shape of a request"],
    ["derate: 30%, demand: {peak: 5 GPUs}", "only the throughput of a model depends on it"],
    [`per_replica: 5 ktok/s, portfolio: {models: 0, skew: 1}, ${PEAK}`, "it is too small"],
  ])("%s: %s", (text, message) => {
    expect(refusalWith(`{kind: service, ${text}}`)).toContain(message);
  });
});
