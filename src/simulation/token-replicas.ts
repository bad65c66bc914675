// A token product at work: an elastic rental service. Its replicas are rental jobs without an end, of a priority of their
// own: they wait, start, are preempted and fail like all others. This file makes as many of them as the demand asks for.

import { SECOND } from "../kernel/time.ts";
import { tokenMeter } from "../market/tokens/meters.ts";
import { MovingTokenPrice } from "../market/tokens/moving-token-price.ts";
import type { TokenProductPlan } from "../market/tokens/plan.ts";
import type { TokenMeter } from "../market/tokens/token-meter.ts";
import { paidPerOutput, revenuePerGpuHour } from "../market/tokens/token-price.ts";
import { type DemandCurve, demandCurve } from "../workload/demand.ts";
import { driverFactor, type Factor, loadOf } from "../workload/drivers/driver-factor.ts";
import { JobReal, JobWhole } from "../workload/job-row.ts";
import { type JobDraft, jobDraft } from "../workload/job-source.ts";
import { type JobIndex, JobState, NO_JOB } from "../workload/job-table.ts";
import { ENDLESS } from "../workload/plan.ts";
import { leastReplicas } from "../workload/portfolio.ts";
import { type ReplicaRule, replicaRule, replicasOfSpeeds } from "../workload/replicas.ts";
import { bookLoss } from "./attempts.ts";
import { EventKind } from "./event-kinds.ts";
import { arrive, leave } from "./job-life.ts";
import { joinLine, leaveLine } from "./lines.ts";
import { endRun } from "./runs.ts";
import type { State } from "./state.ts";

export class TokenReplicas {
  readonly plan: TokenProductPlan;
  readonly meter: TokenMeter;
  /** null where it stays */
  readonly price: MovingTokenPrice | null;
  private readonly curve: DemandCurve;
  private readonly rule: ReplicaRule;
  private readonly draft: JobDraft = jobDraft();
  /** those that wait, run, or leave on notice, in the order in which they were asked for */
  private readonly replicas: JobIndex[] = [];
  /** GPUs of those that run, by pool */
  private readonly held: Float64Array;
  private readonly pools: readonly number[];
  /** whether a replica serves more in one pool than in another */
  private readonly differs: boolean;

  /**
   * @param pools that it may use
   * @param drivers what multiplies its demand, or null
   * @param prices what multiplies its price; null where it stays
   */
  constructor(
    plan: TokenProductPlan,
    pools: readonly number[],
    seed: string,
    replication: number,
    drivers: Factor | null,
    prices: Factor | null,
  ) {
    this.plan = plan;
    this.pools = pools;
    this.held = new Float64Array(plan.capacityIn.length);
    this.differs = pools.some((pool) => plan.capacityIn[pool] !== plan.capacityPerReplica);
    this.meter = tokenMeter(plan);
    const list = 1e6 * paidPerOutput(plan);
    this.price =
      plan.answer === null || prices === null
        ? null
        : new MovingTokenPrice(list, plan.answer, prices, this.meter);
    this.curve = demandCurve(plan.demand, seed, replication, `rental.${plan.name}`, drivers);
    this.rule = replicaRule(plan);
    this.draft.gpus = plan.gpusPerReplica;
    this.draft.service = ENDLESS;
    this.draft.estimate = ENDLESS;
  }

  /** Its replicas hold so many GPUs of a pool more, or fewer. */
  hold(gpus: number, pool: number, state: State): void {
    const { capacityIn, gpusPerReplica } = this.plan;
    this.held[pool]! += gpus;
    let capacity = 0;
    for (const each of this.pools) capacity += (this.held[each]! / gpusPerReplica) * capacityIn[each]!;
    this.meter.serve(capacity / SECOND, state.now);
  }

  /** Look at the demand, which stays until the next look, and ask for as many replicas as it needs. */
  look(state: State): void {
    const { plan } = this;
    const demand = this.curve.at(state.now) * (this.price === null ? 1 : this.askedAt(this.price, state));
    this.meter.ask(demand / SECOND, state.now);
    const wanted = this.wanted(demand, state);
    while (this.replicas.length < wanted && this.request(state));
    if (this.replicas.length > wanted) this.dismiss(this.replicas.length - wanted, state);
    state.events.schedule(state.now + plan.resize, EventKind.tokens, plan.source);
  }

  /** The price moves with its drivers; returns the share of the demand that asks then. */
  private askedAt(price: MovingTokenPrice, { now, sources }: State): number {
    sources.billedPerHour[this.plan.source] = paidPerGpuHour(this.plan) * price.look(now);
    return price.asks;
  }

  /** Replicas for a demand; of a batch as many as its pending tokens can use until the next look, on GPUs that are idle. */
  private wanted(demand: number, state: State): number {
    const { contract, provisioned, gpusPerReplica, capacityPerReplica, resize, portfolio } = this.plan;
    if (contract.serving !== "batch") {
      const served = contract.serving === "standard" ? demand : provisioned;
      if (!this.differs) return this.rule(served);
      const least = portfolio === null ? 0 : leastReplicas(portfolio);
      return this.wantedOfSpeeds(served * (1 + this.plan.forecastMargin), least, state);
    }
    const { pending } = this.meter;
    const useful = this.differs
      ? this.wantedOfSpeeds((pending * SECOND) / resize, 0, state)
      : Math.ceil(pending / ((capacityPerReplica / SECOND) * resize));
    let room = 0;
    for (const pool of this.pools) room += this.held[pool]! + state.pools[pool]!.free;
    return Math.min(useful, Math.floor(room / gpusPerReplica));
  }

  /** Those that run are kept first, and what waits is taken to be served in the first pool. */
  private wantedOfSpeeds(need: number, least: number, state: State): number {
    const { capacityIn, capacityPerReplica } = this.plan;
    const { whole } = state.jobs;
    const speeds: number[] = [];
    let waiting = 0;
    for (const job of this.replicas) {
      if (holdsGpus(whole[job + JobWhole.state]!)) speeds.push(capacityIn[whole[job + JobWhole.pool]!]!);
      else waiting++;
    }
    for (let job = 0; job < waiting; job++) speeds.push(capacityPerReplica);
    return replicasOfSpeeds(need, least, speeds, capacityPerReplica);
  }

  /** One replica more; false if no fleet like this one could ever hold it. */
  private request(state: State): boolean {
    this.draft.priority = state.model.sources[this.plan.source]!.priority;
    const job = arrive(state, this.plan.source, this.draft);
    this.draft.id++;
    if (job === NO_JOB) return false;
    joinLine(state, job);
    this.replicas.push(job);
    return true;
  }

  /** So many replicas go: those that wait first, then the youngest that run. One that claims or has its notice stays for now. */
  private dismiss(count: number, state: State): void {
    const { whole } = state.jobs;
    let left = count;
    for (const standing of [JobState.waiting, JobState.running]) {
      for (let place = this.replicas.length - 1; place >= 0 && left > 0; place--) {
        const job = this.replicas[place]!;
        if (whole[job + JobWhole.state] !== standing) continue;
        this.replicas.splice(place, 1);
        left--;
        sendAway(state, job);
      }
    }
  }
}

/** What a GPU of its first pool earns in an hour at the list price, $. */
function paidPerGpuHour(plan: TokenProductPlan): number {
  const { capacityPerReplica, gpusPerReplica, price, shape, contract } = plan;
  return revenuePerGpuHour(capacityPerReplica / gpusPerReplica, price, shape) * (1 - contract.discount);
}

/** It serves: a replica on notice does until it leaves. */
function holdsGpus(standing: JobState): boolean {
  return standing === JobState.running || standing === JobState.noticed;
}

/** The token products of a run, by the source of their replicas; null where there is none. Each looks at its demand from 0 on. */
export function tokenReplicas(
  state: State,
  seed: string,
  replication: number,
): readonly (TokenReplicas | null)[] | null {
  const { sources, tokens, drivers } = state.model;
  if (tokens.length === 0) return null;
  const bySource: (TokenReplicas | null)[] = sources.map(() => null);
  for (const plan of tokens) {
    const { source, name } = plan;
    const factor = driverFactor(drivers, loadOf(sources[source]!), seed, replication);
    const prices = driverFactor(drivers, `price.${name}`, seed, replication);
    bySource[source] = new TokenReplicas(plan, sources[source]!.pools, seed, replication, factor, prices);
    state.sources.billedPerHour[source] = paidPerGpuHour(plan);
    state.events.schedule(0, EventKind.tokens, source);
  }
  return bySource;
}

/** A replica is not wanted any more: it leaves, and what it has served stays served. One that never ran has only waited. */
function sendAway(state: State, job: JobIndex): void {
  const { whole, real } = state.jobs;
  if (whole[job + JobWhole.state] === JobState.waiting) leaveLine(state, job);
  else {
    state.events.cancel(whole[job + JobWhole.event]!);
    bookLoss(state, job, "resume");
    endRun(state, job, "customer");
  }
  leave(state, job, Number.isNaN(real[job + JobReal.firstStart]!) ? "reneged" : "completed");
}
