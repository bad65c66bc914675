// All lines in which jobs wait: one for each source and priority, and for each group where groups matter; and the lines of
// each priority together, the highest first. A line is made when its first job arrives.

import type { LineOrder } from "../scheduling/contract.ts";
import type { State } from "./state.ts";
import { WaitingLine } from "./waiting-line.ts";

interface Level {
  readonly priority: number;
  readonly lines: WaitingLine[];
}

export class WaitingLines {
  /** by number, as the column `line` of a job says */
  readonly all: WaitingLine[] = [];
  readonly levels: Level[] = [];
  private readonly state: State;
  /** null where the order keeps the jobs of all lines apart by their keys alone */
  private readonly order: LineOrder | null;
  /** whether the groups of a source wait in lines of their own */
  private readonly byGroup: boolean;
  /** lines by source, group within it, and priority */
  private readonly numbers: Map<number, number>[][];

  constructor(state: State, order: LineOrder | null, byGroup: boolean) {
    this.state = state;
    this.order = order;
    this.byGroup = byGroup;
    this.numbers = state.model.sources.map(() => []);
  }

  /**
   * The number of the line of a source's jobs of one priority.
   * @param within its group by its number within the source
   */
  numberFor(source: number, priority: number, within: number): number {
    const { lastLine, lastPriority, lastGroup } = this.state.sources;
    const group = this.byGroup ? within : 0;
    if (lastPriority[source] === priority && lastGroup[source] === group) return lastLine[source]!;
    const ofSource = this.numbers[source]!;
    ofSource[group] ??= new Map();
    let number = ofSource[group].get(priority);
    if (number === undefined) {
      number = this.add(source, priority, this.state.groups.of(source, group));
      ofSource[group].set(priority, number);
    }
    lastPriority[source] = priority;
    lastGroup[source] = group;
    lastLine[source] = number;
    return number;
  }

  /** Whether no job waits in the lines of this one's priority, or of a higher one. */
  isFirst(line: WaitingLine): boolean {
    const { levels } = this;
    for (let level = 0; level < levels.length; level++) {
      if (levels[level]!.priority < line.priority) return true;
      const { lines } = levels[level]!;
      for (let place = 0; place < lines.length; place++) if (lines[place]!.count > 0) return false;
    }
    return true;
  }

  /** How many jobs of each source wait. */
  jobsBySource(): Float64Array {
    const jobs = new Float64Array(this.numbers.length);
    for (const line of this.all) jobs[line.source]! += line.count;
    return jobs;
  }

  /** A pass begins: what the order says of whole lines. */
  rank(): void {
    const { order, all, state } = this;
    if (order === null) return;
    for (const line of all) line.rank = order(line, state);
  }

  private add(source: number, priority: number, group: number): number {
    const { state, levels } = this;
    const plan = state.model.sources[source]!;
    const traits = {
      source,
      plan,
      priority,
      group,
      image: state.images.of(plan.side, group),
      reach: state.tiers.reach(plan, priority),
      tier: state.tiers.tier(plan, priority),
      headroom: state.headrooms.of(plan),
      quota: state.quotas?.[group] ?? null,
      byArrival: state.model.scheduling.order === "fcfs",
    };
    const line = new WaitingLine(traits, state.jobs, state.runsByEnd?.members ?? null);
    const level = levels.find((each) => each.priority === priority);
    if (level !== undefined) level.lines.push(line);
    else {
      levels.push({ priority, lines: [line] });
      levels.sort((a, b) => b.priority - a.priority);
    }
    return this.all.push(line) - 1;
  }
}
