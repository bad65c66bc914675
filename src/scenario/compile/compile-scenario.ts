// From the checked tree to the scenario: every unit converted, every rule between two values tested.

import { type FleetPlan, installedGpus } from "../../fleet/plan.ts";
import { jobsInAll } from "../../workload/job-source.ts";
import { assumptionsIn } from "../assumptions.ts";
import { expectedEvents, MOST_EVENTS } from "../expected-events.ts";
import type { Finding, Remark } from "../problem.ts";
import type { Scenario } from "../scenario.ts";
import type { ScenarioFiles } from "../scenario-files.ts";
import { amountOf } from "../schema/quantity.ts";
import type { ScenarioTree } from "../schema/scenario-schema.ts";
import { count, duration, durationText, span } from "../units.ts";
import { loadWarnings } from "../warnings.ts";
import { compileAlternatives } from "./alternatives.ts";
import { compileCommitments } from "./commitments.ts";
import type { Context } from "./context.ts";
import { checkDeliveries } from "./deliveries.ts";
import { drivenPrices } from "./driven-price.ts";
import { compileDrivers } from "./drivers.ts";
import { compileEconomics } from "./economics.ts";
import { compileFailures } from "./failures.ts";
import { compileFirmCapacity } from "./firm-capacity.ts";
import { checkGroups } from "./groups.ts";
import { compileJobSource } from "./job-source.ts";
import { compileListedJobs } from "./listed-jobs.ts";
import { LOW_VALUE_WORK } from "./low-value-work.ts";
import { compileMaintenance } from "./maintenance.ts";
import { compileMarket } from "./market.ts";
import { checkNames } from "./names.ts";
import { compileOccupancy } from "./occupancy.ts";
import { checkPools, compilePools } from "./pools.ts";
import { compileProduct } from "./product.ts";
import { checkResale } from "./resale.ts";
import { checkRetirements } from "./retirements.ts";
import { compileScheduling } from "./scheduling.ts";
import { compileService } from "./service.ts";
import { checkSlices } from "./slices.ts";
import { checkSwitching } from "./switching.ts";
import { checkTenancy, compileTenancy } from "./tenancy.ts";
import { compileTokenProduct } from "./token-product.ts";
import { compileTraceSource } from "./trace-source.ts";

/** Assumption: nodes, and GPUs that are divided, are kept one by one in some 100 bytes each; beyond this, count them only. */
const MOST_NODES_PLACED = 10_000_000;

export interface CompileOptions {
  /** let a run with more events than anyone waits for pass */
  readonly anyLength: boolean;
}

interface CompiledScenario {
  readonly scenario: Scenario;
  readonly findings: readonly Finding[];
  /** the warnings of the scenario, by what they are about */
  readonly remarks: readonly Remark[];
}

/** @param files opens the files that the tree names; their names have been resolved */
export function compileScenario(
  tree: ScenarioTree,
  files: ScenarioFiles,
  options: CompileOptions,
): CompiledScenario {
  const findings: Finding[] = [];
  const remarks: Remark[] = [];
  const report: Context["report"] = (finding) => findings.push(finding);
  const scheduling = compileScheduling(tree.scheduling, { report });
  const parts: Omit<Context, "pools"> = {
    scheduling: scheduling.plan,
    files,
    drivenPrices: drivenPrices(tree.drivers, Object.keys(tree.rental.products)),
    report,
    warn: (path, sentence) => remarks.push({ path, sentence }),
  };
  const context: Context = { ...parts, pools: compilePools(tree.fleet.pools, parts) };
  checkNames(poolNamesOf(tree), context);
  checkNames(sourceNamesOf(tree), context);
  const internal = compileInternal(tree.internal, context);
  const rental = compileRental(tree.rental, internal.sources.length, context);
  const economics = compileEconomics(tree.economics, context);
  const sources = [...internal.sources, ...rental.sources];
  const times = compileTimes(tree);
  const firmCapacity = compileFirmCapacity(tree.outputs.firm_capacity, times, context);
  const { mode, baseline } = tree;
  const commitments = compileCommitments(tree.outputs.commitments, { mode, ...times }, context);
  const compared = { baseline, economics: economics.plan, sources, ...times };
  const alternatives = compileAlternatives(tree.alternatives, compared, context);
  const scenario = {
    name: tree.name,
    seed: String(tree.seed),
    replications: amountOf(count(1), tree.replications),
    mode,
    baseline,
    ...times,
    fleet: compileFleet(tree, context),
    sources,
    services: internal.services,
    products: rental.products,
    market: rental.market,
    tokens: rental.tokens,
    drivers: compileDrivers(
      tree.drivers,
      { sources, services: internal.services, prices: rental.prices },
      context,
    ),
    scheduling: scheduling.plan,
    economics: economics.plan,
    tariff: economics.tariff,
    assumptions: assumptionsIn(tree),
    firmCapacity: firmCapacity.plan,
    commitments: commitments.plan,
    ...alternatives.plan,
    freeSlot: freeSlotOf(firmCapacity.plan, commitments.plan, alternatives.plan.alternatives, context),
    outputs: { jobs: tree.outputs.jobs },
    echo: {
      ...tree,
      internal: internal.echo,
      rental: rental.echo,
      scheduling: scheduling.echo,
      ...(economics.plan !== null && { economics: economics.echo }),
      ...(tree.alternatives !== undefined && { alternatives: alternatives.echo }),
      outputs: {
        ...tree.outputs,
        ...(firmCapacity.plan !== null && { firm_capacity: firmCapacity.echo }),
        ...(commitments.plan !== null && { commitments: commitments.echo }),
      },
    },
  };
  checkTimes(scenario, context);
  checkDeliveries(tree.fleet.pools, scenario, context);
  checkRetirements(tree.fleet, scenario, context);
  checkMode(scenario, context);
  checkGroups(scenario.scheduling, scenario.sources, context);
  checkRoom(scenario, context);
  checkTenancy(scenario, context.report);
  checkResale(scenario, context.report);
  checkSwitching(scenario, context.report);
  if (findings.length === 0 && !options.anyLength) checkLength(scenario, context);
  remarks.push(...loadWarnings(scenario));
  const warnings = remarks.map(({ sentence }) => sentence);
  return { scenario: { ...scenario, warnings }, findings, remarks };
}

function compileFleet({ fleet: tree, step }: ScenarioTree, context: Context): FleetPlan {
  const { failures, maintenance, tenancy } = tree;
  checkPools(tree, context);
  checkSlices(tree, amountOf(span, step), context);
  return {
    pools: context.pools,
    failures: failures === undefined ? null : compileFailures(failures, context),
    maintenance: maintenance === undefined ? null : compileMaintenance(maintenance, failures, context),
    tenancy: tenancy === undefined ? null : compileTenancy(tenancy, context),
  };
}

function poolNamesOf(tree: ScenarioTree) {
  return tree.fleet.pools.map(({ name }, index) => ({
    name,
    path: ["fleet", "pools", index, "name"],
    atKey: false,
  }));
}

function sourceNamesOf(tree: ScenarioTree) {
  const internal = Object.keys(tree.internal).map((name) => ({
    name,
    path: ["internal", name],
    atKey: true,
  }));
  const products = Object.keys(tree.rental.products);
  return [
    ...internal,
    ...products.map((name) => ({ name, path: ["rental", "products", name], atKey: true })),
    ...(tree.alternatives?.backfill === undefined
      ? []
      : [{ name: LOW_VALUE_WORK, path: ["alternatives", "backfill"], atKey: true }]),
  ];
}

function compileInternal(tree: ScenarioTree["internal"], context: Context) {
  const sources: Scenario["sources"][number][] = [];
  const services: Scenario["services"][number][] = [];
  const echo: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(tree)) {
    const path = ["internal", name];
    switch (part.kind) {
      case "jobs": {
        const compiled =
          "jobs" in part
            ? compileListedJobs(name, part, path, context)
            : compileJobSource(name, part, path, context);
        sources.push(compiled.plan);
        echo[name] = compiled.echo;
        break;
      }
      case "trace": {
        const compiled = compileTraceSource(name, part, path, context);
        sources.push(compiled.plan);
        echo[name] = compiled.echo;
        break;
      }
      case "service":
      case "occupancy": {
        const compiled =
          part.kind === "service"
            ? compileService(name, part, path, context)
            : compileOccupancy(name, part, path, context);
        services.push(compiled.plan);
        echo[name] = compiled.echo;
        break;
      }
    }
  }
  return { sources, services, echo };
}

function compileRental(tree: ScenarioTree["rental"], firstSource: number, context: Context) {
  const compiled = Object.entries(tree.products).map(([name, product], index) => {
    const path = ["rental", "products", name];
    const source = firstSource + index;
    return "model" in product
      ? { name, ...compileTokenProduct(name, product, path, source, context) }
      : { name, ...compileProduct(name, product, path, source, context) };
  });
  const onMarket = compiled.flatMap(({ name, plan }) => {
    if (!("product" in plan)) return [];
    const { product, marketed, source } = plan;
    return [{ name, marketed, arrivals: source.arrivals, windows: product.contract.window !== null }];
  });
  const market = compileMarket(tree, onMarket, context);
  return {
    sources: compiled.map(({ plan }) => plan.source),
    products: compiled.flatMap(({ plan }) => ("product" in plan ? [plan.product] : [])),
    tokens: compiled.flatMap(({ plan }) => ("token" in plan ? [plan.token] : [])),
    market: market.plan,
    prices: compiled.map(({ name, plan }) => ({
      name,
      price: "product" in plan ? plan.marketed.price : null,
    })),
    echo: {
      products: Object.fromEntries(compiled.map(({ name, echo }) => [name, echo])),
      ...(market.echo as object),
    },
  };
}

function compileTimes(tree: ScenarioTree): Pick<Scenario, "warmup" | "end" | "step"> {
  const warmup = amountOf(duration, tree.warmup);
  const horizon = tree.horizon === "all" ? Number.POSITIVE_INFINITY : amountOf(span, tree.horizon);
  return { warmup, end: warmup + horizon, step: amountOf(span, tree.step) };
}

type Checked = Omit<Scenario, "warnings">;

/** What a trajectory does not go with: all that is of a steady state. */
function checkMode({ mode, warmup, firmCapacity }: Checked, context: Context): void {
  if (mode === "steady") return;
  if (warmup > 0) {
    const message = "a trajectory is told from its beginning, and no warm-up is taken off";
    context.report({ path: ["warmup"], code: "contradiction", message, expected: "0s, or mode: steady" });
  }
  if (firmCapacity === null) return;
  const message = "what can be promised is learnt from a steady state";
  const path = ["outputs", "firm_capacity"];
  context.report({ path, code: "contradiction", message, expected: "false, or mode: steady", atKey: true });
}

/** The slot of whatever asks for what is free: a run keeps one kind of slots. Commitments and firm capacity never meet. */
function freeSlotOf(
  firmCapacity: Checked["firmCapacity"],
  commitments: Checked["commitments"],
  alternatives: Checked["alternatives"],
  context: Context,
): Checked["freeSlot"] {
  const other = firmCapacity ?? commitments;
  const asks = alternatives !== null && (alternatives.powerDown !== null || alternatives.defer !== null);
  const slot = asks ? alternatives.slot : null;
  if (other !== null && slot !== null && other.slot !== slot) {
    const message = "a run keeps slots of one length";
    const expected = `the slot of outputs.${firmCapacity === null ? "commitments" : "firm_capacity"}`;
    context.report({ path: ["alternatives", "slot"], code: "contradiction", message, expected });
  }
  return other?.slot ?? slot;
}

function checkTimes({ warmup, end, sources }: Checked, context: Context): void {
  const horizon = end - warmup;
  if (warmup >= horizon) {
    const message = `the warm-up of ${durationText(warmup)} is as long as the horizon of ${durationText(horizon)} or longer`;
    const expected = "a warm-up shorter than the horizon; what is measured is the horizon, after the warm-up";
    // A quarter is what configs/default.yaml has.
    const suggestion = durationText(Math.ceil(horizon / 4));
    context.report({ path: ["warmup"], code: "contradiction", message, expected, suggestion });
  }
  if (Number.isFinite(end)) {
    if (end <= Number.MAX_SAFE_INTEGER) return;
    context.report({
      path: ["horizon"],
      code: "wrong_value",
      message: "it is too large to be counted exactly",
      expected: "less than 285,000 years",
    });
    return;
  }
  // Other sources keep arriving until the last job of the finite ones has ended.
  if (sources.some((source) => jobsInAll(source) < Number.POSITIVE_INFINITY)) return;
  const endless = sources[0];
  const message =
    endless === undefined ? "there is no job to wait for" : `the jobs of ${endless.name} never cease`;
  const expected =
    "a duration; all waits for the jobs of traces, lists and given instants, and there is none";
  context.report({ path: ["horizon"], code: "contradiction", message, got: "all", expected });
}

/** Headroom and nodes against the fleet. */
function checkRoom({ fleet, scheduling }: Checked, context: Context): void {
  const installed = fleet.pools.reduce((sum, pool) => sum + installedGpus(pool), 0);
  const { headroom: kept, placement } = scheduling;
  if (kept.kind === "gpus" && kept.gpus > installed) {
    const message = "the headroom is more than the fleet";
    const expected = `at most ${installed.toLocaleString("en-US")} GPUs`;
    context.report({
      path: ["scheduling", "headroom", "internal"],
      code: "does_not_fit",
      message,
      got: kept.gpus,
      expected,
    });
  }
  const isDivided = fleet.pools.some(({ slicesPerGpu }) => slicesPerGpu > 1);
  const placed = fleet.pools.reduce(
    (sum, pool) => sum + (pool.slicesPerGpu > 1 ? installedGpus(pool) : pool.nodes),
    0,
  );
  if (placement === "pool" || placed <= MOST_NODES_PLACED) return;
  const what = isDivided ? "nodes and divided GPUs" : "nodes";
  const message = `${placed.toLocaleString("en-US")} ${what} are too many to be placed on one by one`;
  const otherwise = isDivided ? "" : ", or placement: pool";
  const expected = `at most ${MOST_NODES_PLACED.toLocaleString("en-US")} ${what}${otherwise}`;
  context.report({
    path: ["scheduling", "placement"],
    code: "does_not_fit",
    message,
    got: placement,
    expected,
  });
}

function checkLength(scenario: Checked, context: Context): void {
  const events = expectedEvents(scenario);
  if (events <= MOST_EVENTS) return;
  const message = `about ${events.toPrecision(2)} events are to be expected`;
  const expected = `at most ${MOST_EVENTS.toPrecision(1)}; --yes runs it all the same`;
  context.report({ path: ["horizon"], code: "too_many_events", message, expected });
}
