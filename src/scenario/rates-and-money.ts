// Rates and money as users write them: `40/h`, `30%/y`, `3.79 per 1000 node-days`, `$2.10/GPU/h`, `$5`, `$0.065/kWh`; and `1.39 kW`.

import { DAY, HOUR, YEAR } from "../kernel/time.ts";
import {
  amount,
  type Dimension,
  isBare,
  NUMBER,
  refusal,
  suggest,
  ungrouped,
  unitless,
  value,
} from "./reading.ts";
import { meantTimeUnit, TIME_UNITS } from "./units.ts";

/** Events per ms. */
export const rate: Dimension = {
  shape: "rate",
  expected: "a rate such as 40/h, 3/s or 7200/d",
  pattern: `^${NUMBER} ?/ ?(s|m|h|d|w)$`,
  bare: false,
  read(raw) {
    const text = String(raw).trim();
    if (isBare(raw)) return unitless(raw, (digits) => `${digits}/h`);
    const match = new RegExp(`^(${NUMBER}) ?(?:/|per) ?([a-z]+)$`, "i").exec(text);
    if (match === null) return refusal("it is not a rate", suggest(rate, ungrouped(text)));
    const [, digits = "", unit = ""] = match;
    const per = /^(s|m|h|d|w)$/.test(unit) && !/per/i.test(text) ? TIME_UNITS[unit] : undefined;
    if (per !== undefined) return amount(digits, (number) => number / per);
    const meant = meantTimeUnit(unit);
    return refusal(`${unit} is no unit of time here`, meant === null ? null : `${digits}/${meant}`);
  },
};

/** $ per GPU-hour. */
export const price: Dimension = {
  shape: "price",
  expected: "a price such as $2.10/GPU/h",
  pattern: `^\\$ ?${NUMBER} ?/ ?GPU ?/ ?h$`,
  bare: false,
  read(raw) {
    if (isBare(raw)) return unitless(raw, (digits) => `$${digits}/GPU/h`);
    const text = String(raw).trim();
    const match = new RegExp(`^(-?)\\$ ?(${NUMBER}) ?/ ?GPU ?/ ?h$`).exec(text);
    if (match !== null) return amount(match[1]! + match[2]!, (number) => number);
    const digits = new RegExp(NUMBER).exec(text.replaceAll("$", ""))?.[0];
    return refusal(
      "it is not a price per GPU and hour",
      digits === undefined ? null : suggest(price, `$${digits}/GPU/h`),
    );
  },
};

/** $ per million tokens. */
export const tokenPrice: Dimension = {
  shape: "token_price",
  expected: "a price of tokens such as $0.59/Mtok",
  pattern: `^\\$ ?${NUMBER} ?/ ?Mtok$`,
  bare: false,
  read(raw) {
    if (isBare(raw)) return unitless(raw, (digits) => `$${digits}/Mtok`);
    const match = new RegExp(`^(-?)\\$ ?(${NUMBER}) ?/ ?Mtok$`).exec(String(raw).trim());
    if (match !== null) return amount(match[1]! + match[2]!, (number) => number);
    const digits = new RegExp(NUMBER).exec(String(raw).replaceAll("$", ""))?.[0];
    return refusal(
      "it is not a price of a million tokens",
      digits === undefined ? null : suggest(tokenPrice, `$${digits}/Mtok`),
    );
  },
};

/** Dollars. */
export const money: Dimension = {
  shape: "money",
  expected: "an amount of money such as $5",
  pattern: `^\\$ ?${NUMBER}$`,
  bare: false,
  read(raw) {
    if (isBare(raw)) return unitless(raw, (digits) => `$${digits}`);
    const match = new RegExp(`^(-?)\\$ ?(${NUMBER})$`).exec(String(raw).trim());
    if (match === null) return refusal("it is not an amount of money");
    return amount(match[1]! + match[2]!, (number) => number);
  },
};

/** $ per kWh. */
export const electricityPrice: Dimension = {
  shape: "electricity_price",
  expected: "a price of electricity such as $0.065/kWh",
  pattern: `^\\$ ?${NUMBER} ?/ ?kWh$`,
  bare: false,
  read(raw) {
    if (isBare(raw)) return unitless(raw, (digits) => `$${digits}/kWh`);
    const match = new RegExp(`^(-?)\\$ ?(${NUMBER}) ?/ ?kWh$`).exec(String(raw).trim());
    if (match !== null) return amount(match[1]! + match[2]!, (number) => number);
    return refusal("it is not a price of a kilowatt-hour");
  },
};

/** kW. */
export const power: Dimension = {
  shape: "power",
  expected: "a power such as 1.39 kW or 700 W",
  pattern: `^${NUMBER} ?k?W$`,
  bare: false,
  read(raw) {
    if (isBare(raw)) return unitless(raw, (digits) => `${digits} kW`);
    const match = new RegExp(`^(${NUMBER}) ?(k?W)$`).exec(String(raw).trim());
    if (match === null) return refusal("it is not a power");
    return amount(match[1]!, (number) => (match[2] === "kW" ? number : number / 1000));
  },
};

/** Growth a year: `30%/y` is 0.3; it may be negative, but nothing shrinks below nothing. */
export const growth: Dimension = {
  shape: "growth",
  expected: "a growth such as 30%/y or -10%/y",
  pattern: `^${NUMBER} ?% ?/ ?y$`,
  bare: false,
  read(raw) {
    const text = String(raw).trim();
    const match = new RegExp(`^(${NUMBER}) ?% ?/ ?y$`).exec(text);
    if (match === null) return refusal("it is not a growth", meantGrowth(raw));
    const share = Number(match[1]) / 100 + 0;
    if (!Number.isFinite(share)) return refusal("it is not a finite number");
    return share > -1 ? value(share) : refusal("nothing shrinks by its whole or more");
  },
};

/** `30%` and `0.3` as growths a year, or null. */
function meantGrowth(raw: string | number): string | null {
  if (!isBare(raw)) return suggest(growth, `${raw}/y`);
  return suggest(growth, `${Math.abs(Number(raw)) < 1 ? 100 * Number(raw) : raw}%/y`);
}

/** What fails, and how often. */
interface FailureRate {
  readonly unit: "gpu" | "node" | "domain";
  /** failures of one unit per ms that it is up */
  readonly rate: number;
}

const LONG_TIME_UNITS: Readonly<Record<string, number>> = { hour: HOUR, day: DAY, year: YEAR };

/** Failures per unit and time, as reports give them. */
export const failureRate: Dimension<FailureRate> = {
  shape: "failure_rate",
  expected: "a failure rate such as 3.79 per 1000 node-days or 2 per 100 GPU-years",
  pattern: `^${NUMBER} per (${NUMBER} )?(node|GPU|domain)-(hour|day|year)s?$`,
  bare: false,
  read(raw) {
    if (isBare(raw)) return unitless(raw, (digits) => `${digits} per 1000 node-days`);
    const pattern = new RegExp(`^(${NUMBER}) per (?:(${NUMBER}) )?(node|GPU|domain)-(hour|day|year)s?$`);
    const match = pattern.exec(ungrouped(String(raw)) ?? String(raw).trim());
    if (match === null) return refusal("it is not a failure rate");
    const [, digits = "", count = "1", named, time = ""] = match;
    const unit = named === "GPU" ? "gpu" : (named as "node" | "domain");
    const exposure = Number(count) * LONG_TIME_UNITS[time]!;
    if (!(exposure > 0)) return refusal("it counts failures over no time");
    const read = amount(digits, (number) => number / exposure);
    return read.ok ? value({ unit, rate: read.value }) : read;
  },
};
