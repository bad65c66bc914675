// A second opinion: the rules of docs/model.md told as plainly as possible, with no regard for speed and no code of src.
// Free GPUs are counted afresh from the jobs whenever they are asked for, and the queue is sorted for every decision.

import { type Held, NaiveFate, type NaiveRun, type NaiveScenario } from "./naive-scenario.ts";

/** What becomes of every job, in the order of the jobs. */
export function naiveSchedule(scenario: NaiveScenario): NaiveFate[] {
  const { placement, headroom } = scenario;
  const fates = scenario.jobs.map((job) => new NaiveFate(job, scenario.sources[job.source]!));
  const byCount = placement === "pool";
  let now = 0;
  let turn = 0;

  const nodeSize = (pool: number) => scenario.pools[pool]!.gpusPerNode * (byCount ? scenario.pools[pool]!.nodes : 1);
  const freeOn = (pool: number) => {
    const free = new Array<number>(byCount ? 1 : scenario.pools[pool]!.nodes).fill(nodeSize(pool));
    for (const fate of fates) if (fate.pool === pool) for (const [node, gpus] of fate.held) free[node]! -= gpus;
    return free;
  };
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const victimsIn = (pool: number) =>
    fates
      .filter((fate) => fate.pool === pool && fate.state === "running" && !fate.source.internal && fate.source.preemptible)
      .sort((a, b) => b.turn - a.turn);
  const reclaimable = (pool: number) => sum(freeOn(pool)) + sum(victimsIn(pool).map((victim) => victim.job.gpus));
  const keepsHeadroom = (fate: NaiveFate) => !fate.source.internal && !fate.source.preemptible;
  const tooLarge = (fate: NaiveFate) =>
    fate.source.pools.every(
      (pool) =>
        fate.job.gpus >
        scenario.pools[pool]!.nodes * scenario.pools[pool]!.gpusPerNode - (keepsHeadroom(fate) ? headroom : 0),
    );

  /** Where a job would stand in a pool, or null. */
  function place(fate: NaiveFate, pool: number): Held | null {
    const { gpus } = fate.job;
    const size = nodeSize(pool);
    if (keepsHeadroom(fate) && reclaimable(pool) - gpus < headroom) return null;
    const nodes = freeOn(pool).map((free, node) => ({ free, node }));
    const sign = placement === "best-fit" ? 1 : placement === "worst-fit" ? -1 : 0;
    nodes.sort((a, b) => sign * (a.free - b.free) || a.node - b.node);
    const whole = !scenario.spread && !byCount;
    const least = !whole ? 1 : Math.min(gpus, size);
    const fitting = nodes.filter((node) => node.free >= least);
    const used = whole ? fitting.slice(0, Math.ceil(gpus / size)) : fitting;
    if (sum(used.map((node) => node.free)) < gpus) return null;
    let left = gpus;
    const held = used.map(({ free, node }): Held[number] => {
      const some = Math.min(left, free);
      left -= some;
      return [node, some];
    });
    return held.filter(([, some]) => some > 0);
  }

  function run(fate: NaiveFate): void {
    Object.assign(fate, { state: "running", start: now, turn: turn++, lastHeld: fate.held });
    if (fate.runs.length === 0) fate.firstStart = now;
    fate.runs.push({ start: now, end: Number.NaN, by: "horizon" });
  }

  function stop(fate: NaiveFate, by: NaiveRun["by"]): void {
    fate.runs[fate.runs.length - 1] = { start: fate.start, end: now, by };
    const { claimant } = fate;
    Object.assign(fate, { held: [], claimant: null, noticeEnd: Infinity, state: "waiting" });
    if (claimant === null) return;
    const given = Math.min(claimant.wanted, fate.job.gpus);
    claimant.held[0]![1] += given;
    claimant.wanted -= given;
    if (fates.every((other) => other.claimant !== claimant)) run(claimant);
  }

  function leave(fate: NaiveFate, outcome: string): void {
    Object.assign(fate, { state: "left", outcome, end: now });
  }

  function evict(fate: NaiveFate): void {
    fate.preemptions++;
    const { onPreemption } = fate.source;
    fate.remaining = onPreemption === "resume" ? fate.remaining - (now - fate.start) : fate.job.service;
    stop(fate, "provider");
    if (onPreemption === "kill") leave(fate, "preempted");
  }

  function preempt(fate: NaiveFate, pool: number): void {
    Object.assign(fate, { state: "claiming", pool });
    for (const victim of victimsIn(pool)) {
      if (fate.job.gpus <= sum(freeOn(pool)) + sum(fates.filter((v) => v.claimant === fate).map((v) => v.job.gpus))) break;
      if (victim.source.notice === 0) evict(victim);
      else Object.assign(victim, { state: "noticed", noticeEnd: now + victim.source.notice, claimant: fate });
    }
    const free = Math.min(fate.job.gpus, sum(freeOn(pool)));
    Object.assign(fate, { held: [[0, free]], wanted: fate.job.gpus - free });
    if (fate.wanted === 0) run(fate);
  }

  function start(fate: NaiveFate): boolean {
    for (const pool of fate.source.pools) {
      const held = place(fate, pool);
      if (held === null) continue;
      Object.assign(fate, { held, pool });
      run(fate);
      return true;
    }
    const room = fate.source.pools.find((pool) => reclaimable(pool) >= fate.job.gpus);
    if (!scenario.preempts || !fate.source.internal || room === undefined) return false;
    preempt(fate, room);
    return true;
  }

  const impatient = (fate: NaiveFate) => fate.source.refuses && fate.runs.length === 0;
  const key = (fate: NaiveFate) => (scenario.order === "fcfs" ? 0 : fate.job.estimate);
  const queue = () =>
    fates
      .filter((fate) => fate.state === "waiting")
      .sort((a, b) => b.job.priority - a.job.priority || key(a) - key(b) || fates.indexOf(a) - fates.indexOf(b));

  /** Start the first that can; false when none may. */
  function startOne(): boolean {
    for (const fate of queue()) {
      if (start(fate)) return true;
      if (scenario.blocks && !impatient(fate)) return false;
    }
    return false;
  }

  for (;;) {
    now = Math.min(...fates.map((fate) => fate.nextEvent));
    if (now > scenario.end || now === Infinity) break;
    for (let due = fates.find((fate) => fate.nextEvent === now); due; due = fates.find((fate) => fate.nextEvent === now)) {
      if (due.state === "coming") {
        due.state = "waiting";
        if (tooLarge(due)) leave(due, "rejected");
      } else if (due.start + due.remaining === now) {
        stop(due, "customer");
        leave(due, "completed");
      } else evict(due);
    }
    while (startOne());
    for (const fate of queue()) if (impatient(fate)) leave(fate, "refused");
  }
  for (const fate of fates) {
    if (fate.state === "waiting" || fate.state === "claiming") fate.outcome = "waiting";
    if (fate.state === "running" || fate.state === "noticed") fate.outcome = "running";
  }
  return fates;
}
