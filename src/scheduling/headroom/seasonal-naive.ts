// Seasonal naive: demand will be what it was a season before. Hyndman & Athanasopoulos, Forecasting: Principles and Practice,
// 3rd ed., section 5.2; the error of a forecast k seasons back has variance k σ² (section 5.5).

import { standardNormalQuantile } from "../../kernel/normal-quantile.ts";
import type { Forecast } from "./forecast.ts";

export class SeasonalNaive implements Forecast {
  /** the demand at the last looks, one season of them, as a ring */
  private readonly season: Float64Array;
  private looks = 0;
  private squares = 0;

  /** @param looks in a season */
  constructor(looks: number) {
    this.season = new Float64Array(looks);
  }

  observe(gpus: number): void {
    const { season } = this;
    const place = this.looks % season.length;
    if (this.looks >= season.length) this.squares += (gpus - season[place]!) ** 2;
    season[place] = gpus;
    this.looks++;
  }

  /** Before a whole season has been seen, demand is taken to stay as it is. */
  quantile(ahead: number, probability: number): number {
    const { season, looks, squares } = this;
    const { length } = season;
    if (looks < length) return season[(looks - 1) % length]!;
    const seasons = Math.ceil(ahead / length);
    const errors = looks - length;
    const deviation = errors === 0 ? 0 : Math.sqrt((squares / errors) * seasons);
    const point = season[(looks - 1 + ahead) % length]!;
    return deviation === 0 ? point : point + standardNormalQuantile(probability) * deviation;
  }
}
