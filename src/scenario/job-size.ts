// The GPUs of a job as users write them: `8`, `0.5` or `1/4`.

import { type Dimension, NUMBER, refusal, value } from "./reading.ts";
import { count } from "./units.ts";

const whole = count(1);

/** Whole GPUs, or a part of one; which parts there are is a matter of the pools. */
export const jobSize: Dimension = {
  shape: "job_size",
  expected: `${whole.expected}, or a part of a GPU such as 0.5 or 1/4`,
  pattern: String.raw`^\d+/\d+$`,
  bare: true,
  read(raw) {
    const quotient = /^(\d+) ?\/ ?(\d+)$/.exec(String(raw).trim());
    if (quotient !== null) {
      const size = Number(quotient[1]) / Number(quotient[2]);
      return size > 0 && size < 1 ? value(size) : refusal("it is not a part of one GPU");
    }
    return typeof raw === "number" && raw > 0 && raw < 1 ? value(raw) : whole.read(raw);
  },
};

/** A size that is the key of a map, where every number is a text. */
export function sizeKey(key: string): string | number {
  return new RegExp(`^${NUMBER}$`).test(key.trim()) ? Number(key) : key;
}
