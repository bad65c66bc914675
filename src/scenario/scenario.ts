import type { AlternativesPlan } from "../economics/alternatives.ts";
import type { CommitmentsPlan } from "../economics/commitment-risk.ts";
import type { EconomicsPlan } from "../economics/plan.ts";
import type { FleetPlan } from "../fleet/plan.ts";
import type { Duration, Instant } from "../kernel/time.ts";
import type { TariffPlan } from "../ledger/tariff.ts";
import type { MarketPlan } from "../market/market-plan.ts";
import type { ProductPlan } from "../market/plan.ts";
import type { TokenProductPlan } from "../market/tokens/plan.ts";
import type { SchedulingPlan } from "../scheduling/plan.ts";
import type { DriverPlan } from "../workload/drivers/plan.ts";
import type { JobSourcePlan, ServicePlan, SourcePlan } from "../workload/plan.ts";
import type { UncertainAssumption } from "./assumptions.ts";
import type { Mode } from "./mode.ts";

/** What is asked of firm capacity: promises of so many GPUs, for so long, with such a confidence. */
export interface FirmCapacityPlan {
  /** lengths of the windows, ms, each a multiple of the slot */
  readonly durations: readonly Duration[];
  /** shares of the promises that are to be kept, above 0 and below 1 */
  readonly confidences: readonly number[];
  /** GPUs of the gangs that are promised whole */
  readonly gangs: readonly number[];
  /** a promise begins at a multiple of it, ms; it divides a part of the week */
  readonly slot: Duration;
  /** promises made in one part of the week are told apart from those made in others, ms; it divides a week */
  readonly partOfWeek: Duration;
}

/** A checked scenario: every default filled in, every unit converted, nothing left to parse. Immutable. */
export interface Scenario {
  readonly name: string;
  /** first key of every random stream */
  readonly seed: string;
  readonly replications: number;
  readonly mode: Mode;
  /** also run the same without rental, under the same random numbers */
  readonly baseline: boolean;
  readonly warmup: Duration;
  /** end of the run (warm-up included), or Infinity: until every job of the traces has ended */
  readonly end: Instant;
  readonly step: Duration;
  readonly fleet: FleetPlan;
  /** internal sources first, then one source per product, each group in the order of the file */
  readonly sources: readonly SourcePlan[];
  readonly services: readonly ServicePlan[];
  readonly products: readonly ProductPlan[];
  /** null where every price is fixed, and every customer asks for what it came for */
  readonly market: MarketPlan | null;
  /** products that are sold by the token, in the order of the file */
  readonly tokens: readonly TokenProductPlan[];
  /** shocks that several loads share, in the order of the file */
  readonly drivers: readonly DriverPlan[];
  readonly scheduling: SchedulingPlan;
  /** null: nothing is said of costs */
  readonly economics: EconomicsPlan | null;
  /** price of electricity over time; null where it never moves, or nothing is said of costs */
  readonly tariff: TariffPlan | null;
  /** the numbers that are uncertain, in the order of the file; everything above took them at their modes */
  readonly assumptions: readonly UncertainAssumption[];
  /** null: not asked for */
  readonly firmCapacity: FirmCapacityPlan | null;
  /** null: not asked for */
  readonly commitments: CommitmentsPlan | null;
  /** null: renting is compared with nothing */
  readonly alternatives: AlternativesPlan | null;
  /** what would run in place of rental, a source on its side; null: not asked for */
  readonly lowValueWork: JobSourcePlan | null;
  /** length of the slots of which the least that is free is kept, which is that of whatever asks for it; null: nothing does */
  readonly freeSlot: Duration | null;
  readonly outputs: { readonly jobs: boolean | "auto" | "csv.gz" };
  /**
   * The scenario as run: a plain tree in the user's units with every default written out; loading it gives the
   * same scenario. File names in it are those that `ScenarioFiles.resolve` gave; `mapFiles` changes them.
   */
  readonly echo: unknown;
  /** what a user should know but need not mend, in sentences */
  readonly warnings: readonly string[];
}
