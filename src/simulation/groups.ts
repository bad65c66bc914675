// The groups of all sources as small numbers: one for each source, in their order, and then those that jobs name.

import { groupNames } from "../workload/groups.ts";
import type { SourcePlan } from "../workload/plan.ts";

export class Groups {
  /** by number */
  readonly names: readonly string[];
  /** whether any job names a group; else groups are sources */
  readonly named: boolean;
  /** by source, and by number within the source */
  private readonly numbers: readonly Int32Array[];

  constructor(sources: readonly SourcePlan[]) {
    const numberOf = new Map(sources.map(({ name }, source) => [name, source]));
    const named = sources.map(groupNames);
    for (const name of named.flat()) if (!numberOf.has(name)) numberOf.set(name, numberOf.size);
    this.names = [...numberOf.keys()];
    this.named = named.some((names) => names.length > 0);
    this.numbers = named.map((names, source) =>
      Int32Array.from([source, ...names.map((name) => numberOf.get(name)!)]),
    );
  }

  /** The number of a group that is known by its number within a source. */
  of(source: number, within: number): number {
    return this.numbers[source]![within]!;
  }
}
