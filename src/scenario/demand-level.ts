// What a service is asked for: GPUs, tokens a second, or units of the user's own. The keys of one service agree.

import { amount, type Dimension, isBare, NUMBER, refusal, value } from "./reading.ts";
import { gpus } from "./units.ts";

export type DemandUnit = "GPUs" | "tok/s" | "units";

interface DemandLevel {
  readonly amount: number;
  readonly unit: DemandUnit;
}

const PREFIXES: Readonly<Record<string, number>> = { "": 1, k: 1e3, M: 1e6, G: 1e9 };

/** A level of demand; tokens are counted one by one. */
export const demandLevel: Dimension<DemandLevel> = {
  shape: "demand",
  expected: "a demand such as 5000 GPUs, 2 Mtok/s, or a number of the units that per_replica counts",
  pattern: `^${NUMBER} ?(GPUs?|[kMG]?tok/s)$`,
  bare: true,
  read(raw) {
    const text = String(raw).trim();
    if (isBare(raw))
      return inUnit(
        "units",
        amount(text, (number) => number),
      );
    const tokens = new RegExp(`^(${NUMBER}) ?([kMG]?)tok/s$`).exec(text);
    if (tokens === null) return inUnit("GPUs", gpus.read(text));
    const [, digits = "", prefix = ""] = tokens;
    return inUnit(
      "tok/s",
      amount(digits, (number) => number * PREFIXES[prefix]!),
    );
  },
};

function inUnit(unit: DemandUnit, read: ReturnType<typeof gpus.read>) {
  return read.ok ? value({ amount: read.value, unit }) : refusal(read.message, read.suggestion);
}
