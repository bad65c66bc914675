// EASY and conservative backfill told as plainly as possible, with no regard for speed and no code of src: one pool, one source,
// jobs that are killed at their estimates. Free GPUs and reservations are counted afresh whenever they are asked for.

export interface NaiveJob {
  readonly submit: number;
  readonly service: number;
  readonly estimate: number;
  readonly gpus: number;
}

export interface NaiveRules {
  readonly gpus: number;
  readonly kind: "none" | "easy" | "conservative";
  readonly depth: number;
  readonly order: "fcfs" | "shortest-first";
}

interface Fate extends NaiveJob {
  state: "coming" | "waiting" | "running" | "gone";
  start: number;
  end: number;
  /** conservative: when it is to start */
  promised: number;
}

/** The start of every job; jobs come in the order of submit. */
export function naiveStarts(jobs: readonly NaiveJob[], rules: NaiveRules): number[] {
  const fates = jobs.map(
    (job): Fate => ({ ...job, state: "coming", start: NaN, end: Infinity, promised: NaN }),
  );
  for (let now = nextInstant(fates, -1); ; now = nextInstant(fates, now)) {
    if (now === Infinity) return fates.map(({ start }) => start);
    const ended = fates.filter(({ state, end }) => state === "running" && end === now);
    for (const fate of ended) fate.state = "gone";
    if (rules.kind === "conservative" && ended.length > 0) compress(fates, rules, now);
    for (const fate of fates) {
      if (fate.state !== "coming" || fate.submit !== now) continue;
      fate.state = "waiting";
      if (rules.kind === "conservative") fate.promised = earliest(fates, fate, rules, now);
    }
    if (rules.kind === "conservative") startPromised(fates, rules, now);
    else startHeads(fates, rules, now);
  }
}

function nextInstant(fates: readonly Fate[], last: number): number {
  return Math.min(
    ...fates.map(({ state, submit, end, promised }) => {
      if (state === "coming") return submit;
      if (state === "running") return end;
      return state === "waiting" && promised > last ? promised : Infinity;
    }),
  );
}

function queueOf(fates: readonly Fate[], { order }: NaiveRules): Fate[] {
  const waiting = fates.filter(({ state }) => state === "waiting");
  return order === "fcfs" ? waiting : waiting.sort((a, b) => a.estimate - b.estimate);
}

function freeOf(fates: readonly Fate[], { gpus }: NaiveRules): number {
  return fates.reduce((free, fate) => (fate.state === "running" ? free - fate.gpus : free), gpus);
}

function begin(fate: Fate, now: number): void {
  fate.state = "running";
  fate.start = now;
  fate.end = now + Math.min(fate.service, fate.estimate);
}

function startHeads(fates: readonly Fate[], rules: NaiveRules, now: number): void {
  for (const fate of queueOf(fates, rules)) {
    if (fate.gpus > freeOf(fates, rules)) break;
    begin(fate, now);
  }
  if (rules.kind === "easy") startBehind(fates, rules, now);
}

function startBehind(fates: readonly Fate[], rules: NaiveRules, now: number): void {
  const [head, ...others] = queueOf(fates, rules);
  if (head === undefined) return;
  const ends = fates.filter(({ state }) => state === "running").map((run) => run.start + run.estimate);
  const freeAt = (instant: number) =>
    fates.reduce(
      (free, run) => (run.state === "running" && run.start + run.estimate > instant ? free - run.gpus : free),
      rules.gpus,
    );
  const shadow = Math.min(...ends.filter((end) => freeAt(end) >= head.gpus));
  let extra = freeAt(shadow) - head.gpus;
  for (const fate of others.slice(0, rules.depth)) {
    if (fate.gpus > freeOf(fates, rules)) continue;
    const inTime = now + fate.estimate <= shadow;
    if (!inTime && fate.gpus > extra) continue;
    if (!inTime) extra -= fate.gpus;
    begin(fate, now);
  }
}

function compress(fates: readonly Fate[], rules: NaiveRules, now: number): void {
  for (const fate of queueOf(fates, rules)) {
    if (fate.promised > now) fate.promised = earliest(fates, fate, rules, now);
  }
}

/** In order; the first that finds its GPUs taken (by a job of no length, at this instant) holds up the others. */
function startPromised(fates: readonly Fate[], rules: NaiveRules, now: number): void {
  for (const fate of queueOf(fates, rules).filter(({ promised }) => promised <= now)) {
    if (fate.gpus > freeOf(fates, rules)) break;
    begin(fate, now);
  }
}

/** The earliest start with room for the whole estimate (an instant, if it is 0) beside all running jobs and all other promises. */
function earliest(fates: readonly Fate[], job: Fate, rules: NaiveRules, now: number): number {
  const taken = fates.flatMap((fate) => {
    if (fate === job) return [];
    const from = fate.state === "running" ? fate.start : fate.state === "waiting" ? fate.promised : NaN;
    return Number.isNaN(from) ? [] : [{ from, to: from + Math.max(1, fate.estimate), gpus: fate.gpus }];
  });
  const freeAt = (instant: number) =>
    taken.reduce(
      (free, { from, to, gpus }) => (from <= instant && instant < to ? free - gpus : free),
      rules.gpus,
    );
  const isRoomFrom = (start: number) =>
    [
      start,
      ...taken.map(({ from }) => from).filter((from) => start < from && from < start + job.estimate),
    ].every((instant) => freeAt(instant) >= job.gpus);
  const starts = [now, ...taken.map(({ to }) => to).filter((to) => to > now)];
  return Math.min(...starts.filter(isRoomFrom));
}
