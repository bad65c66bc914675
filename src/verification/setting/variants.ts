// A case may ask for more than one run: a sweep has one for each of its values, and some figures are of a run that differs
// in one thing, named at the end of the metric. A variant is such a run.

import { bestPriced, pricedVariant } from "./priced.ts";
import { fleetGpus, PLACEMENTS, type Setting, type Stream } from "./setting.ts";

export interface Variant {
  /** what the names of its metrics end with; "" for the case as it stands */
  readonly suffix: string;
  readonly setting: Setting;
}

/** The runs of a case as it stands: one, or one for each value of its sweeps. */
export function sweepOf(setting: Setting): Variant[] {
  if (setting.pricing !== null) return [bestPriced(setting)];
  const byHeadroom =
    setting.headroom?.gpus === "sweep"
      ? setting.headroom.sweep.map((gpus) => ({
          suffix: `_r${gpus}`,
          setting: { ...setting, headroom: { ...setting.headroom!, gpus } },
        }))
      : [{ suffix: "", setting }];
  return byHeadroom.flatMap((variant) =>
    variant.setting.placement === "sweep"
      ? PLACEMENTS.map((placement) => ({
          suffix: `${variant.suffix}_${placement}`,
          setting: { ...variant.setting, placement },
        }))
      : [variant],
  );
}

/** What a name at the end of a metric changes. */
const CHANGES: Readonly<Record<string, (setting: Setting) => Setting>> = {
  _wallClockGrid: (setting) => withCheckpoints(setting, { clock: "wall" }),
  _noFinalCheckpoint: (setting) => withCheckpoints(setting, { final: false }),
  IfConstantRate: (setting) => withStreams(setting, constantRate),
  _ifShared: (setting) => ({
    ...withStreams(setting, (stream) => ({ ...stream, pools: null })),
    pools: [{ id: "shared", nodes: fleetGpus(setting), gpusPerNode: 1 }],
    counted: true,
  }),
  _noFragmentation: (setting) => ({
    ...withStreams(setting, (stream) => ({ ...stream, withinNode: false })),
    pools: setting.pools.map((pool) => ({ ...pool, nodes: pool.nodes * pool.gpusPerNode, gpusPerNode: 1 })),
    counted: true,
    placement: "best-fit",
  }),
};

/** The variant that a metric's name asks for, with what is left of the name. */
export function namedVariant(
  metric: string,
  setting: Setting,
): { readonly name: string; readonly variant: Variant } {
  const priced = pricedVariant(metric, setting);
  if (priced !== null) return priced;
  const sweep = sweepOf(setting).find(({ suffix }) => suffix !== "" && metric.endsWith(suffix));
  if (sweep !== undefined) return { name: metric.slice(0, -sweep.suffix.length), variant: sweep };
  const suffix = Object.keys(CHANGES).find((end) => metric.endsWith(end));
  if (suffix === undefined) return { name: metric, variant: { suffix: "", setting } };
  return { name: metric.slice(0, -suffix.length), variant: { suffix, setting: CHANGES[suffix]!(setting) } };
}

type Jobs = Extract<Stream, { readonly kind: "jobs" }>;

function withStreams(setting: Setting, change: (stream: Jobs) => Jobs): Setting {
  return {
    ...setting,
    streams: setting.streams.map((stream) => (stream.kind === "jobs" ? change(stream) : stream)),
  };
}

function withCheckpoints(setting: Setting, change: Partial<NonNullable<Jobs["checkpoints"]>>): Setting {
  return withStreams(setting, (stream) =>
    stream.checkpoints === null ? stream : { ...stream, checkpoints: { ...stream.checkpoints, ...change } },
  );
}

function constantRate(stream: Jobs): Jobs {
  const { arrival } = stream;
  return arrival.process === "nhpp"
    ? { ...stream, arrival: { process: "poisson", rate: arrival.mean } }
    : stream;
}
