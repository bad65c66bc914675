// Simple exponential smoothing: demand will be the level of late, whatever the hour. Hyndman & Athanasopoulos, Forecasting:
// Principles and Practice, 3rd ed., section 8.1; the error of a forecast h looks ahead has variance σ² (1 + (h − 1) α²)
// (section 8.7, table of the model A,N,N).

import { standardNormalQuantile } from "../../kernel/normal-quantile.ts";
import type { Forecast } from "./forecast.ts";

export class ExponentialSmoothing implements Forecast {
  private readonly smoothing: number;
  private level = 0;
  private looks = 0;
  private squares = 0;

  /** @param smoothing α, weight of the newest look, above 0 and at most 1 */
  constructor(smoothing: number) {
    this.smoothing = smoothing;
  }

  observe(gpus: number): void {
    if (this.looks++ === 0) {
      this.level = gpus;
      return;
    }
    const error = gpus - this.level;
    this.squares += error ** 2;
    this.level += this.smoothing * error;
  }

  quantile(ahead: number, probability: number): number {
    const { level, looks, squares, smoothing } = this;
    if (squares === 0) return level;
    const variance = (squares / (looks - 1)) * (1 + (ahead - 1) * smoothing ** 2);
    return level + standardNormalQuantile(probability) * Math.sqrt(variance);
  }
}
