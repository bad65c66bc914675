import { expect, test } from "vitest";
import type { Figure } from "../../../src/report/section.ts";
import { answer } from "../../../src/report/sections/answer.ts";
import { margins } from "../../../src/report/sections/margins.ts";
import { csv, resultsWith } from "./results-fixture.ts";

const metric = (
  name: string,
  mean: number | string,
  low: number | string = "",
  high: number | string = "",
) => ({
  metric: name,
  unit: "",
  mean,
  ci_low: low,
  ci_high: high,
  replications: 2,
});

test("both margins of every product are told where the scenario says what GPUs cost", async () => {
  expect(margins(await resultsWith({}))).toBeNull();
  const summary = csv([
    metric("spot.contribution_margin", 0.97, 0.96, 0.98),
    metric("spot.full_margin", -0.1, -0.2, 0.05),
  ]);
  const [figure] = margins(await resultsWith({ "summary.csv": summary }))!.blocks as [Figure];
  expect(figure.numbers!.rows).toEqual([
    ["spot: contribution", "97.0 %", "[96.0 %, 98.0 %]"],
    ["spot: full cost", "−10.0 %", "[−20.0 %, 5.0 %]"],
  ]);
});

test("the answer says up to which worth of an internal GPU-hour renting pays, and how sure that is", async () => {
  const sentence = async (...interval: number[]) => {
    const summary = csv([metric("break_even_usd_per_gpu_h", 55.5, ...interval)]);
    const { blocks } = answer(await resultsWith({ "summary.csv": summary }));
    return blocks.flatMap((block) =>
      "text" in block && /^(It pays|Whether it pays)/.test(block.text) ? [block.text] : [],
    );
  };
  expect(await sentence(17, 90)).toEqual([
    "It pays unless an internal GPU-hour is worth more than $55.50 [$17.00, $90.00].",
  ]);
  expect(await sentence(17)).toEqual([
    "It pays: internal work loses nothing measurable by it. Only an internal GPU-hour worth more than $17.00 could change that.",
  ]);
  expect(await sentence()).toEqual([
    "Whether it pays cannot be told from so few replications: what it adds may be nothing, and so may what internal work loses.",
  ]);
});
