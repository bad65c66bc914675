// What becomes of jobs that wait, are preempted or fail.

import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND } from "../../../src/kernel/time.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";
import { jobsWith, refusalWith } from "./work-of-one.ts";

const BY_PRIORITY = "{preemption: by-priority}";
const traits = (text: string, scheduling = "{}") => jobsWith(`arrivals: {every: 1h}, ${text}`, scheduling);
const refused = (text: string, scheduling = "{}") =>
  refusalWith(`{gpus: 1, service: 1h, arrivals: {every: 1h}, ${text}}`, scheduling);
const CHECKPOINT = "checkpoint: {every: 30m, cost: 20s, restart: 10m}";

test("a source says nothing of loss, patience and refusal unless it is asked to", () => {
  expect(traits("priority: 7")).toMatchObject({
    priority: 7,
    whenFull: "queue",
    preemptible: false,
    notice: 0,
    onPreemption: "resume",
    onFailure: "restart",
    checkpoint: null,
    release: "at-end-of-notice",
    interruptions: null,
    patience: null,
    queueLimit: Number.POSITIVE_INFINITY,
    penalty: 0,
    withinNode: false,
    headroom: null,
  });
});

test.each([
  ["patience: {exponential: {mean: 2h}}", { patience: { mean: 2 * HOUR } }],
  ["queue_limit: 4", { queueLimit: 4 }],
  ["penalty: $5", { penalty: 5 }],
  ["within_node: true", { withinNode: true }],
  ["headroom: 3 GPUs", { headroom: { kind: "gpus", gpus: 3 } }],
  ["headroom: 0", { headroom: { kind: "gpus", gpus: 0 } }],
  ["headroom: 5%", { headroom: { kind: "share", share: 0.05 } }],
  ["on_failure: kill", { onFailure: "kill" }],
  [
    "interruptions: {rate: 0.02/h, downtime: 15m}",
    { interruptions: { rate: 0.02 / HOUR, downtime: 15 * MINUTE, kind: "failure" } },
  ],
  ["interruptions: {rate: 1/d, kind: eviction}", { interruptions: { downtime: 0, kind: "eviction" } }],
])("a source may say %s", (text, plan) => {
  expect(traits(text)).toMatchObject(plan);
});

describe("checkpoints", () => {
  test("are what a job goes on from, unless it is said otherwise", () => {
    expect(traits(CHECKPOINT)).toMatchObject({
      onPreemption: "checkpoint",
      onFailure: "checkpoint",
      checkpoint: {
        every: 30 * MINUTE,
        cost: 20 * SECOND,
        restart: 10 * MINUTE,
        clock: "progress",
        final: false,
        onNotice: false,
      },
    });
    expect(traits(`${CHECKPOINT}, on_preemption: resume, on_failure: restart`)).toMatchObject({
      onPreemption: "resume",
      onFailure: "restart",
    });
  });

  test("may be written on notice alone: never longer than any run", () => {
    const { checkpoint, release } = traits(
      "checkpoint: {every: never, cost: 6m, on_notice: true}, release: when-written",
      BY_PRIORITY,
    );
    expect(checkpoint).toMatchObject({ every: Number.MAX_SAFE_INTEGER, onNotice: true });
    expect(release).toBe("when-written");
  });

  test.each([
    ["checkpoint: {every: 30m, cost: 30m}", "checkpoint.cost: writing a checkpoint takes as long"],
    [
      "checkpoint: {every: 30m, cost: 40m, clock: wall}",
      "checkpoint.cost: writing a checkpoint takes as long",
    ],
    ["checkpoint: {cost: 30m}", "checkpoint.every: missing required key"],
    ["checkpoint: {every: 0s}", "checkpoint.every: it must not be 0"],
    ["checkpoint: {every: 1h, clock: cpu}", "expected one of progress, wall"],
    ["checkpoint: 30m", "internal.x.checkpoint: it is not a map"],
    ["on_preemption: checkpoint", "on_preemption: there are no checkpoints to go on from"],
    ["on_failure: checkpoint", "on_failure: there are no checkpoints to go on from"],
    [`${CHECKPOINT}, release: when-written`, "internal.x.release: no checkpoint is written on notice"],
    ["release: when-written", "internal.x.release: no checkpoint is written on notice"],
  ])("%s is refused", (text, said) => {
    expect(refused(text)).toContain(said);
  });
});

describe("internal work", () => {
  test("may be preempted by a higher priority, under by-priority alone, unless it says no", () => {
    const preemptible = (text: string, scheduling: string) => traits(text, scheduling).preemptible;
    expect(preemptible("priority: 1", BY_PRIORITY)).toBe(true);
    expect(preemptible("preemptible: true", BY_PRIORITY)).toBe(true);
    expect(preemptible("preemptible: false", BY_PRIORITY)).toBe(false);
    expect(preemptible("preemptible: true", "{preemption: internal-first}")).toBe(false);
    expect(preemptible("preemptible: true", "{preemption: never}")).toBe(false);
  });

  test("may be given notice, and be left out of nothing else", () => {
    expect(traits("notice: 2m, on_preemption: kill", BY_PRIORITY)).toMatchObject({
      notice: 2 * MINUTE,
      onPreemption: "kill",
    });
  });

  test.each([
    ["preemptible: false, notice: 2m", "internal.x.notice: preemptible is false"],
    ["preemptible: false, on_preemption: kill", "internal.x.on_preemption: preemptible is false"],
    [
      "preemptible: false, checkpoint: {every: 1h, on_notice: true}",
      "checkpoint.on_notice: preemptible is false",
    ],
    ["when_full: refuse, patience: 1h", "internal.x.patience: its jobs do not wait"],
    ["when_full: refuse, queue_limit: 1", "internal.x.queue_limit: its jobs do not wait"],
    ["interruptions: {rate: 1/h, downtime: 1m, kind: eviction}", "downtime: an evicted job holds no GPUs"],
    ["headroom: 64 GPUs", "internal.x.headroom: the headroom leaves no pool to start in"],
    ["penalty: 5", "did you mean $5?"],
    ["on_failure: retry", "expected one of resume, restart, checkpoint, kill"],
  ])("%s is refused", (text, said) => {
    expect(refused(text)).toContain(said);
  });

  test("is kept within a node only where nodes are placed on", () => {
    expect(refused("within_node: true", "{gang: spread}")).toContain(
      "internal.x.within_node: under gang: spread",
    );
    const nine = "{gpus: 9, service: 1h, arrivals: {every: 1h}, within_node: true}";
    expect(refusalWith(nine)).toContain("internal.x.gpus: a job of 9 GPUs fits into no node that it may use");
  });
});

describe("a product", () => {
  const spot = (text: string) => PLAIN.replace("contract: aws.spot", `contract: aws.spot\n      ${text}`);
  const onDemand = (text: string) =>
    PLAIN.replace("contract: aws.on-demand", `contract: aws.on-demand\n      ${text}`);

  test.each([
    ["patience: 1h", { patience: { mean: HOUR } }],
    ["queue_limit: 9", { queueLimit: 9 }],
    ["penalty: $0.50", { penalty: 0.5 }],
    ["checkpoint: {every: 1h}", { checkpoint: { every: HOUR }, onPreemption: "checkpoint" }],
    ["interruptions: {rate: 0.25/h, kind: eviction}", { interruptions: { kind: "eviction" } }],
    ["headroom: 3 GPUs", { headroom: { kind: "gpus", gpus: 3 } }],
    ["within_node: true", { withinNode: true }],
    ["on_failure: resume", { onFailure: "resume" }],
  ])("may say %s", (text, plan) => {
    expect(scenarioOf(spot(text)).sources[1]).toMatchObject({ name: "spot", ...plan });
  });

  test.each([
    [onDemand("on_preemption: kill"), "on_preemption: aws.on-demand is never preempted"],
    [onDemand("checkpoint: {every: 1h, on_notice: true}"), "on_notice: aws.on-demand is never preempted"],
    [onDemand("patience: 1h"), "on-demand.patience: its jobs do not wait"],
    [spot("when_full: queue"), "spot.when_full: unknown key"],
    [spot("notice: 1m"), "spot.notice: unknown key"],
  ])("is refused what its contract decides (%#)", (text, said) => {
    expect(complaint(text)).toContain(said);
  });

  test("may be asked for in any way that jobs arrive, grown or not", () => {
    const asked = (text: string) => scenarioOf(PLAIN.replace("{rate: 1/h,", `{${text},`)).sources[2];
    expect(asked("rate: 1/h, growth: 30%/y")).toMatchObject({ arrivals: { rate: 1 / HOUR, growth: 0.3 } });
    expect(asked("arrivals: {batch: {rate: 1/h, size: 2}}")).toMatchObject({ arrivals: { kind: "batch" } });
    expect(asked("arrivals: {every: 1h}")).toMatchObject({ arrivals: { kind: "every", interval: HOUR } });
  });

  test("may be bought whenever there is room", () => {
    const backlog = PLAIN.replace(
      /demand: \{form: isoelastic.*\}/,
      "demand: {arrivals: {backlog: true}, gpus: 1, service: 1h}",
    );
    expect(scenarioOf(backlog).sources[1]).toMatchObject({ name: "spot", arrivals: { kind: "backlog" } });
  });

  test("answers to its price with every rate that its arrivals have", () => {
    const asked = (arrivals: string) =>
      scenarioOf(PLAIN.replace("rate: 6/h", `arrivals: ${arrivals}`)).sources[1];
    const answer = (2.1 / 2) ** -1.2;
    expect(asked("{sinusoid: {mean: 6/h, amplitude: 50%, period: 1d}}")).toMatchObject({
      arrivals: { rate: (6 / HOUR) * answer },
    });
    expect(asked("{on_off: {rates: [6/h, 3/h], switch: [1/h, 1/h]}}")).toMatchObject({
      arrivals: { rates: [(6 / HOUR) * answer, (3 / HOUR) * answer], switching: [1 / HOUR, 1 / HOUR] },
    });
    expect(complaint(PLAIN.replace("rate: 6/h", "arrivals: {every: 1h}"))).toContain(
      "spot.demand.form: these arrivals have no rate that could answer to the price",
    );
  });

  test.each([
    [
      PLAIN.replace("{rate: 1/h,", "{rate: 1/h, arrivals: {every: 1h},"),
      "rate and arrivals cannot both hold",
    ],
    [
      PLAIN.replace("{rate: 1/h,", "{arrivals: {every: 1h}, growth: 3%/y,"),
      "demand.growth: these arrivals do not grow",
    ],
    [
      PLAIN.replace("{rate: 1/h,", "{arrivals: {backlog: true},"),
      "on-demand.demand.arrivals: a backlog waits for ever",
    ],
  ])("is refused a demand that contradicts itself (%#)", (text, said) => {
    expect(complaint(text)).toContain(said);
  });
});

describe("a headroom by forecast", () => {
  const policy = (forecast: string) =>
    scenarioOf(`${PLAIN}scheduling: {headroom: {internal: {forecast: ${forecast}}}}\n`).scheduling.headroom;
  const wrong = (forecast: string) =>
    complaint(`${PLAIN}scheduling: {headroom: {internal: {forecast: ${forecast}}}}\n`);

  test("looks every five minutes, a week back, and as far ahead as the notice, unless it says otherwise", () => {
    const looks = { kind: "forecast", quantile: 0.95, every: 5 * MINUTE, over: "notice" };
    expect(policy("{quantile: 95%}")).toEqual({
      ...looks,
      method: { name: "seasonal-naive", looks: 7 * 24 * 12 },
    });
    expect(policy("{quantile: 95%, method: exponential-smoothing}")).toEqual({
      ...looks,
      method: { name: "exponential-smoothing", smoothing: 0.3 },
    });
    expect(policy("{quantile: 80%, season: 1d, every: 1h, over: 10m}")).toEqual({
      kind: "forecast",
      quantile: 0.8,
      every: HOUR,
      over: 10 * MINUTE,
      method: { name: "seasonal-naive", looks: 24 },
    });
  });

  test("may be a source's own", () => {
    expect(traits("headroom: {forecast: {quantile: 95%, season: 1d}}").headroom).toMatchObject({
      kind: "forecast",
      method: { looks: 288 },
    });
  });

  test.each([
    ["{}", "scheduling.headroom.internal.forecast.quantile: missing"],
    ["{quantile: 100%}", "quantile: no headroom suffices always"],
    ["{quantile: 95%, smoothing: 10%}", "smoothing: seasonal-naive has no smoothing"],
    [
      "{quantile: 95%, method: exponential-smoothing, season: 1d}",
      "season: exponential-smoothing has no season",
    ],
    ["{quantile: 95%, method: exponential-smoothing, smoothing: 0%}", "a level that never moves"],
    ["{quantile: 95%, season: 1d, every: 7m}", "season: a season is no whole number of looks"],
    ["{quantile: 95%, metod: seasonal-naive}", "method"],
    ["{quantile: 95%, over: -1h}", "over: it must not be negative"],
  ])("%s is refused: %s", (forecast, said) => {
    expect(wrong(forecast)).toContain(said);
  });
});
