/**
 * `steady`: what a run says is an estimate of a state that would last, after a warm-up. `trajectory`: it is what happens in
 * this stretch of time, step by step, and no steady state is claimed.
 */
export const MODES = ["steady", "trajectory"] as const;
export type Mode = (typeof MODES)[number];
