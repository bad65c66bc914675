// Token products of several models, and on GPUs of several types. Throughputs: TensorRT-LLM at 1000/1000, × 30 %.

import { describe, expect, test } from "vitest";
import { replicaRule } from "../../../src/workload/replicas.ts";
import { complaint, scenarioOf } from "./memory-files.ts";

const H100 = { llama: 0.3 * 2209, oss: 0.3 * 4685 };
const H200 = { llama: 0.3 * 2587, oss: 0.3 * 6868 };

const text = (product: string) => `name: t
horizon: 2d
fleet:
  pools:
    - {name: h100, gpu: H100, nodes: 8, gpus_per_node: 8}
    - {name: h200, gpu: H200, nodes: 4, gpus_per_node: 8}
internal: {}
rental:
  products:
    api: {contract: tokens.standard, demand: {peak: 10 ktok/s}, ${product}}
`;
const tokensOf = (product: string) => scenarioOf(text(product)).tokens[0]!;
const refused = (product: string) => complaint(text(product));

const PRICE = "price: {in: $0.50/Mtok, out: $1.50/Mtok}";
const MODELS =
  "{llama33_70b: {share: 60%, price: {in: $0.60/Mtok, out: $0.80/Mtok}}, gpt_oss_120b: {share: 40%}}";

test("a replica serves what the GPUs of its pool do, in each pool its own, and nothing in pools that it may not use", () => {
  const both = tokensOf(`model: llama33_70b, gpus_per_replica: 2, ${PRICE}`);
  expect(both.capacityIn[0]).toBeCloseTo(2 * H100.llama, 9);
  expect(both.capacityIn[1]).toBeCloseTo(2 * H200.llama, 9);
  expect(both.capacityPerReplica).toBe(both.capacityIn[0]);
  const turned = tokensOf(`model: llama33_70b, gpu: [H200, H100], ${PRICE}`);
  expect(turned.capacityPerReplica).toBeCloseTo(H200.llama, 9);
  expect(tokensOf(`model: llama33_70b, pools: [h200], ${PRICE}`).capacityIn[0]).toBe(0);
});

test("tokens of several models take the mean of the times that theirs take, and cost the mean of the prices", () => {
  const { capacityIn, price } = tokensOf(`model: ${MODELS}, per_replica: 2, ${PRICE}`);
  // Of five tokens three take 1/662.7 s each and two 1/1,405.5 s: 838.6 a second.
  expect(capacityIn[0]).toBeCloseTo(5 / (3 / 662.7 + 2 / 1405.5), 3);
  expect(capacityIn[1]).toBeCloseTo(5 / (3 / H200.llama + 2 / H200.oss), 9);
  expect(price.input).toBeCloseTo(0.6 * 0.6 + 0.4 * 0.5, 12);
  expect(price.output).toBeCloseTo(0.6 * 0.8 + 0.4 * 1.5, 12);
});

test("models apart have replicas for their own tokens, each of its own speed; models that share have the least", () => {
  const apart = tokensOf(`model: ${MODELS}, pools: [h100], ${PRICE}`);
  // 6,000 / 662.7 = 9.05 and 4,000 / 1,405.5 = 2.85.
  expect(replicaRule(apart)(10_000)).toBe(10 + 3);
  expect(replicaRule(apart)(0)).toBe(2);
  const shared = tokensOf(`model: ${MODELS}, pools: [h100], per_replica: 2, ${PRICE}`);
  // 10,000 / 838.6 = 11.92.
  expect(replicaRule(shared)(10_000)).toBe(12);
  expect(replicaRule(shared)(0)).toBe(1);
});

test("a portfolio of like models is said as that of a service is", () => {
  const plan = tokensOf(
    `model: llama33_70b, pools: [h100], portfolio: {models: 40, skew: 1, per_replica: 7}, ${PRICE}`,
  );
  expect(replicaRule(plan)(0)).toBe(6);
  expect(tokensOf(`model: llama33_70b, ${PRICE}`).portfolio).toBeNull();
});

test("the scenario as run reads back as the same", () => {
  const scenario = scenarioOf(text(`model: ${MODELS}, per_replica: 2, ${PRICE}`));
  expect(scenarioOf(JSON.stringify(scenario.echo)).tokens).toEqual(scenario.tokens);
});

describe("what is refused", () => {
  test.each([
    [`model: ${MODELS}, ${PRICE}`, "each model would have replicas of its own on H100 and H200"],
    [`model: ${MODELS.replace("60%", "50%")}, per_replica: 2, ${PRICE}`, "the shares add up to 0.9"],
    [
      `model: ${MODELS.replace("llama33_70b", "llama33_70B")}, per_replica: 2, ${PRICE}`,
      "did you mean llama33_70b?",
    ],
    [`model: ${MODELS}, per_replica: 2`, "missing required key"],
    ["model: llama33_70b", "missing required key"],
    [`model: llama33_70b, per_replica: 2, ${PRICE}`, "there is one model"],
    [`model: ${MODELS}, portfolio: {models: 4, skew: 1}, ${PRICE}`, "the models are named already"],
    [`model: llama4_maverick, ${PRICE}`, "no throughput of it is known for H100"],
  ])("%s: %s", (product, message) => {
    expect(refused(product)).toContain(message);
  });

  test("models that a batch would keep", () => {
    const batch = text(`model: ${MODELS}, per_replica: 2, ${PRICE}`).replace("standard", "batch");
    expect(complaint(batch)).toContain("a batch loads a model when its turn comes");
    const without = text(`model: ${MODELS}, ${PRICE}`).replace("standard", "batch");
    expect(scenarioOf(without).tokens[0]!.portfolio).toBeNull();
  });
});
