// Numbers as people read them. The same on every machine: no locale takes part.

import { DAY, HOUR, MINUTE, SECOND, WEEK } from "../kernel/time.ts";

/** 12345.678 → "12,345.68": at least `digits` significant digits, thousands apart. */
export function number(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "–";
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const [whole, fraction] = Math.abs(value)
    .toFixed(Math.min(20, Math.max(0, digits - 1 - magnitude)))
    .split(".");
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0 ? "−" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** 0.123 → "12.3". */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  const text = (100 * share).toFixed(1);
  return text === "-0.0" ? "0.0" : text.replace("-", "−");
}

/** 1712345 → "$1.71M". */
export function dollars(amount: number): string {
  const size = Math.abs(amount);
  const [unit, name] =
    size >= 1e9 ? [1e9, "B"] : size >= 1e6 ? [1e6, "M"] : size >= 1e4 ? [1e3, "k"] : [1, ""];
  return `${amount < 0 ? "−" : ""}$${number(size / unit)}${name}`;
}

/** A length of time in its largest fitting unit: "3.2 min". The clock of a run knows nothing below a millisecond. */
export function timeSpan(ms: number): string {
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

/** A share of which less than a tenth of a percent matters: 0.00123 → "0.12", 0.123 → "12.3". */
export function finePercent(share: number): string {
  if (Math.abs(share) < 5e-6) return "0.0";
  return Math.abs(share) < 0.01 ? number(100 * share, 2) : percent(share);
}

/** $ per GPU-hour, to the cent below $100: 53.17 → "$53.17". */
export function gpuHourPrice(price: number): string {
  if (Math.abs(price) >= 100) return dollars(price);
  return `${price < 0 ? "−" : ""}$${Math.abs(price).toFixed(2)}`;
}
