// Dates and times as traces write them, to ms since 1970 UTC. What carries no offset is the time of a wall clock in a
// zone of the IANA database, which Intl knows.

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** Since 1970 every clock has been moved on a quarter of an hour. */
const QUARTER = 15 * MINUTE;

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?$/i;

/** Reads times of one zone. */
export class ZonedClock {
  /** times that the zone's clocks showed twice, read as the first; and that they skipped, read as if they had not */
  ambiguous = 0;
  skipped = 0;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /** @throws RangeError for a zone that is not in the IANA database */
  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  }

  /** ms since 1970 UTC of "2017-10-03 01:11:39", "2017-10-03T01:11:39.250-07:00" and the like; NaN for anything else. */
  read(text: string): number {
    const match = DATE_TIME.exec(text);
    if (match === null) return Number.NaN;
    const month = Number(match[2]);
    const day = Number(match[3]);
    const hour = Number(match[4] ?? 0);
    const minute = Number(match[5] ?? 0);
    const second = Number(match[6] ?? 0);
    const clock = Date.UTC(Number(match[1]), month - 1, day, hour, minute, second);
    // Date.UTC carries over: the 31st of June is the 1st of July, and no date at all.
    const date = new Date(clock);
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN;
    if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
    const local = match[7] === undefined ? clock : clock + Math.round(Number(`0.${match[7]}`) * 1000);
    return match[8] === undefined ? this.#fromWallClock(local) : local - writtenOffset(match[8]);
  }

  /** The instant at which the zone's clocks show `local` (ms as if it were UTC). */
  #fromWallClock(local: number): number {
    const before = this.#offset(local - DAY);
    const after = this.#offset(local + DAY);
    if (before === after) return local - before;
    const fitsBefore = this.#offset(local - before) === before;
    const fitsAfter = this.#offset(local - after) === after;
    if (fitsBefore && fitsAfter) this.ambiguous += 1;
    if (!fitsBefore && !fitsAfter) this.skipped += 1;
    return local - (fitsAfter && !fitsBefore ? after : before);
  }

  /** Local time − UTC at an instant, ms. */
  #offset(instant: number): number {
    const quarter = Math.floor(instant / QUARTER);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = writtenOffset(/GMT(.*)$/.exec(this.#format.format(quarter * QUARTER))?.[1] ?? "");
    this.#offsets.set(quarter, offset);
    return offset;
  }
}

/** "-07:00", "+0530", "+02", "Z" or "" in ms. */
function writtenOffset(text: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?/.exec(text);
  if (match === null) return 0;
  const size = (Number(match[2]) * 60 + Number(match[3] ?? 0)) * MINUTE;
  return match[1] === "-" ? -size : size;
}
