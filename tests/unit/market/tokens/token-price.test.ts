// Published figures: what an hour of a GPU earns by tokens, and DeepSeek's day.

import { describe, expect, test } from "vitest";
import { pricePerOutput, revenuePerGpuHour } from "../../../../src/market/tokens/token-price.ts";
import { outputPerGpu } from "../../../../src/workload/throughput.ts";

const SHORT = { input: 1000, output: 1000 };

describe("an hour of a GPU earns by tokens, saturated and at 30 % of it", () => {
  // Throughputs of TensorRT-LLM at 1000/1000 × prices of November 2026: DeepInfra (cheap), Groq and Together (mid, high).
  test.each([
    ["llama33_70b", "H100", 0.1, 0.32, 3.34, 1.0],
    ["llama33_70b", "H100", 0.59, 0.79, 10.97, 3.29],
    ["llama33_70b", "H100", 0.88, 0.88, 14.0, 4.2],
    ["llama4_maverick", "H200", 0.15, 0.6, 11.19, 3.36],
    ["llama33_70b", "B200", 0.1, 0.32, 10.46, 3.14],
    ["llama4_maverick", "GB200", 0.15, 0.6, 31.9, 9.6],
  ])("%s on %s at $%d in and $%d out: $%d and $%d", (model, gpu, input, output, most, derated) => {
    const perGpu = outputPerGpu(model, gpu, SHORT)!;
    const digits = (figure: number) => (Number.isInteger(figure * 10) && figure >= 4 ? 1 : 2);
    expect(revenuePerGpuHour(perGpu, { input, output }, SHORT)).toBeCloseTo(most, digits(most));
    expect(revenuePerGpuHour(0.3 * perGpu, { input, output }, SHORT)).toBeCloseTo(derated, digits(derated));
  });
});

describe("DeepSeek's day of 27 February 2025: 608B tokens in, 168B out, 226.75 nodes of 8 H800 on average", () => {
  const day = { input: 608, output: 168 };
  const perGpu = outputPerGpu("deepseek_r1", "H800", day)!;

  test("needs its 226.75 nodes, for a node prefills or decodes and does not both at its full speed", () => {
    const nodes = 168e9 / (24 * 3600 * 8 * perGpu);
    expect(Math.abs(nodes / 226.75 - 1)).toBeLessThan(0.001);
  });

  test("earns $12.9 an hour of a GPU at the prices of R1, of which 342B tokens in were cache hits", () => {
    // $0.14 a million for hits, $0.55 for misses, $2.19 out: $562,027 in theory (open-infra-index, day 6).
    const price = { input: (342 * 0.14 + 266 * 0.55) / 608, output: 2.19 };
    expect((168e9 * pricePerOutput(price, day)) / 562_027).toBeCloseTo(1, 3);
    expect(revenuePerGpuHour(perGpu, price, day)).toBeCloseTo(12.9, 1);
  });

  test("costs $87,072 at $2 an hour of a GPU: a margin of 545 %", () => {
    const gpuHours = 168e9 / (3600 * perGpu);
    expect(Math.abs((2 * gpuHours) / 87_072 - 1)).toBeLessThan(0.001);
    expect((100 * (562_027 - 2 * gpuHours)) / (2 * gpuHours)).toBeCloseTo(545, -1);
  });
});
