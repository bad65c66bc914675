// The next instant at which a step function of a smooth, periodic curve changes: from turn to turn of the curve the
// function only rises or only falls, so the millisecond of its first change is found by bisection, exactly.

import type { Duration, Instant } from "../../kernel/time.ts";

/**
 * The first whole ms after `from` at which `level` differs from its value at `from`; Infinity if it never does.
 * @param level a whole number that only rises or only falls between two turns
 * @param nextTurn the first turn, a whole ms, after an instant
 * @param period after which the curve repeats, ms
 */
export function firstChange(
  level: (now: Instant) => number,
  from: Instant,
  nextTurn: (now: Instant) => Instant,
  period: Duration,
): Instant {
  const before = level(from);
  let same = from;
  while (same < from + period) {
    const turn = nextTurn(same);
    if (level(turn) !== before) return bisect((now) => level(now) !== before, same, turn);
    same = turn;
  }
  return Number.POSITIVE_INFINITY;
}

/** The first whole ms in (not, yes] at which `differs`, which holds at `yes` and from its first instant on. */
function bisect(differs: (now: Instant) => boolean, not: Instant, yes: Instant): Instant {
  let [low, high] = [not, yes];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (differs(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The first of the turns `first`, `first ± spacing`, `first ± 2 spacing`, … after `now`, each rounded to a whole ms: a
 * wave is symmetric about its turns, so of all whole ms the nearest one to a turn is where the wave is highest or lowest.
 */
export function turnAfter(now: Instant, first: number, spacing: number): Instant {
  let turn = Math.floor((now - first) / spacing);
  while (Math.round(first + turn * spacing) <= now) turn++;
  return Math.round(first + turn * spacing);
}
