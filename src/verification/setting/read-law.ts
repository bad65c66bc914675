import type { Entries } from "../entries.ts";
import type { NeutralLaw } from "./setting.ts";

const DISTS = [
  "exponential",
  "deterministic",
  "uniform",
  "lognormal",
  "erlang",
  "hyperexponential",
  "pareto",
  "weibull",
] as const;

/** Hours as a scenario writes them. */
export function hours(length: number): string {
  return `${length}h`;
}

/** A law of hours. @throws Refusal */
export function readLaw(entries: Entries): NeutralLaw {
  const law = lawOf(entries);
  entries.end();
  return law;
}

function lawOf(entries: Entries): NeutralLaw {
  const dist = entries.word("dist", DISTS);
  switch (dist) {
    case "exponential": {
      const mean = entries.number("mean");
      return { tree: { exponential: { mean: hours(mean) } }, mean, scv: 1 };
    }
    case "deterministic": {
      const mean = entries.number("value");
      return { tree: { constant: hours(mean) }, mean, scv: 0 };
    }
    case "uniform": {
      const [min, max] = [entries.number("min"), entries.number("max")];
      const mean = (min + max) / 2;
      return {
        tree: { uniform: { min: hours(min), max: hours(max) } },
        mean,
        scv: (max - min) ** 2 / 12 / mean ** 2,
      };
    }
    case "lognormal": {
      const [mean, scv] = [entries.number("mean"), entries.number("scv")];
      return { tree: { lognormal: { mean: hours(mean), cv: Math.sqrt(scv) } }, mean, scv };
    }
    case "erlang": {
      const [k, mean] = [entries.number("k"), entries.number("mean")];
      return { tree: { erlang: { k, mean: hours(mean) } }, mean, scv: 1 / k };
    }
    case "hyperexponential":
      return hyperexponential(entries.numbers("p"), entries.numbers("means"));
    case "pareto": {
      const [shape, scale] = [entries.number("shape"), entries.number("scale")];
      const scv = shape > 2 ? 1 / (shape * (shape - 2)) : Infinity;
      return { tree: { pareto: { shape, scale: hours(scale) } }, mean: (shape * scale) / (shape - 1), scv };
    }
    case "weibull":
      return weibull(entries);
  }
}

function hyperexponential(p: readonly number[], means: readonly number[]): NeutralLaw {
  const moment = (power: number) => means.reduce((sum, mean, i) => sum + p[i]! * mean ** power, 0);
  const tree = { hyperexponential: means.map((mean, i) => ({ p: p[i]!, mean: hours(mean) })) };
  return { tree, mean: moment(1), scv: (2 * moment(2)) / moment(1) ** 2 - 1 };
}

/** Its squared coefficient of variation is near shape^(−1.8) (exact at shape 1). */
function weibull(entries: Entries): NeutralLaw {
  const shape = entries.number("shape");
  const scv = shape ** -1.8;
  if (entries.has("mean")) {
    const mean = entries.number("mean");
    return { tree: { weibull: { shape, mean: hours(mean) } }, mean, scv };
  }
  const scale = entries.number("scale");
  return { tree: { weibull: { shape, scale: hours(scale) } }, mean: scale, scv };
}
