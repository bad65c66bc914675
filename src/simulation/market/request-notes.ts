// What the market notes of requests, by the numbers of their rows in the job table.

import { grown } from "../../kernel/column.ts";
import { rowNumber } from "../../workload/job-row.ts";
import type { JobIndex } from "../../workload/job-table.ts";

export class RequestNotes {
  /** the product that its customer came for, and which customer of that product it is, or −1 */
  private homes = new Int32Array(64);
  private customers = new Int32Array(64);
  /** what it would pay, $ per GPU-hour */
  private bids = new Float64Array(64);
  /** number of its group within its source */
  private groups = new Int32Array(64);
  /** what the line of its run is valued by */
  private marks = new Float64Array(64);

  /** A request stands in this row. */
  begin(job: JobIndex, home: number, customer: number, bid: number, group: number): void {
    const row = rowNumber(job);
    if (row >= this.bids.length) this.grow(2 * row);
    this.homes[row] = home;
    this.customers[row] = customer;
    this.bids[row] = bid;
    this.groups[row] = group;
  }

  home(job: JobIndex): number {
    return this.homes[rowNumber(job)]!;
  }

  customer(job: JobIndex): number {
    return this.customers[rowNumber(job)]!;
  }

  bid(job: JobIndex): number {
    return this.bids[rowNumber(job)]!;
  }

  group(job: JobIndex): number {
    return this.groups[rowNumber(job)]!;
  }

  mark(job: JobIndex): number {
    return this.marks[rowNumber(job)]!;
  }

  setMark(job: JobIndex, mark: number): void {
    this.marks[rowNumber(job)] = mark;
  }

  private grow(rows: number): void {
    this.homes = grown(this.homes, rows);
    this.customers = grown(this.customers, rows);
    this.bids = grown(this.bids, rows);
    this.groups = grown(this.groups, rows);
    this.marks = grown(this.marks, rows);
  }
}
