import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "../../../src/kernel/time.ts";
import { jobsWith, refusalWith, scenarioWith } from "./work-of-one.ts";

const arrivals = (text: string, more = "") => jobsWith(`arrivals: ${text}${more}`).arrivals;
const refused = (text: string, more = "") => refusalWith(`{gpus: 1, service: 1h, arrivals: ${text}${more}}`);

describe("arrivals", () => {
  test.each([
    ["{poisson: {rate: 4/h}}", { kind: "poisson", rate: 4 / HOUR, growth: 0 }],
    [
      "{sinusoid: {mean: 30/h, amplitude: 60%, period: 1d, phase: -1.5}}",
      { kind: "sinusoid", rate: 30 / HOUR, amplitude: 0.6, period: DAY, phase: -1.5, growth: 0 },
    ],
    ["{sinusoid: {mean: 1/h, amplitude: 1, period: 1d}}", { kind: "sinusoid", amplitude: 1, phase: 0 }],
    ["{renewal: 2h}", { kind: "renewal", gap: { mean: 2 * HOUR, variance: 0 } }],
    [
      "{renewal: {erlang: {k: 4, mean: 2h}}}",
      { kind: "renewal", gap: { mean: 2 * HOUR, variance: HOUR ** 2 } },
    ],
    ["{every: 10h}", { kind: "every", interval: 10 * HOUR }],
    [
      "{batch: {rate: 2/h, size: 3}}",
      { kind: "batch", rate: 2 / HOUR, size: { kind: "table", values: [3] } },
    ],
    ["{batch: {rate: 2/h, size: {geometric: {mean: 2.5}}}}", { size: { kind: "geometric", mean: 2.5 } }],
    [
      "{batch: {rate: 2/h, size: {1: 50%, 4: 0.5}}}",
      { size: { kind: "table", values: [1, 4], probabilities: [0.5, 0.5] } },
    ],
    [
      "{on_off: {rates: [20/h, 0/h], switch: [0.5/h, 12/d]}}",
      { kind: "on-off", rates: [20 / HOUR, 0], switching: [0.5 / HOUR, 0.5 / HOUR] },
    ],
    ["{backlog: true}", { kind: "backlog" }],
  ])("may be %s", (text, plan) => {
    expect(arrivals(text)).toMatchObject(plan);
  });

  test("at given instants come in their order", () => {
    const plan = arrivals("{at: [4h, 0s, 90m]}");
    expect(plan.kind === "at" && [...plan.instants]).toEqual([0, 1.5 * HOUR, 4 * HOUR]);
  });

  test.each([
    ["{poisson: {rate: 4/h}}"],
    ["{sinusoid: {mean: 4/h, amplitude: 10%, period: 1d}}"],
    [`{hour_of_week: {rate: 4/h, profile: [${new Array(168).fill(1).join(", ")}]}}`],
  ])("grow by so much a year: %s", (text) => {
    expect(arrivals(text, ", growth: 30%/y")).toMatchObject({ rate: 4 / HOUR, growth: 0.3 });
    expect(arrivals(text, ", growth: -20%/y")).toMatchObject({ growth: -0.2 });
  });

  test.each([
    ["{sinusoid: {mean: 1/h, amplitude: 120%, period: 1d}}", "sinusoid.amplitude: it is more than the whole"],
    ["{sinusoid: {mean: 1/h, amplitude: 1, period: 0s}}", "sinusoid.period: it must not be 0"],
    ["{sinusoid: {mean: 1/h, period: 1d}}", "sinusoid.amplitude: missing required key"],
    ["{renewal: 0s}", "x.arrivals.renewal: all jobs would arrive at once, without end"],
    ["{every: 0h}", "x.arrivals.every: it must not be 0"],
    ["{batch: {rate: 2/h, size: 0}}", "batch.size: it is too small"],
    ["{batch: {rate: 2/h, size: {0: 100%}}}", "batch.size.0: it is too small"],
    ["{batch: {rate: 2/h, size: {1: 50%}}}", "batch.size: the shares add up to 0.5"],
    ["{batch: {rate: 2/h, size: {geometric: {mean: 0.5}}}}", "size.geometric.mean: it is too small"],
    ["{batch: {rate: 2/h, size: {geometric: {men: 2}}}}", "did you mean mean?"],
    ["{on_off: {rates: [1/h, 2/h], switch: [1/h, 0/h]}}", "switch[1]: a state that is never left"],
    ["{on_off: {rates: [1/h, 2/h, 3/h], switch: [1/h, 1/h]}}", "there are 3 rates and 2 rates of leaving"],
    ["{on_off: {rates: [1/h], switch: [1/h]}}", "on_off.rates: it is empty"],
    ["{backlog: false}", "arrivals.backlog: unknown value"],
    ["{at: []}", "arrivals.at: it is empty"],
    ["{at: [1]}", "arrivals.at[0]: a bare number has no unit"],
    ["{poison: {rate: 4/h}}", "did you mean poisson?"],
    ["{every: 1h, backlog: true}", "every and backlog cannot both hold"],
  ])("%s is refused", (text, said) => {
    expect(refused(text)).toContain(said);
  });

  test.each([
    "{every: 1h}",
    "{backlog: true}",
    "{batch: {rate: 1/h, size: 2}}",
    "{closed: {sources: 1, gap: 1h}}",
  ])("that have no rate of their own do not grow: %s", (text) => {
    expect(refused(text, ", growth: 5%/y")).toContain("internal.x.growth: these arrivals do not grow");
  });

  test.each(["patience: 1h", "queue_limit: 3", "when_full: refuse"])(
    "of a backlog are never refused and never leave: %s",
    (key) => {
      expect(refused("{backlog: true}", `, ${key}`)).toContain(
        "internal.x.arrivals: a backlog waits for ever",
      );
    },
  );
});

describe("a warning", () => {
  const warnings = (text: string) => scenarioWith(`{gpus: 8, service: 3h, arrivals: ${text}}`).warnings;

  test("is given of a horizon that cuts a wave", () => {
    const wave = (period: string) => `{sinusoid: {mean: 1/h, amplitude: 10%, period: ${period}}}`;
    expect(warnings(wave("4d"))).toEqual([]);
    expect(warnings(wave("5d"))).toEqual([
      "The horizon is no whole number of waves of x: means lean to the part it holds.",
    ]);
  });

  test("is given of work that grows", () => {
    const text = "{gpus: 8, service: 3h, arrivals: {poisson: {rate: 1/h}}, growth: 10%/y}";
    expect(scenarioWith(text).warnings).toEqual([
      "x grows during the run: its means are of this stretch of time and no steady state.",
    ]);
  });
});
