// Contracts as they are sold, as data: one entry a preset, every number with its source.

import { HOUR, MINUTE, SECOND } from "../kernel/time.ts";
import type { ContractPlan } from "./plan.ts";

/** Contracts by the name that a scenario gives. */
export const CONTRACT_PRESETS: Readonly<Record<string, ContractPlan>> = {
  "aws.on-demand": {
    name: "aws.on-demand",
    preemptible: false,
    // Never interrupted, hence never warned.
    notice: 0,
    // "InsufficientInstanceCapacity": a request that finds no room is lost (EC2 user guide).
    admission: "refuse",
    billing: {
      // Per second with a minimum of 60 s (EC2 on-demand pricing page; the minimum is general knowledge).
      granularity: SECOND,
      minimum: MINUTE,
      freeIfInterruptedWithin: 0,
    },
  },
  "aws.spot": {
    name: "aws.spot",
    preemptible: true,
    // Two-minute interruption notice (EC2 user guide, "Spot Instance interruption notices").
    notice: 2 * MINUTE,
    // Assumption: persistent requests, which wait for room; one-time ones would be refused.
    admission: "queue",
    billing: {
      // Per second (EC2 user guide, "Billing for interrupted Spot Instances"); the minimum is an
      // assumption: the same as on demand.
      granularity: SECOND,
      minimum: MINUTE,
      // Interrupted by the provider in its first hour, an instance is not charged (same page).
      freeIfInterruptedWithin: HOUR,
    },
  },
};
