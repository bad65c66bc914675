// Customers that do not always use what they hold: a run of theirs is in use and unused in turn. What is unused is idle, or
// resold to guests: runs that stand on GPUs of such a customer until it comes back, and then have their notice.
//
//   in use ──▶ unused ──▶ in use ──▶ …
//               │ │          the guests have their notice, and each hands back what it had
//               │ └─ guest starts on what is on offer
//               └─ idle: "reserved unused"

import { Holding, SAFE } from "../fleet/holding.ts";
import type { Pool } from "../fleet/pool.ts";
import { Standing } from "../fleet/standing.ts";
import { grown } from "../kernel/column.ts";
import { sampleDuration } from "../kernel/law.ts";
import { type RandomStream, randomStream } from "../kernel/random-stream.ts";
import type { UsePlan } from "../market/plan.ts";
import type { Proposal } from "../scheduling/contract.ts";
import { JobReal, JobWhole, rowNumber } from "../workload/job-row.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import { EventKind } from "./event-kinds.ts";
import { NO_EVENT } from "./lines.ts";
import { giveNotice } from "./notice.ts";
import { loosen } from "./runs.ts";
import type { State } from "./state.ts";

enum Use {
  /** of a run that is no customer's of this kind, or of no run */
  none = 0,
  inUse = 1,
  unused = 2,
}

export class CustomerUse {
  private readonly state: State;
  private readonly seed: string;
  private readonly replication: number;
  /** by source: null where all that is held is used */
  private readonly plans: readonly (UsePlan | null)[];
  private readonly streams = new Map<JobIndex, RandomStream>();

  // By row number: of a customer whether it uses its GPUs, the event that changes it, and how many of them guests have …
  private use = new Uint8Array(64);
  private event = new Int32Array(64).fill(NO_EVENT);
  private lent = new Int32Array(64);
  /** … and of a guest how many GPUs it has of customers. */
  private borrowed = new Int32Array(64);

  constructor(state: State, seed: string, replication: number) {
    this.state = state;
    this.seed = seed;
    this.replication = replication;
    const plans: (UsePlan | null)[] = state.model.sources.map(() => null);
    for (const { use, source } of state.model.products) plans[source] = use;
    this.plans = plans;
  }

  /** Whether a job runs on GPUs of a customer. */
  isGuest(job: JobIndex): boolean {
    return (this.borrowed[rowNumber(job)] ?? 0) > 0;
  }

  /** Whether a job holds GPUs that its customer does not use now. */
  isUnused(job: JobIndex): boolean {
    return this.use[rowNumber(job)] === Use.unused;
  }

  /** A run begins: its customer uses its GPUs. */
  begin(job: JobIndex): void {
    const row = rowNumber(job);
    if (this.plans[this.state.jobs.whole[job + JobWhole.source]!] === null) return;
    this.makeRoom(row);
    this.use[row] = Use.inUse;
    this.awaitTurn(job);
  }

  /** A customer ceases to use its GPUs, or comes back to them. */
  turn(job: JobIndex): void {
    if (this.use[rowNumber(job)] === Use.inUse) this.cease(job);
    else this.comeBack(job);
    this.awaitTurn(job);
  }

  /** A waiting job starts on the GPUs on offer that a proposal names. */
  lend({ job: guest, pool: index, nodes, gpusOn, nodeCount, gpus }: Proposal): void {
    const pool = this.state.pools[index]!;
    const row = rowNumber(guest);
    this.makeRoom(row);
    for (let place = 0; place < nodeCount; place++) {
      const node = nodes[place]!;
      let left = gpusOn[place]!;
      pool.offers!.change(node, -left);
      for (const segment of pool.segments.on(node)) {
        const host = pool.segments.job[segment]! as JobIndex;
        if (!this.offers(host)) continue;
        const some = Math.min(left, pool.segments.gpus[segment]!);
        if (some === 0) continue;
        pool.segments.lend(segment, guest, some);
        this.lent[rowNumber(host)]! += some;
        left -= some;
      }
    }
    this.borrowed[row] = gpus;
    pool.offers!.resold += gpus;
    pool.convert(guest, gpus, Holding.unused, SAFE, Holding.firm, SAFE);
  }

  /** The run of a job ends. @returns GPUs that it lets go: a guest has handed back the others, a customer's guests keep theirs */
  end(job: JobIndex): number {
    const row = rowNumber(job);
    const gpus = this.state.jobs.whole[job + JobWhole.gpus]!;
    if (this.isGuest(job)) {
      const borrowed = this.borrowed[row]!;
      this.handBack(job);
      return gpus - borrowed;
    }
    if ((this.use[row] ?? Use.none) === Use.none) return gpus;
    const lent = this.lent[row]!;
    this.close(job);
    return gpus - lent;
  }

  /** The job has left. */
  forget(job: JobIndex): void {
    this.streams.delete(job);
  }

  /** Whether the unused GPUs of a job are on offer. */
  private offers(job: JobIndex): boolean {
    const resold = this.plans[this.state.jobs.whole[job + JobWhole.source]!]?.resold === true;
    return resold && this.isUnused(job);
  }

  private cease(job: JobIndex): void {
    const own = this.ownOf(job);
    this.use[rowNumber(job)] = Use.unused;
    this.poolOf(job).convert(job, own, Holding.firm, SAFE, Holding.unused, SAFE);
    this.countUnused(job, own);
    if (this.offers(job)) this.offerAll(job, 1);
  }

  private comeBack(job: JobIndex): void {
    this.takeInUse(job);
    if (this.lent[rowNumber(job)] === 0) return;
    for (const guest of this.guestsOf(job))
      if (this.state.jobs.whole[guest + JobWhole.state] === JobState.running)
        giveNotice(this.state, guest, NO_JOB);
  }

  /** What of a customer's GPUs no guest has is no longer on offer, and in use. */
  private takeInUse(job: JobIndex): void {
    const own = this.ownOf(job);
    if (this.offers(job)) this.offerAll(job, -1);
    this.use[rowNumber(job)] = Use.inUse;
    this.poolOf(job).convert(job, own, Holding.unused, SAFE, Holding.firm, SAFE);
    this.countUnused(job, -own);
  }

  /** What a guest has of customers goes back to them. */
  private handBack(guest: JobIndex): void {
    const pool = this.poolOf(guest);
    const { segments } = pool;
    for (let segment = segments.firstOf(guest); segment !== -1; segment = segments.next[segment]!) {
      const host = segments.host[segment]! as JobIndex;
      if (host === NO_JOB) continue;
      const node = segments.node[segment]!;
      const gpus = segments.giveBack(segment);
      this.lent[rowNumber(host)]! -= gpus;
      if (this.isUnused(host)) {
        pool.convert(guest, gpus, Holding.firm, SAFE, Holding.unused, SAFE);
        if (mayOffer(pool, node)) pool.offers!.change(node, gpus);
      } else this.countUnused(host, -gpus);
    }
    pool.offers!.resold -= this.borrowed[rowNumber(guest)]!;
    this.borrowed[rowNumber(guest)] = 0;
  }

  /** A customer is gone: its guests keep their GPUs, as runs of their own. */
  private close(job: JobIndex): void {
    const row = rowNumber(job);
    const pool = this.poolOf(job);
    const guests = this.lent[row] === 0 ? [] : this.guestsOf(job);
    if (this.isUnused(job)) this.takeInUse(job);
    this.countUnused(job, -this.lent[row]!);
    this.state.events.cancel(this.event[row]!);
    this.use[row] = Use.none;
    this.lent[row] = 0;
    for (const guest of guests) this.release(guest, job, pool);
  }

  private release(guest: JobIndex, host: JobIndex, pool: Pool): void {
    const { state } = this;
    const { segments } = pool;
    const row = rowNumber(guest);
    for (let segment = segments.firstOf(guest); segment !== -1; segment = segments.next[segment]!) {
      if (segments.host[segment] !== host) continue;
      segments.host[segment] = NO_JOB;
      this.borrowed[row]! -= segments.gpus[segment]!;
      pool.offers!.resold -= segments.gpus[segment]!;
    }
    if (this.isGuest(guest)) return;
    const gpus = state.jobs.whole[guest + JobWhole.gpus]!;
    pool.convert(guest, gpus, Holding.firm, SAFE, state.holding(guest), SAFE);
    if (state.jobs.whole[guest + JobWhole.state] === JobState.running) loosen(state, guest);
  }

  /** Those that run on GPUs of a customer, each once. */
  private guestsOf(host: JobIndex): JobIndex[] {
    const { segments } = this.poolOf(host);
    const guests = new Set<JobIndex>();
    for (let own = segments.firstOf(host); own !== -1; own = segments.next[own]!) {
      for (const segment of segments.on(segments.node[own]!))
        if (segments.host[segment] === host) guests.add(segments.job[segment]! as JobIndex);
    }
    return [...guests];
  }

  /** What a customer still has itself is put on offer (1), or is no longer (−1). */
  private offerAll(job: JobIndex, sign: number): void {
    const pool = this.poolOf(job);
    const { segments } = pool;
    for (let segment = segments.firstOf(job); segment !== -1; segment = segments.next[segment]!) {
      const node = segments.node[segment]!;
      if (mayOffer(pool, node)) pool.offers!.change(node, sign * segments.gpus[segment]!);
    }
  }

  private awaitTurn(job: JobIndex): void {
    const { events, jobs, now } = this.state;
    const row = rowNumber(job);
    const { busy, idle } = this.plans[jobs.whole[job + JobWhole.source]!]!;
    const law = this.use[row] === Use.inUse ? busy : idle;
    this.event[row] = events.schedule(now + sampleDuration(law, this.streamOf(job)), EventKind.use, job);
  }

  /** Each customer has a stream of its own: when it uses its GPUs does not depend on others, or on who has them meanwhile. */
  private streamOf(job: JobIndex): RandomStream {
    let stream = this.streams.get(job);
    if (stream === undefined) {
      const { jobs, model } = this.state;
      const { name } = model.sources[jobs.whole[job + JobWhole.source]!]!;
      const number = jobs.real[job + JobReal.number];
      stream = randomStream(this.seed, `${this.replication}/rental.${name}/use/${number}`);
      this.streams.set(job, stream);
    }
    return stream;
  }

  private countUnused(job: JobIndex, gpus: number): void {
    const { whole } = this.state.jobs;
    const source = whole[job + JobWhole.source]!;
    this.state.ledger.leaveUnused(source, whole[job + JobWhole.pool]!, gpus, this.state.now);
  }

  /** GPUs of a customer that no guest has. */
  private ownOf(job: JobIndex): number {
    return this.state.jobs.whole[job + JobWhole.gpus]! - this.lent[rowNumber(job)]!;
  }

  private poolOf(job: JobIndex): Pool {
    return this.state.pools[this.state.jobs.whole[job + JobWhole.pool]!]!;
  }

  private makeRoom(row: number): void {
    if (row < this.use.length) return;
    const length = Math.max(row + 1, 2 * this.use.length);
    this.use = grown(this.use, length);
    this.event = grown(this.event, length, NO_EVENT);
    this.lent = grown(this.lent, length);
    this.borrowed = grown(this.borrowed, length);
  }
}

/** A node that drains takes no new work, and nobody comes back to it. */
function mayOffer(pool: Pool, node: number): boolean {
  return pool.standingOf(node) === Standing.inService;
}
