import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { type Forecast, forecastOf } from "../../../../src/scheduling/headroom/forecast.ts";
import { binomialScore, NORMAL_LIMIT } from "../../kernel/goodness-of-fit.ts";

const DAY = 288;
const tide = (look: number) => Math.round(500 + 200 * Math.sin((2 * Math.PI * look) / DAY));
const daily = () => forecastOf({ name: "seasonal-naive", looks: DAY });
const smoothed = (smoothing: number) => forecastOf({ name: "exponential-smoothing", smoothing });

function fed(forecast: Forecast, looks: number, demand: (look: number) => number): Forecast {
  for (let look = 0; look < looks; look++) forecast.observe(demand(look));
  return forecast;
}

describe("seasonal naive", () => {
  test.each([1, 7, DAY, DAY + 5, 3 * DAY])(
    "knows a tide exactly after one season, %i looks ahead",
    (ahead) => {
      for (const looks of [DAY, DAY + 1, 2 * DAY + 100]) {
        const forecast = fed(daily(), looks, tide);
        expect(forecast.quantile(ahead, 0.95)).toBe(tide(looks - 1 + ahead));
      }
    },
  );

  test("takes demand to stay as it is until it has seen a season", () => {
    expect(fed(daily(), 100, tide).quantile(20, 0.95)).toBe(tide(99));
  });

  test("is wider by the root of the seasons that it looks back", () => {
    const noisy = (look: number) => (look % 2 === 0 ? 10 : 10 + (look % 4) * 3 * (Math.floor(look / 4) % 2));
    const forecast = fed(forecastOf({ name: "seasonal-naive", looks: 4 }), 400, noisy);
    const width = (ahead: number) => forecast.quantile(ahead, 0.9) - forecast.quantile(ahead, 0.5);
    expect(width(5) / width(1)).toBeCloseTo(Math.SQRT2, 12);
    expect(width(33) / width(1)).toBeCloseTo(3, 12);
  });

  test.each([0.5, 0.8, 0.95])(
    "is not exceeded with the probability %f when the noise is normal",
    (probability) => {
      const stream = randomStream("forecast", String(probability));
      const forecast = daily();
      const demand = (look: number) => tide(look) + 20 * stream.normal();
      let look = 0;
      for (; look < 40 * DAY; look++) forecast.observe(demand(look));
      let [below, count] = [0, 0];
      // Every other season is looked at, so that no error shares a season with another.
      for (; look < 240 * DAY; look++) {
        const limit = forecast.quantile(1, probability);
        const next = demand(look);
        forecast.observe(next);
        if (Math.floor(look / DAY) % 2 === 0) continue;
        count++;
        if (next <= limit) below++;
      }
      expect(Math.abs(binomialScore(below, count, probability))).toBeLessThan(NORMAL_LIMIT);
    },
  );
});

describe("exponential smoothing", () => {
  test("says of constant demand that it stays", () => {
    expect(fed(smoothed(0.3), 50, () => 123).quantile(12, 0.99)).toBe(123);
  });

  test("moves its level by the share of the last error, and is wider the farther it looks", () => {
    const forecast = smoothed(0.5);
    for (const gpus of [100, 104, 98]) forecast.observe(gpus);
    // Levels 100, 102, 100; errors 4 and −4.
    expect(forecast.quantile(1, 0.5)).toBe(100);
    const width = (ahead: number) => forecast.quantile(ahead, 0.9) - 100;
    // 1.2816 is the 90 % quantile of the standard normal law.
    expect(width(1) / 4).toBeCloseTo(1.2816, 4);
    expect(width(5) / width(1)).toBeCloseTo(Math.SQRT2, 12);
  });
});
