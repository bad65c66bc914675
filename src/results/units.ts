// The edge where the core's whole milliseconds become the units of the tables.

const MS_PER_SECOND = 1000;
const MS_PER_HOUR = 3_600_000;

/** A year of 365 days in ms; whatever is annualised is annualised by it. */
export const MS_PER_YEAR = 365 * 24 * MS_PER_HOUR;

export function toSeconds(ms: number): number {
  return ms / MS_PER_SECOND;
}

export function toHours(ms: number): number {
  return ms / MS_PER_HOUR;
}

export function toGpuHours(gpuMs: number): number {
  return gpuMs / MS_PER_HOUR;
}
