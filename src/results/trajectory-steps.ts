// From the rows of the replications, as they come, to what a step is over all of them.

import type { LedgerRows } from "../ledger/ledger.ts";
import type { GpuTime } from "../ledger/rows.ts";
import { meanInterval } from "../statistics/interval.ts";
import { TRAJECTORY_PLACES, TRAJECTORY_QUANTITIES, type TrajectoryRow } from "./trajectory-table.ts";
import { toGpuHours } from "./units.ts";

const WIDTH = TRAJECTORY_QUANTITIES.length;

/** The steps of one replication. */
export interface Course {
  /** so many numbers a step, in the order of the quantities and in their units */
  readonly values: number[];
  /** when each step ends, ms */
  readonly ends: number[];
}

export class TrajectorySteps {
  private readonly step: number;
  private readonly courses: Course[] = [];

  /** @param step length of a reporting step, ms; the last of a run may be short */
  constructor(step: number) {
    this.step = step;
  }

  /** Rows that a replication has written since the last call. */
  add(replication: number, { utilisation, revenue, tokens, deliveries }: LedgerRows): void {
    const course = this.course(replication);
    for (const row of utilisation) {
      const at = this.placeOf(row.stepStart, course);
      course.ends[at / WIDTH] = row.stepEnd;
      addTime(course.values, at, row);
    }
    for (const { stepStart, revenue: money } of [...revenue, ...tokens])
      course.values[this.placeOf(stepStart, course) + TRAJECTORY_PLACES.revenue]! += money;
    for (const { instant, capex } of deliveries) {
      // What happens at the end of a step belongs to it.
      const at = this.placeOf(Math.max(0, instant - 1), course);
      course.values[at + TRAJECTORY_PLACES.capex]! += capex;
    }
  }

  /** The steps of a replication so far. */
  course(replication: number): Course {
    this.courses[replication] ??= { values: [], ends: [] };
    return this.courses[replication]!;
  }

  /** Take in a replication whose rows have been added elsewhere. */
  put(replication: number, course: Course): void {
    this.courses[replication] = course;
  }

  /**
   * Every step in order.
   * @param replications so many of the replications, from the first on
   */
  rows(replications: number): TrajectoryRow[] {
    const courses = this.courses.slice(0, replications);
    const count = Math.max(0, ...courses.map(({ ends }) => ends.length));
    return Array.from({ length: count }, (_, index) => {
      const there = courses.filter(({ ends }) => index < ends.length);
      return {
        stepStart: index * this.step,
        stepEnd: Math.max(...there.map(({ ends }) => ends[index]!)),
        replications: there.length,
        estimates: TRAJECTORY_QUANTITIES.map((_, quantity) =>
          meanInterval(there.map(({ values }) => values[index * WIDTH + quantity]!)),
        ),
      };
    });
  }

  /** Where the numbers of the step of an instant begin; they are 0 when it is asked for the first time. */
  private placeOf(instant: number, { values }: Course): number {
    const at = Math.floor(instant / this.step) * WIDTH;
    while (values.length < at + WIDTH) values.push(0);
    return at;
  }
}

/** One pool more. */
function addTime(values: number[], at: number, time: GpuTime): void {
  values[at + TRAJECTORY_PLACES.installed]! += toGpuHours(time.installed);
  values[at + TRAJECTORY_PLACES.available]! += toGpuHours(time.available);
  values[at + TRAJECTORY_PLACES.internal]! += toGpuHours(time.allocatedInternal);
  values[at + TRAJECTORY_PLACES.sold]! += toGpuHours(time.allocatedRental);
  values[at + TRAJECTORY_PLACES.idle]! += toGpuHours(time.idle);
  values[at + TRAJECTORY_PLACES.waiting]! += toGpuHours(time.waiting);
  values[at + TRAJECTORY_PLACES.shortfall]! += toGpuHours(time.shortfall);
}
