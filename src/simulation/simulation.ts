// The three-phase loop (Tocher 1963): A, advance the clock and charge the ledger; B, apply every event bound to this
// instant; C, one scheduling pass. All of B comes before C, so the order among simultaneous events never decides who
// gets a GPU. The loop stops wherever it is asked to, so that its caller can write, draw and listen in between.

import { AssertionFailure } from "../kernel/assert.ts";
import type { Instant } from "../kernel/time.ts";
import type { LedgerRows } from "../ledger/ledger.ts";
import type { RunTotals } from "../ledger/rows.ts";
import { Proposal } from "../scheduling/contract.ts";
import { Pass } from "../scheduling/pass.ts";
import { jobDraft } from "../workload/job-source.ts";
import { type JobIndex, JobState } from "../workload/job-table.ts";
import { commit } from "./commit.ts";
import { EventKind } from "./event-kinds.ts";
import { arrive, complete, leave, leaveLine, vacate } from "./job-life.ts";
import type { Model } from "./model.ts";
import { resize } from "./runs.ts";
import { State } from "./state.ts";

/** Passes at one instant after which the clock is held to be stuck. */
const MOST_ROUNDS = 10_000_000;

export class Simulation {
  readonly state: State;
  /** events applied so far, arrivals included */
  events = 0;
  private readonly seed: string;
  private readonly replication: number;
  private readonly pass: Pass;
  private readonly proposal = new Proposal();
  private readonly draft = jobDraft();
  private rounds = 0;
  private over = false;

  /**
   * @param seed first key of every random stream
   * @param replication second key of every random stream
   * @param recordJobs keep a record per job for `jobs.csv`
   */
  constructor(model: Model, seed: string, replication: number, recordJobs = false) {
    this.seed = seed;
    this.replication = replication;
    this.state = new State(model, seed, replication, recordJobs);
    this.pass = new Pass(model.scheduling, this.state);
  }

  get now(): Instant {
    return this.state.now;
  }

  /** Share of the run that is done, 0 to 1: by the clock, or, without an end, by the jobs of the traces that have left. */
  get progress(): number {
    const { model, now, traceJobs, finiteLeft } = this.state;
    return model.end === Infinity ? finiteLeft / Math.max(1, traceJobs) : now / model.end;
  }

  /**
   * Run until `until`, the end of the model, or `budget` instants, whichever comes first.
   * @returns true when the run is over
   * @throws AssertionFailure or PolicyMistake, with seed and instant for a replay
   */
  advance(until: Instant, budget = Infinity): boolean {
    const limit = Math.min(until, this.state.model.end);
    try {
      for (let instants = 0; instants < budget && !this.over; instants++) {
        const time = this.nextTime(limit);
        if (time > limit || this.drained()) {
          this.over = limit === this.state.model.end || this.drained();
          if (!this.drained()) this.advanceTo(limit);
          break;
        }
        this.advanceTo(time);
        this.applyEvents();
        this.schedule();
      }
    } catch (error) {
      throw this.located(error);
    }
    return this.over;
  }

  /** Rows written since the last call. */
  drain(): LedgerRows {
    return this.state.ledger.drain();
  }

  /** Close the books, wherever the run stands: jobs still there are recorded as waiting or running. */
  finish(): RunTotals {
    const { jobs, ledger, records, now } = this.state;
    const left = [...jobs.rows()].filter((job) => jobs.state[job] !== JobState.service);
    left.sort((a, b) => jobs.sequence[a]! - jobs.sequence[b]!);
    for (const job of left) {
      const runs = jobs.state[job] === JobState.running || jobs.state[job] === JobState.noticed;
      const outcome = runs ? "running" : "waiting";
      ledger.leave(jobs.source[job]!, outcome, jobs.arrival[job]!);
      records?.add(job, outcome);
    }
    ledger.cut(now);
    return ledger.close(now, this.events);
  }

  /** The next instant at which something happens, or Infinity if that is after `limit`. */
  private nextTime(limit: Instant): Instant {
    const { events, calendar } = this.state;
    const arrival = calendar.next;
    return Math.min(arrival, events.nextTime(Math.min(arrival, limit)));
  }

  /** Whether a run without an end is over: every job of the finite sources has come and gone. */
  private drained(): boolean {
    const { model, finiteAlive, calendar } = this.state;
    return model.end === Infinity && finiteAlive === 0 && calendar.finiteExhausted;
  }

  /** A: advance the clock; rows of the ledger end on the way. */
  private advanceTo(time: Instant): void {
    const { state } = this;
    const { ledger } = state;
    // A row holds the events of its last instant, so that what happens at the end of the run has one; the warm-up
    // alone ends before the events of its last instant.
    while (ledger.nextCut < time || (ledger.nextCut === time && time === state.model.warmup)) {
      ledger.cut(ledger.nextCut);
    }
    this.rounds = time === state.now ? this.rounds + 1 : 0;
    if (this.rounds > MOST_ROUNDS)
      throw new Error(`the clock stands still: ${MOST_ROUNDS} rounds at ${time} ms`);
    state.now = time;
  }

  /** B: every event bound to this instant, and then every arrival. */
  private applyEvents(): void {
    const { state, draft } = this;
    const { events, calendar, now } = state;
    while (events.nextTime(now) === now) {
      const event = events.pop();
      this.events++;
      this.apply(events.kind(event), events.subject(event));
    }
    while (calendar.next === now) {
      this.events++;
      arrive(state, calendar.take(draft), draft);
    }
  }

  private apply(kind: number, subject: number): void {
    const { state } = this;
    switch (kind) {
      case EventKind.completion:
        return complete(state, subject as JobIndex);
      case EventKind.noticeEnd:
        return vacate(state, subject as JobIndex);
      case EventKind.resize:
        return resize(state, subject);
    }
  }

  /**
   * C: one scheduling pass. Requests that do not wait and have not started are refused; as they may have blocked others,
   * the pass is then made again. Last, the ledger reads the levels.
   */
  private schedule(): void {
    const { state, pass, proposal } = this;
    do {
      pass.begin();
      while (pass.propose(proposal)) commit(state, proposal);
    } while (state.impatientCount > 0 && this.refuseImpatient() && state.waiting > 0);
    const { poolTime } = state.ledger;
    for (let pool = 0; pool < state.pools.length; pool++)
      poolTime.settle(pool, state.shortfallOf(pool), state.now);
  }

  /** Of the requests that do not wait, those of this instant that have not started are refused; false if there was none. */
  private refuseImpatient(): boolean {
    const { state } = this;
    const { jobs, impatient } = state;
    let refused = false;
    for (let place = 0; place < state.impatientCount; place++) {
      const job = impatient[place]! as JobIndex;
      // One that has started and lost its GPUs in the same pass is no request any more.
      if (jobs.state[job] !== JobState.waiting || !Number.isNaN(jobs.firstStart[job])) continue;
      leaveLine(state, job);
      leave(state, job, "refused");
      refused = true;
    }
    state.impatientCount = 0;
    return refused;
  }

  private located(error: unknown): unknown {
    if (error instanceof AssertionFailure) {
      error.message += ` (seed ${this.seed}, replication ${this.replication}, at ${this.state.now} ms)`;
    }
    return error;
  }
}
