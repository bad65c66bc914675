// What internal work loses by rental: useful GPU-hours, waits, and what services lack.

import { gpuHours, intervalText, timeSpan } from "../../index.ts";
import { type AnswerInput, type Figure, type Lookup, row, sells, signed } from "./figures.ts";

export function harm({ scenario }: AnswerInput, figure: Lookup): string[] {
  if (!scenario.baseline || !sells(scenario)) return [];
  const jobs = scenario.sources.filter(({ side }) => side === "internal").map(({ name }) => name);
  const services = scenario.services.map(({ name }) => name);
  const holders = [...jobs, ...services];
  if (holders.length === 0) return [];
  const change = (label: string, metric: string, unit: (value: number) => string) => {
    const [by, before] = [figure(`${metric}_difference`), figure(`${metric}_baseline`)];
    return Number.isFinite(by.mean) ? [row(label, signed(by.mean, unit), rest(by, before, unit))] : [];
  };
  const hours = (label: string, metric: string) => change(label, metric, gpuHours);
  const waits = (label: string, metric: string) => change(label, metric, (value) => timeSpan(1000 * value));
  return [
    " HARM, change against the same run without rental (paired)",
    ...(holders.length > 1 ? hours("useful GPU-hours, all", "useful_internal_gpu_h") : []),
    ...holders.flatMap((name) => hours(`useful GPU-hours, ${name}`, `${name}.useful_gpu_h`)),
    ...(services.length > 0 ? hours("shortfall of services, GPU-hours", "shortfall_gpu_h") : []),
    ...(jobs.length > 1 ? waits("mean wait, all jobs", "internal_wait_mean_s") : []),
    ...jobs.flatMap((name) => waits(`mean wait, ${name}`, `${name}.wait_mean_s`)),
  ];
}

/** "[low, high] on what it is without rental". */
function rest(by: Figure, before: Figure, unit: (value: number) => string): string {
  return `${intervalText(by, unit)} on ${unit(before.mean)}`.trim();
}
