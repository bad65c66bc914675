// Instants and durations are whole milliseconds in a double: sums are exact and ties are real ties up to 2^53.
// Instant 0 is a Monday, 00:00 UTC; the scenario converts every quantity once, and nothing below it converts again.

/** A point in simulated time, ms since the start of the run. */
export type Instant = number;
/** A length of simulated time, ms. */
export type Duration = number;

/**
 * What a field that holds instants is first set to, and overwritten at once: a field that begins as a whole number below
 * 2^31 is kept as one by the engine that runs us, and all code that reads its object is thrown away and compiled anew
 * when the clock passes 2^31 ms, the 25th day.
 */
export const LATER: Instant = Number.NaN;

export const SECOND: Duration = 1000;
export const MINUTE: Duration = 60 * SECOND;
export const HOUR: Duration = 60 * MINUTE;
export const DAY: Duration = 24 * HOUR;
export const WEEK: Duration = 7 * DAY;
/** A calendar year of 365 days; annualised figures use it. */
export const YEAR: Duration = 365 * DAY;
