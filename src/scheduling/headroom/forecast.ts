import type { ForecastMethod } from "../../workload/plan.ts";
import { ExponentialSmoothing } from "./exponential-smoothing.ts";
import { SeasonalNaive } from "./seasonal-naive.ts";

/** A forecast of internal demand, fed look by look, in bounded memory. */
export interface Forecast {
  /** So many GPUs are wanted now, one look after the last. */
  observe(gpus: number): void;
  /**
   * The GPUs that will not be exceeded so many looks from now with this probability: the point forecast and a normal error
   * around it (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.5).
   * @param ahead at least 1
   */
  quantile(ahead: number, probability: number): number;
}

/** A forecast that has seen nothing yet. */
export function forecastOf(method: ForecastMethod): Forecast {
  switch (method.name) {
    case "seasonal-naive":
      return new SeasonalNaive(method.looks);
    case "exponential-smoothing":
      return new ExponentialSmoothing(method.smoothing);
  }
}
