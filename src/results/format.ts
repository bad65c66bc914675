// Numbers as people read them. The same on every machine: no locale takes part.

import { DAY, HOUR, MINUTE, SECOND, WEEK } from "../kernel/time.ts";

/** 12345.678 → "12,345.68": at least `digits` significant digits, thousands apart. */
export function number(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "–";
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const [whole, fraction] = Math.abs(value)
    .toFixed(Math.min(20, Math.max(0, digits - 1 - magnitude)))
    .split(".");
  return `${value < 0 ? "−" : ""}${thousandsApart(whole!)}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** 16384 → "16,384": a whole number in all its digits. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return `${value < 0 ? "−" : ""}${thousandsApart(Math.abs(value).toFixed(0))}`;
}

/** 1 of "run" → "1 run", 2 → "2 runs". */
export function counted(of: number, noun: string): string {
  return `${count(of)} ${noun}${of === 1 ? "" : "s"}`;
}

function thousandsApart(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** 0.123 → "12.3". */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  const text = (100 * share).toFixed(1);
  return text === "-0.0" ? "0.0" : text.replace("-", "−");
}

/** 1712345 → "$1.71M". */
export function dollars(amount: number): string {
  if (!Number.isFinite(amount)) return "–";
  const size = Math.abs(amount);
  const [unit, name] =
    size >= 1e9 ? [1e9, "B"] : size >= 1e6 ? [1e6, "M"] : size >= 1e4 ? [1e3, "k"] : [1, ""];
  return `${amount < 0 ? "−" : ""}$${number(size / unit)}${name}`;
}

/** A length of time in its largest fitting unit: "3.2 min". The clock of a run knows nothing below a millisecond. */
export function timeSpan(ms: number): string {
  if (!Number.isFinite(ms)) return "–";
  const size = Math.abs(ms);
  if (size < 1) return "0.0 s";
  const [unit, name] =
    size >= 2 * DAY
      ? [DAY, "d"]
      : size >= 2 * HOUR
        ? [HOUR, "h"]
        : size >= 2 * MINUTE
          ? [MINUTE, "min"]
          : [SECOND, "s"];
  return `${number(ms / unit, 2)} ${name}`;
}

/** The horizon in words: "4 weeks", "10 days", "36 hours". */
export function horizon(ms: number): string {
  for (const [unit, name] of [
    [WEEK, "week"],
    [DAY, "day"],
    [HOUR, "hour"],
  ] as const) {
    if (ms > 0 && ms % unit === 0) return `${ms / unit} ${name}${ms === unit ? "" : "s"}`;
  }
  return timeSpan(ms);
}

/** What a sum over the horizon is told by: "per 4 weeks", "per day"; of a trajectory, which has no pace, "in these 4 weeks". */
export function perHorizon(ms: number, mode: "steady" | "trajectory" = "steady"): string {
  const text = horizon(ms);
  const one = text.startsWith("1 ");
  const span = one ? text.slice(2) : text;
  return `${mode === "steady" ? "per" : one ? "in this" : "in these"} ${span}`;
}

/** A share of which less than a tenth of a percent matters: 0.00123 → "0.12", 0.123 → "12.3". */
export function finePercent(share: number): string {
  if (Math.abs(share) < 5e-6) return "0.0";
  return Math.abs(share) < 0.01 ? number(100 * share, 2) : percent(share);
}

/** GPU-hours; hundredths of one are no work: 12345.6 → "12,346". */
export function gpuHours(hours: number): string {
  return Math.abs(hours) < 0.005 ? "0" : number(hours);
}

/** $ per GPU-hour, to the cent below $100: 53.17 → "$53.17". */
export function gpuHourPrice(price: number): string {
  if (Math.abs(price) >= 100) return dollars(price);
  return `${price < 0 ? "−" : ""}$${Math.abs(price).toFixed(2)}`;
}

/** An amount in a unit of summary.csv: shares in per cent, seconds in their largest fitting unit, money with its sign. */
export function quantity(value: number, unit: string): string {
  if (!Number.isFinite(value)) return "–";
  if (unit === "share") return `${percent(value)} %`;
  if (unit === "s") return timeSpan(1000 * value);
  return unit.startsWith("USD") ? dollars(value) : number(value);
}

/** "[low, high]", or nothing where there is no interval. */
export function intervalText(
  { low, high }: { readonly low: number; readonly high: number },
  write: (value: number) => string,
): string {
  return Number.isFinite(low) && Number.isFinite(high) ? `[${write(low)}, ${write(high)}]` : "";
}

/** A p-value. */
export function probability(p: number): string {
  if (Number.isNaN(p)) return "–";
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
