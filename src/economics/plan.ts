// What a scenario says of money beside prices: what GPUs cost, and what their work is worth.

import type { Duration } from "../kernel/time.ts";

/** What one GPU of a type costs, with its share of the server, the network and the building. */
export interface GpuCost {
  /** $ of the GPU with its share of server and network */
  readonly capital: number;
  /** $ of its share of the building */
  readonly facility: number;
  /** kW of the nameplate, at the plug of the server and the network */
  readonly power: number;
  /** shares of the nameplate that are drawn while somebody holds it, and while it is idle */
  readonly busy: number;
  readonly idle: number;
}

/** Another company's revenue from its cloud, to set ours beside. */
interface Peer {
  readonly name: string;
  /** $ a year */
  readonly revenue: number;
}

export interface EconomicsPlan {
  /** $/kWh at the meter; null: it moves, by the tariff of the model */
  readonly electricity: number | null;
  /** power at the meter / power of the servers and the network */
  readonly pue: number;
  /** over which capital, and the building, are written off */
  readonly life: Duration;
  readonly facilityLife: Duration;
  /** share of the capital that is left at the end of its life */
  readonly residual: number;
  /** cost of capital, a share a year */
  readonly wacc: number;
  /** share of the capital a year, for staff, repairs and software */
  readonly opex: number;
  /** share of rental revenue that selling it costs */
  readonly salesOverhead: number;
  /** growth of rental prices a year, over the life of the fleet */
  readonly priceDrift: number;
  /** of each pool */
  readonly gpus: readonly GpuCost[];
  /** $ of a useful internal GPU-hour; null: nothing is said */
  readonly internalValue: number | null;
  /** $ a year; null: nothing is said */
  readonly companyRevenue: number | null;
  readonly peers: readonly Peer[];
}
