import type { FleetPlan } from "../fleet/plan.ts";
import type { Duration, Instant } from "../kernel/time.ts";
import type { TariffPlan } from "../ledger/tariff.ts";
import type { MarketPlan } from "../market/market-plan.ts";
import type { ProductPlan } from "../market/plan.ts";
import type { TokenProductPlan } from "../market/tokens/plan.ts";
import type { SchedulingPlan } from "../scheduling/plan.ts";
import type { DriverPlan } from "../workload/drivers/plan.ts";
import type { ServicePlan, SourcePlan } from "../workload/plan.ts";

/** All that one run needs, in the units of the core. A `Scenario` is a `Model` with a name and a purpose. */
export interface Model {
  /** part left out of estimates, ms */
  readonly warmup: Duration;
  /** end of the run (warm-up included), or Infinity: until every job of the traces has ended */
  readonly end: Instant;
  /** length of a row of the tables over time, ms */
  readonly step: Duration;
  readonly fleet: FleetPlan;
  readonly sources: readonly SourcePlan[];
  readonly services: readonly ServicePlan[];
  readonly products: readonly ProductPlan[];
  /** null where every price is fixed, and every customer asks for what it came for */
  readonly market: MarketPlan | null;
  /** products that are sold by the token */
  readonly tokens: readonly TokenProductPlan[];
  /** shocks that several loads share */
  readonly drivers: readonly DriverPlan[];
  readonly scheduling: SchedulingPlan;
  /** price of electricity over time; null where it never moves, or is not asked for */
  readonly tariff: TariffPlan | null;
  /** of which slots the least that is free is kept; null: of none */
  readonly freeSlot: Duration | null;
}

/**
 * A copy with these members and no others. The engine reads it at every event: all models have one shape for V8, whatever a
 * scenario carries besides, and however many spreads it went through.
 */
export function modelOf(model: Model): Model {
  const { warmup, end, step, fleet, sources, services, products } = model;
  const { market, tokens, drivers, scheduling, tariff, freeSlot } = model;
  return {
    warmup,
    end,
    step,
    fleet,
    sources,
    services,
    products,
    market,
    tokens,
    drivers,
    scheduling,
    tariff,
    freeSlot,
  };
}

/** Whether GPUs that customers leave unused are resold. */
export function resells({ products }: Model): boolean {
  return products.some(({ use }) => use?.resold === true);
}

/** By source: 1 for requests that may start on such GPUs, of preemptible contracts that leave at any time; null where none are resold. */
export function guestsOf(model: Model): Uint8Array | null {
  if (!resells(model)) return null;
  const sold = new Set(model.products.map(({ source }) => source));
  return Uint8Array.from(model.sources, ({ preemptible, protectedFor }, source) =>
    sold.has(source) && preemptible && protectedFor === 0 ? 1 : 0,
  );
}

/** The same fleet and internal work without rental: what every difference is taken against. */
export function withoutRental(model: Model): Model {
  const sources = model.sources.filter((source) => source.side === "internal");
  return { ...model, sources, products: [], market: null, tokens: [] };
}

/**
 * The same with low-value work in place of rental. It is the company's own: no node is wiped for it, so that tenancy, which
 * tells sides apart, has nothing to tell. What is free beside it promises nothing, for it goes when it is asked to.
 */
export function withLowValueWork(model: Model, work: SourcePlan): Model {
  const alone = withoutRental(model);
  const fleet = { ...alone.fleet, tenancy: null };
  return { ...alone, fleet, sources: [...alone.sources, work], freeSlot: null };
}
