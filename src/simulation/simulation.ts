// The three-phase loop (Tocher 1963): A, advance the clock and charge the ledger; B, apply every event bound to this
// instant; C, one scheduling pass. All of B comes before C, so the order among simultaneous events never decides who
// gets a GPU. The loop stops wherever it is asked to, so that its caller can write, draw and listen in between.

import { countedSlices } from "../fleet/slices.ts";
import { AssertionFailure } from "../kernel/assert.ts";
import type { Instant } from "../kernel/time.ts";
import type { LedgerRows } from "../ledger/ledger.ts";
import type { RunTotals } from "../ledger/rows.ts";
import { Proposal } from "../scheduling/contract.ts";
import { NodeChoice, Pass } from "../scheduling/pass.ts";
import { WaitingReasons } from "../scheduling/waiting-reasons.ts";
import { JobReal, JobWhole } from "../workload/job-row.ts";
import { jobDraft } from "../workload/job-source.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import { applyEvent } from "./apply-event.ts";
import { bookUnfinished } from "./attempts.ts";
import { commit } from "./commit.ts";
import { startAtOnce } from "./direct-runs.ts";
import { arrive, leave } from "./job-life.ts";
import { joinLine, leaveLine } from "./lines.ts";
import { NO_SOURCE } from "./market/market.ts";
import type { Model } from "./model.ts";
import type { Observer } from "./observer.ts";
import { inSlices, rowsInGpus, totalsInGpus } from "./slices.ts";
import { State } from "./state.ts";

/** Passes at one instant after which the clock is held to be stuck. */
const MOST_ROUNDS = 10_000_000;

export class Simulation {
  readonly state: State;
  /** why jobs wait, as of the last pass after which any did */
  readonly reasons: WaitingReasons;
  /** events applied so far, arrivals included */
  events = 0;
  /** what a GPU is counted as inside */
  private readonly slices: number;
  private readonly seed: string;
  private readonly replication: number;
  private readonly pass: Pass;
  /** whether jobs waited when their reasons were last counted */
  private waited = false;
  private readonly proposal = new Proposal();
  private readonly draft = jobDraft();
  private rounds = 0;
  private over = false;

  /**
   * @param seed first key of every random stream
   * @param replication second key of every random stream
   * @param recordJobs keep a record per job for `jobs.csv`
   * @param observer watches the run
   */
  constructor(
    model: Model,
    seed: string,
    replication: number,
    recordJobs = false,
    observer: Observer | null = null,
  ) {
    this.seed = seed;
    this.replication = replication;
    this.slices = countedSlices(model.fleet.pools);
    this.state = new State(inSlices(model, this.slices), seed, replication, recordJobs, observer);
    this.pass = new Pass(model.scheduling, this.state);
    this.reasons = new WaitingReasons(
      this.state,
      this.pass,
      model.scheduling.headOfLine === "block",
      model.scheduling.quotas.length > 0,
    );
    this.settlePools(); // nodes that stand by do so from 0 on, whenever the first event is
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
        const { events, calendar } = this.state;
        const arrival = calendar.next;
        const event = events.nextTime(Math.min(arrival, limit));
        const time = Math.min(arrival, event);
        if (this.drained() || (time === Infinity && limit === Infinity)) {
          this.over = true; // a run without an end: its traces are done, or nothing can happen any more
          break;
        }
        if (time > limit) {
          this.advanceTo(limit);
          this.over = limit === this.state.model.end;
          break;
        }
        this.advanceTo(time);
        if (event === time) this.applyEvents();
        if (calendar.next === time) this.applyArrivals();
        this.schedule();
      }
    } catch (error) {
      throw this.located(error);
    }
    return this.over;
  }

  /** Rows written since the last call. */
  drain(): LedgerRows {
    return rowsInGpus(this.state.ledger.drain(), this.slices);
  }

  /** Close the books, wherever the run stands: jobs still there are recorded as waiting or running. */
  finish(): RunTotals {
    const { jobs, ledger, records, now } = this.state;
    const left = [...jobs.rows()].filter((job) => isJob(jobs.whole[job + JobWhole.state]!));
    left.sort((a, b) => jobs.real[a + JobReal.sequence]! - jobs.real[b + JobReal.sequence]!);
    for (const job of left) {
      const runs =
        jobs.whole[job + JobWhole.state] === JobState.running ||
        jobs.whole[job + JobWhole.state] === JobState.noticed;
      const outcome = runs ? "running" : "waiting";
      if (runs) bookUnfinished(this.state, job);
      this.state.credits?.end(job);
      ledger.leave(jobs.whole[job + JobWhole.source]!, outcome, jobs.real[job + JobReal.arrival]!);
      records?.add(job, outcome);
      this.state.observer?.left(this.state, job, outcome);
    }
    ledger.cut(now, this.state.waitingLines.jobsBySource());
    return totalsInGpus(ledger.close(now, this.events), this.slices);
  }

  /** Whether a run without an end is over: every job of the finite sources has come and gone. */
  private drained(): boolean {
    const { model, finiteAlive, calendar } = this.state;
    return model.end === Infinity && finiteAlive === 0 && calendar.finiteExhausted;
  }

  /** A: advance the clock; rows of the ledger end on the way. */
  private advanceTo(time: Instant): void {
    const { state } = this;
    if (state.ledger.nextCut <= time) this.cutRows(time);
    if (time > state.now) this.rounds = 0;
    else if (++this.rounds > MOST_ROUNDS)
      throw new Error(`the clock stands still: ${MOST_ROUNDS} rounds at ${time} ms`);
    state.now = time;
  }

  /**
   * A row holds the events of its last instant, so that what happens at the end of the run has one; the warm-up alone
   * ends before the events of its last instant.
   */
  private cutRows(time: Instant): void {
    const { ledger, model, waitingLines } = this.state;
    while (ledger.nextCut < time || (ledger.nextCut === time && time === model.warmup)) {
      ledger.cut(ledger.nextCut, waitingLines.jobsBySource());
    }
  }

  /** B: every event bound to this instant; there is one. */
  private applyEvents(): void {
    const { state } = this;
    const { events, now } = state;
    do {
      const event = events.pop();
      this.events++;
      applyEvent(state, events.kind(event), events.subject(event));
    } while (events.nextTime(now) === now);
  }

  /** B: and then every arrival; there is one. */
  private applyArrivals(): void {
    const { state, draft } = this;
    const { calendar, now } = state;
    do {
      this.events++;
      let source = calendar.take(draft);
      if (state.market !== null) {
        source = state.market.come(source, draft);
        if (source === NO_SOURCE) continue;
      }
      const job = arrive(state, source, draft);
      if (job !== NO_JOB && !this.startAlone(job)) joinLine(state, job);
    } while (calendar.next === now);
  }

  /** The last to arrive at an instant needs no line if it starts at once, and nobody has a claim before it. */
  private startAlone(job: JobIndex): boolean {
    const { state, pass, proposal } = this;
    if (state.runnable !== null || state.missing > 0) return false;
    if (state.calendar.next === state.now || !state.cycle.acts) return false;
    const line = state.lineOf(job);
    const direct = state.sources.direct[line.source] === 1;
    if (state.waiting > 0 && !(direct && state.waitingLines.isFirst(line))) return false;
    if (direct) {
      const node = pass.nodeFor(state.jobs.whole[job + JobWhole.gpus]!, line);
      if (node !== NodeChoice.nowhere) {
        startAtOnce(state, job, line, node);
        return true;
      }
    }
    if (!pass.proposeAlone(job, line, proposal)) return false;
    commit(state, proposal);
    return true;
  }

  /**
   * C: one scheduling pass, if anybody asks for GPUs and the scheduler acts now. Then the ledger reads the levels that
   * have changed.
   */
  private schedule(): void {
    const { state } = this;
    if (state.cycle.acts) this.decide();
    else if (state.waiting > 0 || state.missing > 0) state.cycle.awaitRound();
    if (this.settlePools()) {
      this.settleWaiting();
      if (state.market !== null) state.market.board.follow();
    }
    state.observer?.settled(state);
  }

  /** The ledger reads the levels of the pools that have changed; false if none has. */
  private settlePools(): boolean {
    const { state } = this;
    const { pools, ledger, now } = state;
    let changed = false;
    for (let index = 0; index < pools.length; index++) {
      const pool = pools[index]!;
      if (!pool.changed) continue;
      pool.changed = false;
      changed = true;
      ledger.poolTime.settle(index, now);
      if (ledger.freeSlots !== null) ledger.freeSlots.settle(index, now);
      if (state.services.length > 0) ledger.poolTime.settleShortfall(index, state.shortfallOf(index), now);
    }
    return changed;
  }

  /** The pass, and at its end the refusal of requests that do not wait and have not started, the last to come first. */
  private decide(): void {
    const { state } = this;
    state.waitingLines.rank();
    if (state.runnable !== null) state.runnable.sort();
    if (state.waiting > 0 || state.missing > 0) this.makePass();
    if (state.runnable !== null) state.runnable.awaitChange();
    if (state.impatientCount === 0) return;
    const refused = this.refuseImpatient();
    // Those behind it may start now that the job is gone which held them up, or which kept groups from borrowing.
    const { blocker } = this.pass;
    const unblocked = blocker !== NO_JOB && state.jobs.whole[blocker + JobWhole.state] !== JobState.waiting;
    if (unblocked || (refused && state.quotas !== null)) this.makePass();
  }

  /** Why jobs wait is asked only while some do, and once more when none does any longer. */
  private settleWaiting(): void {
    const { state, reasons } = this;
    if (state.waiting === 0 && !this.waited) return;
    this.waited = state.waiting > 0;
    reasons.count();
    state.ledger.poolTime.settleWaiting(reasons.gpus, state.now);
  }

  /** A request that does not wait and blocks others is refused, and the pass made again. */
  private makePass(): void {
    const { state, pass, proposal } = this;
    do {
      pass.begin();
      while (pass.propose(proposal)) commit(state, proposal);
      if (state.outlook !== null) state.outlook.settle();
    } while (this.refuse(pass.blocker, 0));
  }

  /** Requests that do not wait, or not so many of them, and have not started; the last to come first. False if none is refused. */
  private refuseImpatient(): boolean {
    const { state } = this;
    let refused = false;
    for (let place = state.impatientCount - 1; place >= 0; place--) {
      const job = state.impatient[place]! as JobIndex;
      if (this.refuse(job, state.waitingPlaces[state.jobs.whole[job + JobWhole.source]!]!)) refused = true;
    }
    state.impatientCount = 0;
    return refused;
  }

  /** Refuse a job that has not started, of a source with at most `places` waiting places; false if it stays. */
  private refuse(job: JobIndex, places: number): boolean {
    const { state } = this;
    const { jobs } = state;
    // One that has started and lost its GPUs in the same pass is no request any more.
    if (
      job === NO_JOB ||
      jobs.whole[job + JobWhole.state] !== JobState.waiting ||
      !Number.isNaN(jobs.real[job + JobReal.firstStart])
    )
      return false;
    const source = jobs.whole[job + JobWhole.source]!;
    if (state.waitingPlaces[source]! > places || state.newcomers[source]! <= places) return false;
    leaveLine(state, job);
    leave(state, job, "refused");
    return true;
  }

  private located(error: unknown): unknown {
    if (error instanceof AssertionFailure) {
      error.message += ` (seed ${this.seed}, replication ${this.replication}, at ${this.state.now} ms)`;
    }
    return error;
  }
}

/** Rows that stand for services and their claims are no jobs. */
function isJob(state: number): boolean {
  return state !== JobState.service && state !== JobState.replica;
}
