// The one place where a proposal becomes fact. It refuses what a policy may not do, and says who proposed what and when.

import { Holding, SAFE } from "../fleet/holding.ts";
import type { Pool } from "../fleet/pool.ts";
import { Image } from "../fleet/tenancy.ts";
import type { Proposal } from "../scheduling/contract.ts";
import { ProposalKind } from "../scheduling/contract.ts";
import { JobReal, JobWhole } from "../workload/job-row.ts";
import type { JobIndex } from "../workload/job-table.ts";
import { JobState, NO_JOB } from "../workload/job-table.ts";
import { leaveLine } from "./lines.ts";
import { giveNotice } from "./notice.ts";
import { claim, growService, replicaClaim, startRun } from "./runs.ts";
import type { State } from "./state.ts";

/** A policy proposed what cannot be. */
export class PolicyMistake extends Error {
  override readonly name = "PolicyMistake";
}

/** Carry a proposal out. @throws PolicyMistake when the pool has not got what the proposal takes. */
export function commit(state: State, proposal: Proposal): void {
  switch (proposal.kind) {
    case ProposalKind.start:
      commitStart(state, proposal);
      break;
    case ProposalKind.grow:
      commitGrowth(state, proposal);
      break;
    case ProposalKind.preempt:
      commitPreemption(state, proposal);
      break;
    case ProposalKind.reserve:
      commitReservation(state, proposal);
      break;
    case ProposalKind.vacate:
      commitVacation(state, proposal);
      break;
    case ProposalKind.turn:
      commitTurnover(state, proposal);
      break;
    case ProposalKind.resell:
      commitResale(state, proposal);
      break;
  }
}

function commitStart(state: State, proposal: Proposal): void {
  const { job, gpus } = proposal;
  const { whole } = state.jobs;
  const pool = state.pools[proposal.pool]!;
  if (whole[job + JobWhole.state] !== JobState.waiting) refuse(state, proposal, "the job does not wait");
  if (gpus > pool.free) refuse(state, proposal, `needs ${gpus} GPUs, ${pool.free} free`);
  const ahead = state.bookings?.isAhead(job) === true;
  leaveLine(state, job, !ahead);
  if (state.quotas !== null) state.useQuota(job, gpus);
  if (ahead) {
    if (pool.tenancy !== null) refuseOtherImage(state, proposal, state.lineOf(job).image);
    claim(state, proposal, job, 0);
    return;
  }
  const tier = state.firstTier(job);
  whole[job + JobWhole.pool] = proposal.pool;
  whole[job + JobWhole.tier] = tier;
  if (pool.tenancy !== null) refuseOtherImage(state, proposal, state.lineOf(job).image);
  takeGpus(pool, proposal, state.holding(job), tier);
  startRun(state, job);
}

/** Start a job on GPUs of customers that do not use them. */
function commitResale(state: State, proposal: Proposal): void {
  const { job, gpus } = proposal;
  const { whole } = state.jobs;
  const { offers } = state.pools[proposal.pool]!;
  if (whole[job + JobWhole.state] !== JobState.waiting) refuse(state, proposal, "the job does not wait");
  if (state.guests![whole[job + JobWhole.source]!] === 0) refuse(state, proposal, "it is not resold to");
  if (gpus > offers!.gpus) refuse(state, proposal, `needs ${gpus} GPUs, ${offers!.gpus} on offer`);
  leaveLine(state, job, true);
  if (state.quotas !== null) state.useQuota(job, gpus);
  whole[job + JobWhole.pool] = proposal.pool;
  whole[job + JobWhole.tier] = SAFE;
  state.use!.lend(proposal);
  startRun(state, job);
}

function commitReservation(state: State, proposal: Proposal): void {
  const { job, pool, instant } = proposal;
  if (state.jobs.whole[job + JobWhole.state] !== JobState.waiting)
    refuse(state, proposal, "the job does not wait");
  if (instant < state.now) refuse(state, proposal, `a reservation at ${instant} ms, which is past`);
  state.reservations!.reserve(job, pool, instant);
}

function commitGrowth(state: State, proposal: Proposal): void {
  const { job, gpus } = proposal;
  const pool = state.pools[proposal.pool]!;
  if (gpus > pool.free) refuse(state, proposal, `needs ${gpus} GPUs, ${pool.free} free`);
  if (pool.tenancy !== null) refuseOtherImage(state, proposal, Image.internal);
  takeGpus(pool, proposal, Holding.internal, SAFE);
  growService(state, job, gpus);
}

/**
 * Give the victims notice. A job claims what is free of its placement, and so does a replica with a shape; one-GPU
 * replicas take the GPUs as they come.
 */
function commitPreemption(state: State, proposal: Proposal): void {
  const { job, victims, victimCount, gpus } = proposal;
  const { jobs } = state;
  if (victimCount === 0) refuse(state, proposal, "preempts nobody");
  const forService = jobs.whole[job + JobWhole.state] === JobState.service;
  const service = forService ? state.services[jobs.whole[job + JobWhole.source]!]! : null;
  const oneByOne = service?.gpusPerReplica === 1;
  const claimant = service !== null && !oneByOne ? replicaClaim(state, job, gpus) : job;
  if (!forService) {
    leaveLine(state, job);
    state.useQuota(job, gpus);
  }
  let left = 0;
  for (let place = 0; place < victimCount; place++) {
    const victim = victims[place]! as JobIndex;
    if (jobs.whole[victim + JobWhole.state] !== JobState.running)
      refuse(state, proposal, `job row ${victim} cannot be preempted`);
    if (giveNotice(state, victim, claimant)) left++;
  }
  if (!oneByOne) claim(state, proposal, claimant, left);
  if (forService) state.countMissing();
}

/** Give a run its notice, for nobody in particular. */
function commitVacation(state: State, proposal: Proposal): void {
  const { whole } = state.jobs;
  const { job } = proposal;
  if (whole[job + JobWhole.state] !== JobState.running || whole[job + JobWhole.tier] === SAFE)
    refuse(state, proposal, "it cannot be preempted");
  giveNotice(state, job, NO_JOB);
}

/**
 * Claim nodes of which some must first be turned over, and give notice to all who are on them. The claim holds what is
 * ready, and waits for what is coming.
 */
function commitTurnover(state: State, proposal: Proposal): void {
  const { job, gpus, victims, victimCount, nodes, gpusOn, nodeCount } = proposal;
  const { whole } = state.jobs;
  const turnovers = state.turnovers!;
  const pool = state.pools[proposal.pool]!;
  const forService = whole[job + JobWhole.state] === JobState.service;
  if (!forService && whole[job + JobWhole.state] !== JobState.waiting)
    refuse(state, proposal, "the job does not wait");
  const image = forService ? Image.internal : state.lineOf(job).image;
  for (let place = 0; place < nodeCount; place++) {
    if (!turnovers.mayTake(pool, nodes[place]!, image, gpusOn[place]!))
      refuse(state, proposal, `node ${nodes[place]} is not to be had`);
  }
  if (!forService) {
    leaveLine(state, job);
    state.useQuota(job, gpus);
  }
  const claimant = forService ? replicaClaim(state, job, gpus) : job;
  let turning = 0;
  for (let place = 0; place < nodeCount; place++)
    if (turnovers.claim(pool, nodes[place]!, image, gpusOn[place]!)) turning++;
  for (let place = 0; place < victimCount; place++) giveNotice(state, victims[place]! as JobIndex, NO_JOB);
  turnovers.wipeCleared(proposal.pool);
  for (let place = 0; place < nodeCount; place++)
    if (turnovers.isHeldUp(pool, nodes[place]!))
      refuse(state, proposal, `node ${nodes[place]} is not emptied`);
  if (turning === 0) refuse(state, proposal, "no node is turned over");
  claim(state, proposal, claimant, turning);
  if (forService) state.countMissing();
}

function takeGpus(pool: Pool, proposal: Proposal, holding: Holding, tier: number): void {
  if (pool.nodes === null) {
    pool.take(proposal.job, -1, proposal.gpus, holding, tier);
    return;
  }
  for (let place = 0; place < proposal.nodeCount; place++) {
    pool.take(proposal.job, proposal.nodes[place]!, proposal.gpusOn[place]!, holding, tier);
  }
}

/** Internal work and rental never share a node. */
function refuseOtherImage(state: State, proposal: Proposal, image: Image): void {
  const { nodes, nodeCount } = proposal;
  const tenancy = state.pools[proposal.pool]!.tenancy!;
  for (let place = 0; place < nodeCount; place++) {
    if (tenancy.image[nodes[place]!] !== image)
      refuse(state, proposal, `node ${nodes[place]} is set up for the other side`);
  }
}

function refuse(state: State, proposal: Proposal, why: string): never {
  const { order, placement, preemption } = state.model.scheduling;
  const job = state.jobs.real[proposal.job + JobReal.number];
  throw new PolicyMistake(
    `policy ${order}/${placement}/${preemption.rule} placed job ${job} on pool ${state.pools[proposal.pool]!.name} at ${state.now} ms: ${why}`,
  );
}
