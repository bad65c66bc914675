// The next arrival of every source, outside the event list: one number a source, and the least of them at hand.

import type { Duration, Instant } from "../kernel/time.ts";
import type { JobDraft, JobSource } from "../workload/job-source.ts";

export class ArrivalCalendar {
  /** instant of the next arrival of all, Infinity when there is none */
  next: Instant = Infinity;
  /** the source that it comes from: of several at one instant the first */
  source = -1;
  private readonly sources: readonly JobSource[];
  private readonly finite: readonly JobSource[];
  private readonly instants: Float64Array;
  /** 1 for a source that wants to hear of starts and departures */
  private readonly listens: Uint8Array;

  /** @param finite which of the sources end by themselves */
  constructor(sources: readonly JobSource[], finite: readonly boolean[]) {
    this.sources = sources;
    this.finite = sources.filter((_, source) => finite[source]);
    this.instants = Float64Array.from(sources, (source) => source.next);
    this.listens = Uint8Array.from(sources, (source) => (source.listens ? 1 : 0));
    this.findNext();
  }

  /** Draw the next job of all into `draft`; returns its source. */
  take(draft: JobDraft): number {
    const { source } = this;
    this.sources[source]!.take(draft);
    this.refresh(source);
    return source;
  }

  /** A job of a source has left: a closed source may now send its next. */
  left(source: number, now: Instant): void {
    if (this.listens[source] === 0) return;
    this.sources[source]!.left(now);
    this.refresh(source);
  }

  /** A job of a source has had all its service: estimates may follow it. */
  completed(source: number, group: number, gpus: number, service: Duration): void {
    this.sources[source]!.recent?.add(group, gpus, service);
  }

  /** No job of a source waits any more: a backlog now sends its next. */
  started(source: number, now: Instant): void {
    if (this.listens[source] === 0) return;
    this.sources[source]!.started(now);
    this.refresh(source);
  }

  /** No job of a finite source will come any more. */
  get finiteExhausted(): boolean {
    return this.finite.every((source) => source.exhausted);
  }

  private refresh(source: number): void {
    this.instants[source] = this.sources[source]!.next;
    this.findNext();
  }

  private findNext(): void {
    const { instants } = this;
    this.next = Infinity;
    for (let source = 0; source < instants.length; source++) {
      if (instants[source]! < this.next) {
        this.next = instants[source]!;
        this.source = source;
      }
    }
  }
}
