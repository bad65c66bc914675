// Headroom as users write it: `3%`, `64 GPUs` or `64`.

import type { HeadroomPlan } from "../workload/plan.ts";
import type { Dimension } from "./reading.ts";
import { count, gpus, share } from "./units.ts";

/** GPUs kept free: a share of the fleet, or so many. */
export const headroom: Dimension<HeadroomPlan> = {
  shape: "headroom",
  expected: "a share such as 3%, or a number of GPUs such as 64",
  pattern: String.raw`^\d+(\.\d+)? ?(%|GPUs?)$`,
  bare: true,
  read(raw) {
    if (typeof raw === "string" && raw.trim().endsWith("%")) {
      const read = share.read(raw);
      return read.ok ? { ok: true, value: { kind: "share", share: read.value } } : read;
    }
    const read = typeof raw === "number" ? count(0).read(raw) : gpus.read(raw);
    return read.ok ? { ok: true, value: { kind: "gpus", gpus: Math.ceil(read.value) } } : read;
  },
};
