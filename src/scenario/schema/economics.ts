// Economics: what GPUs cost and what their work is worth. Absent, nothing is said of costs.

import { z } from "zod";
import { electricityPrice, growth, money, power, price } from "../rates-and-money.ts";
import { ratio, share, span } from "../units.ts";
import { quantity } from "./quantity.ts";
import { keys, oneKeyOf } from "./shapes.ts";

const gpuCost = keys({
  capital: quantity(money, "of a GPU with its share of server and network").optional(),
  facility: quantity(money, "of its share of the building").optional(),
  power: quantity(power, "nameplate of a GPU with its share of server and network").optional(),
  busy: quantity(share, "share of the nameplate that is drawn while it is held").optional(),
  idle: quantity(share, "share of the nameplate that is drawn while it is idle").optional(),
}).meta({ description: "what one GPU of a type costs; default: src/economics/gpu-types.ts" });

const fixedElectricity = quantity(electricityPrice, "price of electricity");

/** A price that does not move, or a series of it. */
export type ElectricityTree = z.infer<typeof fixedElectricity> | { readonly file: string };

const electricity = oneKeyOf<ElectricityTree>(
  {
    file: z.string().min(1).meta({
      description: "CSV file with the columns time,usd_per_kwh, time in seconds; the last price stays",
    }),
  },
  fixedElectricity,
).meta({ description: "price of electricity: fixed, or from a file" });

export const economics = keys({
  // Commonly: contracts of large buyers at 5 to 8 cents, industry at 8 to 9.
  electricity: electricity.default("$0.065/kWh"),
  // Meta, sustainability report for 2023; an industry average is 1.56.
  pue: quantity(ratio, "power at the meter over power of servers and network").default(1.08),
  // Meta, since January 2025; Microsoft and Google 6 years, Amazon and Oracle 5.
  life: quantity(span, "over which capital is written off").default("5.5y"),
  // Assumption.
  facility_life: quantity(span, "over which the building is written off").default("20y"),
  // Assumption: nothing is left.
  residual: quantity(share, "share of the capital that is left at the end of its life").default("0%"),
  // Assumption.
  wacc: quantity(share, "cost of capital a year").default("9%"),
  // Assumption: from 2 % to 8 %.
  opex: quantity(share, "share of the capital a year, for staff, repairs and software").default("4%"),
  // Assumption: nobody publishes what selling GPU-hours costs; CoreWeave's sales and marketing were 2.2 % of revenue (H1 2025).
  sales_overhead: quantity(share, "share of rental revenue that selling it costs").default("5%"),
  // A hedonic index of AWS prices, 2008 to 2017 (Wu et al.); prices of GPUs have since moved from −45 % to +30 % a year.
  price_drift: quantity(growth, "growth of rental prices over the life of the fleet").default("-20%/y"),
  types: z.record(z.string(), gpuCost).default({}).meta({ description: "what a GPU costs, by type" }),
  internal_value: quantity(price, "worth of a useful internal GPU-hour").optional(),
  company_revenue: quantity(money, "revenue of the whole company in a year").optional(),
  // Run rates of the fourth quarter of 2025 (AWS, Google Cloud: CRN's comparison of the three reports, February 2026); Azure:
  // "surpassed $75 billion" in the fiscal year to June 2025 (Microsoft, 30 July 2025).
  peers: z
    .record(z.string(), quantity(money, "revenue of another cloud in a year"))
    .default({ AWS: "$142e9", Azure: "$75e9", "Google Cloud": "$71e9" })
    .meta({ description: "clouds to set the revenue beside" }),
}).meta({ description: "what GPUs cost and what their work is worth; without it only revenue is told" });

export type EconomicsTree = z.infer<typeof economics>;
