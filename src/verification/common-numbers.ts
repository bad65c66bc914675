// Common random numbers: the n-th job of a stream comes at the same instant, is as large and takes as long, whatever the
// fleet is like and whoever else there is. Paired differences stand on it.

import { Simulation } from "../simulation/simulation.ts";
import { scenarioOf } from "./setting/load-setting.ts";
import { scenarioTree, sourceName } from "./setting/scenario-tree.ts";
import type { Setting, Stream } from "./setting/setting.ts";
import { shortEnd } from "./setting/short-scenario.ts";

/** Events of each run. */
const EVENTS = 400;

type Tree = ReturnType<typeof scenarioTree>;

/**
 * Jobs that are not the same when the scenario names its sources in the opposite order, and when the fleet has a node more.
 * Streams whose arrivals answer to what became of earlier jobs, or to a price, are left out.
 */
export function jobsOutOfStep(settings: readonly Setting[]): number {
  return settings.reduce((sum, setting) => sum + outOfStep(setting), 0);
}

function outOfStep(setting: Setting): number {
  const open = new Set(
    setting.streams.flatMap((stream, place) => (isOpen(stream) ? [sourceName(place)] : [])),
  );
  if (open.size === 0) return 0;
  const end = shortEnd(setting, EVENTS);
  const treeOf = (each: Setting) => scenarioTree(each, { warmup: 0, horizon: end });
  const [pool, ...others] = setting.pools;
  const larger = { ...setting, pools: [{ ...pool!, nodes: pool!.nodes + 1 }, ...others] };
  const jobs = jobsOf(treeOf(setting), open);
  return [turned(treeOf(setting)), treeOf(larger)].reduce(
    (sum, other) => sum + differences(jobs, jobsOf(other, open)),
    0,
  );
}

function isOpen(stream: Stream): boolean {
  if (stream.kind !== "jobs" || stream.elasticity !== null) return false;
  const { process } = stream.arrival;
  return process !== "finite-source" && process !== "backlog";
}

/** The same scenario with its sources and products in the opposite order. */
function turned(tree: Tree): Tree {
  const { products } = tree.rental as { readonly products: object };
  return { ...tree, internal: backwards(tree.internal as object), rental: { products: backwards(products) } };
}

function backwards(map: object): object {
  return Object.fromEntries(Object.entries(map).toReversed());
}

/** By source and number: when a job comes, how large it is, how long it takes. */
type Jobs = ReadonlyMap<string, string>;

function jobsOf(tree: Tree, open: ReadonlySet<string>): Jobs {
  const scenario = scenarioOf(tree, "identity");
  const simulation = new Simulation(scenario, scenario.seed, 0, true);
  simulation.advance(Infinity);
  simulation.finish();
  const jobs = simulation.drain().jobs.filter(({ source }) => open.has(source));
  return new Map(
    jobs.map(({ source, id, arrival, gpus, service }) => [
      `${source}/${id}`,
      `${arrival}/${gpus}/${service}`,
    ]),
  );
}

/** Jobs that only one of the two has, or that they have differently. */
function differences(jobs: Jobs, others: Jobs): number {
  const names = new Set([...jobs.keys(), ...others.keys()]);
  return [...names].filter((name) => jobs.get(name) !== others.get(name)).length;
}
