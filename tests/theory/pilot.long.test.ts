// Is a pilot honest? Of many runs, in how many the half-width is where their first five replications said that it would be
// nine times of ten: M/M/8, M/G/∞ and the default scenario.

import { describe, expect, test } from "vitest";
import {
  forecastHalfWidth,
  loadScenario,
  meanInterval,
  type PointRuns,
  precisionForecasts,
} from "../../src/index.ts";
import { makeRuns } from "../../src/io/experiment/make-runs.ts";
import { withScenarioFiles } from "../../src/io/scenario-files.ts";
import { lognormalMeanCv } from "../../src/kernel/laws/lognormal.ts";
import { HOUR } from "../../src/kernel/time.ts";
import type { RunTotals } from "../../src/ledger/rows.ts";
import type { Model } from "../../src/simulation/model.ts";
import { relativeHalfWidth } from "../../src/theory/run-length.ts";
import { fleetOf, lawSource, modelOf, totalsOf } from "../models.ts";

const PILOT = 5;
const REPLICATIONS = 10;
const EXPERIMENTS = 200;

/** Of so many, each with a chance of 0.9, no fewer are within with a probability of 99.9 % (normal limit). */
function fewestOf(experiments: number): number {
  return 0.9 * experiments - 3.09 * Math.sqrt(0.09 * experiments);
}

function halfWidth(values: readonly number[]): number {
  const { mean, high } = meanInterval(values);
  return high - mean;
}

function isWithin(values: readonly number[]): boolean {
  const { low, high } = forecastHalfWidth(values.slice(0, PILOT), values.length);
  const got = halfWidth(values);
  return low <= got && got <= high;
}

/** Experiments of ten replications each. */
function experimentsOf(model: Model): RunTotals[][] {
  return Array.from({ length: EXPERIMENTS }, (_, experiment) =>
    Array.from({ length: REPLICATIONS }, (_, replication) =>
      totalsOf(model, `pilot-${experiment}`, replication),
    ),
  );
}

const busy = ({ gpuTime: [pool] }: RunTotals) => pool!.allocatedInternal / pool!.installed;

describe("a pilot of five of ten replications says where the half-width will be, in nine of ten experiments", () => {
  test("of the utilisation and the mean wait of M/M/8 at ρ = 0.8", () => {
    const model = modelOf({
      fleet: fleetOf(8, 1),
      sources: [lawSource("work", 6.4)],
      warmup: 20 * HOUR,
      end: 320 * HOUR,
      step: 320 * HOUR,
    });
    const wait = ({ waits }: RunTotals) => waits[0]!.mean / HOUR;
    const experiments = experimentsOf(model);
    for (const figure of [busy, wait]) {
      const within = experiments.filter((runs) => isWithin(runs.map(figure))).length;
      expect(within).toBeGreaterThanOrEqual(fewestOf(EXPERIMENTS));
    }
  }, 600_000);

  test("of the GPUs in use of M/G/∞; and what it forecasts of 40 is what theory says of them", () => {
    const [rate, hours, squared] = [10, 500, 1 + 1.5 ** 2]; // E[S²] = 1 + c² for a mean of 1
    const model = modelOf({
      fleet: fleetOf(100, 1),
      sources: [
        {
          ...lawSource("work", rate),
          classes: [
            { share: 1, gpus: { values: [1], probabilities: [1] }, service: lognormalMeanCv(HOUR, 1.5) },
          ],
        },
      ],
      warmup: 50 * HOUR,
      end: (50 + hours) * HOUR,
      step: (50 + hours) * HOUR,
    });
    const experiments = experimentsOf(model).map((runs) => runs.map(busy));
    const within = experiments.filter(isWithin).length;
    expect(within).toBeGreaterThanOrEqual(fewestOf(EXPERIMENTS));
    // The asymptotic variance of the number in service is λ E[S²].
    const theory = relativeHalfWidth(
      { mean: rate, asymptoticVariance: rate * squared },
      40 * hours,
      2.0227, // Student's t of 39
    );
    const forecasts = experiments.map(
      (values) => forecastHalfWidth(values.slice(0, PILOT), 40).median / meanInterval(values).mean,
    );
    const mean = forecasts.reduce((sum, each) => sum + each, 0) / EXPERIMENTS;
    expect(mean / theory).toBeCloseTo(1, 1);
  }, 600_000);

  test("of what a run of the default scenario shows", async () => {
    const blocks = 8;
    // Not idle_share too: here it is one minus the utilisation.
    const metrics = ["utilisation", "revenue_usd", "internal_wait_mean_s"];
    const overrides = ["baseline=false"];
    const loaded = await withScenarioFiles((files) => loadScenario("configs/default.yaml", overrides, files));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const { scenario } = loaded;
    const count = blocks * REPLICATIONS;
    const made = (await makeRuns(scenario, { from: 0, count }, { progress() {}, stopped: () => false }))!;
    const part = (from: number, length: number): PointRuns => ({
      ...made,
      runs: made.runs.slice(from, from + length),
    });
    const planned = { replications: REPLICATIONS, wanted: () => null };
    let [within, all] = [0, 0];
    for (let block = 0; block < blocks; block++) {
      const from = block * REPLICATIONS;
      const forecasts = precisionForecasts(part(from, PILOT), metrics, planned);
      const whole = precisionForecasts(part(from, REPLICATIONS), metrics, planned);
      for (const [place, { halfWidth }] of forecasts.entries()) {
        const got = whole[place]!.halfWidth!.median;
        const { low, high } = halfWidth!;
        all++;
        if (low <= got && got <= high) within++;
      }
    }
    expect(within).toBeGreaterThanOrEqual(fewestOf(all));
  }, 1_200_000);
});
