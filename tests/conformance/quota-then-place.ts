// How Lucid shares GPUs, as the README of the oracles tells it: quotas over all GPUs first, in order; who has none is
// preempted, and pays for it; who has one is placed, which may fail, and the quota is then of no use to anybody.

import { type Row, readTable } from "./published-schedules.ts";

/** A job; times in whole seconds. */
interface Lot {
  readonly gpus: number;
  readonly submit: number;
  remaining: number;
  /** service attained, GPU-seconds */
  attained: number;
  place: [node: number, gpus: number][] | null;
}

const SIZE = 8;

/**
 * Average response of a published case under these rules, s.
 * @param key what the quotas go by; the least first, then by submit
 * @param period between two rounds of the scheduler, s
 */
export function quotaThenPlace(published: Row, key: (lot: Lot) => number, period: number): number {
  const coming = readTable(published.input!).map((row): Lot => {
    const [gpus, submit, remaining] = [Number(row.num_gpu), Number(row.submit_time), Number(row.duration)];
    return { gpus, submit, remaining, attained: 0, place: null };
  });
  coming.sort((a, b) => a.submit - b.submit);
  const free = new Array<number>(Number(published.nodes)).fill(SIZE);
  const count = coming.length;
  let lots: Lot[] = [];
  let responses = 0;
  for (let now = 0; coming.length > 0 || lots.length > 0; ) {
    for (const lot of lots.filter(({ remaining }) => remaining <= 0)) {
      vacate(lot, free);
      responses += now + 1 - lot.submit; // seen a second late
    }
    lots = lots.filter(({ remaining }) => remaining > 0);
    while (coming.length > 0 && coming[0]!.submit <= now) lots.push(coming.shift()!);
    if (now % period === 0) share(lots, free, key);
    const running = lots.filter(({ place }) => place !== null);
    const ends = running.map(({ remaining }) => now + remaining);
    const round = period > 1 ? [now + period - (now % period)] : [];
    const next = Math.max(now + 1, Math.min(...ends, ...round, coming[0]?.submit ?? Infinity));
    for (const lot of running) {
      lot.remaining -= next - now;
      lot.attained += (next - now) * lot.gpus;
    }
    now = next;
  }
  return responses / count;
}

function share(lots: readonly Lot[], free: number[], key: (lot: Lot) => number): void {
  const inOrder = [...lots].sort((a, b) => key(a) - key(b) || a.submit - b.submit);
  let quota = free.length * SIZE;
  const chosen = inOrder.filter(({ gpus }) => {
    const has = gpus <= quota;
    if (has) quota -= gpus;
    return has;
  });
  for (const lot of inOrder) {
    if (lot.place === null || chosen.includes(lot)) continue;
    vacate(lot, free);
    lot.remaining += lot.gpus <= SIZE ? 40 : 60;
  }
  for (const lot of chosen) lot.place ??= place(lot.gpus, free);
}

/** Best fit on one node, or empty nodes; taken from `free`. */
function place(gpus: number, free: number[]): Lot["place"] {
  const least = Math.min(gpus, SIZE);
  const nodes = [...free.keys()].filter((node) => free[node]! >= least).sort((a, b) => free[a]! - free[b]!);
  const needed = Math.ceil(gpus / SIZE);
  if (nodes.length < needed) return null;
  return nodes.slice(0, needed).map((node, index) => {
    const some = Math.min(SIZE, gpus - index * SIZE);
    free[node]! -= some;
    return [node, some];
  });
}

function vacate(lot: Lot, free: number[]): void {
  for (const [node, gpus] of lot.place ?? []) free[node]! += gpus;
  lot.place = null;
}
