import { DAY, type Instant } from "./time.ts";

/** A date, with a time or not, with a zone or not. */
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Ms since 1970 of an ISO 8601 date, such as `2026-01-05 14:00:00`; without a zone it is in UTC. NaN for any other text. */
export function instantOfDate(text: string): Instant {
  const match = ISO.exec(text);
  if (match === null) return Number.NaN;
  const [, day, time = "00:00", offset = "Z"] = match;
  return isDay(day!) ? Date.parse(`${day}T${time}${offset}`) : Number.NaN;
}

/** The 31st of February parses as the 3rd of March. */
function isDay(text: string): boolean {
  const [year, month, day] = text.split("-").map(Number) as [number, number, number];
  return day <= (Date.UTC(year, month, 1) - Date.UTC(year, month - 1, 1)) / DAY;
}
