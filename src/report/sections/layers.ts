// What the fleet is divided into, from bottom to top: internal work by source, products, idle time by cause, GPUs out of use.

import { colour, coloursOf } from "../palette.ts";
import type { RunResults } from "../run-results.ts";
import type { LegendEntry } from "../section.ts";
import { causeName, inOrder } from "./idle-causes.ts";

export interface Layer extends LegendEntry {
  readonly side: "internal" | "product" | "idle" | "down";
  /** sources of allocation.csv, or columns of utilisation.csv, that it sums up */
  readonly of: readonly string[];
}

/** Columns of utilisation.csv about GPUs that are out of use, with their names. */
const DOWN: Readonly<Record<string, string>> = {
  down_gpu_h: "down",
  draining_gpu_h: "draining",
  spare_gpu_h: "spare",
};

/** @param columns of utilisation.csv */
export function layersOf({ scenario }: RunResults, columns: readonly string[]): Layer[] {
  const causes = columns.flatMap((column) => /^idle_(.+)_gpu_h$/.exec(column)?.[1] ?? []);
  return [
    ...named("internal", scenario.internal),
    ...named("product", scenario.products),
    ...inOrder(causes).map((cause, index) => ({
      side: "idle" as const,
      label: `idle: ${causeName(cause)}`,
      colour: colour("idle", index),
      of: [`idle_${cause}_gpu_h`],
    })),
    ...Object.entries(DOWN).map(([column, label], index) => ({
      side: "down" as const,
      label,
      colour: colour("down", index),
      of: [column],
    })),
  ];
}

/** A layer each, as far as colours can be told apart; the rest are one. */
function named(side: "internal" | "product", names: readonly string[]): Layer[] {
  const most = coloursOf(side);
  const apart = names.length <= most ? names : names.slice(0, most - 1);
  const rest = names.slice(apart.length);
  const layers = apart.map((name, index) => ({ side, label: name, colour: colour(side, index), of: [name] }));
  if (rest.length === 0) return layers;
  const label = side === "internal" ? `${rest.length} other internal` : `${rest.length} other products`;
  return [...layers, { side, label, colour: colour(side, most - 1), of: rest }];
}

/** The colour of one source, service or product. */
export function colourOf({ scenario }: RunResults, name: string): string {
  const internal = scenario.internal.indexOf(name);
  return internal >= 0 ? colour("internal", internal) : colour("product", scenario.products.indexOf(name));
}
