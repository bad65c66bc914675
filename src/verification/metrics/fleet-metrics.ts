// Metrics of the fleet: how busy it is, how much of it is up, what it earns and loses.

import { HOUR } from "../../kernel/time.ts";
import { TimeWeighted } from "../../statistics/time-weighted.ts";
import type { JobStream, Setting } from "../setting/setting.ts";
import { fleetGpus, jobStreams, meanGpus } from "../setting/setting.ts";
import type { Watch } from "../watch/watch.ts";
import { crest } from "../watch/wave-gauge.ts";
import { busy, capacity, evictions, held, preemptions, revenue, useful, vulnerable, wasted } from "./held.ts";
import {
  fromEmpty,
  jobSum,
  type Metric,
  ofSums,
  perHour,
  pooled,
  ratio,
  type Sample,
  type Subject,
  share,
  timeAverage,
} from "./metric.ts";

const fleetHours = (sample: Sample) => sample.hours * fleetGpus(sample.setting);

/** Metrics of busy GPUs by their name: of the fleet, of a pool, or of what streams hold. */
export const BUSY_METRICS: Readonly<Record<string, (subject: Subject) => Metric>> = {
  meanBusyGpus: (x) => timeAverage((sample) => busy(sample, x)),
  timeAverageBusy: (x) => timeAverage((sample) => busy(sample, x)),
  utilisation: (x) => ({ ...shareOfCapacity(x, (sample) => busy(sample, x)), timeAverage: true }),
  busyFraction: (x) => shareOfCapacity(x, (sample) => busy(sample, x)),
  wasteFraction: (x) => shareOfCapacity(x, (sample) => sample.hours * capacity(sample, x) - busy(sample, x)),
};

/** Metrics of what streams earn and lose, by their name. */
export const HOLDER_METRICS: Readonly<Record<string, (subject: Subject, setting: Setting) => Metric>> = {
  revenueRate: (x) => perHour((sample) => revenue(sample, x)),
  netValueRate: (x, setting) => perHour((sample) => revenue(sample, x) - penalties(sample, x, setting)),
  goodputFraction: (x, setting) => ratio((sample) => useful(sample, vulnerable(setting, x)), fleetHours),
  badputFraction: (x, setting) => ratio((sample) => wasted(sample, vulnerable(setting, x)), fleetHours),
  lostWorkFraction: (x, setting) =>
    ratio((sample) => held(sample, vulnerable(setting, x), "lost"), fleetHours),
  meanLostWorkPerEviction: (x, setting) => lostWork(setting, x, evictions),
  meanLostWorkPerPreemption: (x, setting) => lostWork(setting, x, preemptions),
};

/** Metrics of the whole fleet, by their name. */
export const FLEET_METRICS: Readonly<Record<string, (setting: Setting) => Metric>> = {
  varBusyGpus: () => ofSums((sample) => moments(sample.watch.busy.time), variance, { busyLevels: true }),
  timeCongestion: () => timeAverage(({ watch }) => watch.queue.full / HOUR, { queue: true }),
  idleWhileQueueNonEmpty: () => timeAverage(({ watch }) => watch.queue.idle / HOUR, { queue: true }),
  meanUpGpus: () => timeAverage((sample) => upTime(sample)),
  sdUpGpus: () =>
    ofSums(
      (sample) => moments(sample.watch.up.time),
      (sums) => Math.sqrt(variance(sums)),
      { upLevels: true },
    ),
  availability: () => ({ ...ratio(upTime, fleetHours), timeAverage: true }),
  pAllDown: () => timeAverage(({ watch }) => (watch.up.time.get(0) ?? 0) / HOUR, { upLevels: true }),
  failuresPerHour: () => perHour(({ watch }) => watch.failures),
  crewUtilisation,
  peakBusy: (setting) => wave(setting, ({ level }) => level),
  peakHour: (setting) => wave(setting, ({ hour }) => hour),
};

/** Metrics whose names hold a number. */
export const NUMBERED_FLEET_METRICS: readonly (readonly [
  RegExp,
  (number: number, setting: Setting) => Metric,
])[] = [
  [
    /^q(\d\d)BusyGpus$/,
    (percent) => levelQuantile((watch) => watch.busy.time, percent / 100, { busyLevels: true }),
  ],
  [
    /^q(\d\d)UpGpus$/,
    (percent) => levelQuantile((watch) => watch.up.time, percent / 100, { upLevels: true }),
  ],
  [/^p(\d+)$/, timeWith],
  [/^meanBusyAtHour([\d.]+)$/, meanBusyAtHour],
  [/^E_busy_at_t([\d.]+)$/, (at) => atInstant(ratio, at, ({ probe }, place) => probe.busy[place]!)],
  [/^P_full_at_t([\d.]+)$/, (at) => atInstant(share, at, ({ probe }, place) => probe.full[place]!)],
  [
    /^E_timeavgBusy_0_([\d.]+)$/,
    (at) => atInstant(ratio, at, ({ probe }, place) => probe.until[place]! / (at * HOUR)),
  ],
];

/**
 * The share of time with so many jobs in the system. Poisson arrivals find as many with the same probability: Wolff (1982),
 * "Poisson arrivals see time averages".
 */
function timeWith(jobs: number, setting: Setting): Metric {
  const timeAt = ({ watch }: Sample) => (watch.crowd.time.get(jobs) ?? 0) / HOUR;
  const metric = timeAverage(timeAt, { crowd: true });
  if (jobStreams(setting).some(({ arrival }) => arrival.process !== "poisson")) return metric;
  const { estimate } = ofSums(
    (sample) => {
      const { found } = sample.watch.crowd;
      const all = [...found.values()].reduce((sum, count) => sum + count, 0);
      return [found.get(jobs) ?? 0, all, timeAt(sample), sample.hours];
    },
    ([finding, all, time, hours]) => finding! / all! - time! / hours!,
  );
  return { ...metric, vanishing: { what: "what arrivals find less the share of time", estimate } };
}

function shareOfCapacity(subject: Subject, amount: (sample: Sample) => number): Metric {
  return ratio(amount, (sample) => sample.hours * capacity(sample, subject));
}

/** ∫ level² dt, ∫ level dt, ∫ dt. */
function moments(time: ReadonlyMap<number, number>): [number, number, number] {
  let [squares, sum, total] = [0, 0, 0];
  for (const [level, length] of time) {
    squares += level * level * length;
    sum += level * length;
    total += length;
  }
  return [squares, sum, total];
}

function variance([squares, sum, total]: readonly number[]): number {
  return squares! / total! - (sum! / total!) ** 2;
}

function upTime(sample: Sample): number {
  return sample.totals.gpuTime.reduce((sum, { available }) => sum + available, 0) / HOUR;
}

function levelQuantile(
  levels: (watch: Watch) => ReadonlyMap<number, number>,
  probability: number,
  wants: Metric["wants"],
): Metric {
  return pooled((samples) => {
    const time = new Map<number, number>();
    for (const { watch } of samples)
      for (const [level, length] of levels(watch)) time.set(level, (time.get(level) ?? 0) + length);
    return new TimeWeighted(time).quantile(probability);
  }, wants);
}

function penalties(sample: Sample, subject: Subject, { streams }: Setting): number {
  return subject.streams.reduce((sum, stream) => {
    const { penalty = 0 } = streams[stream] as JobStream;
    return sum + penalty * jobSum(sample, { ...subject, streams: [stream] }, "refused");
  }, 0);
}

/** Hours of a job's work that a loss costs: GPU-hours lost / losses / GPUs of a job. */
function lostWork(
  setting: Setting,
  subject: Subject,
  losses: (sample: Sample, of: Subject) => number,
): Metric {
  const of = vulnerable(setting, subject);
  const gpus = meanGpus(setting.streams[of.streams[0]!] as JobStream);
  return ratio(
    (sample) => held(sample, of, "lost") / gpus,
    (sample) => losses(sample, of),
  );
}

/** Repairs under way / crew: units that are down, up to the crew. */
function crewUtilisation({ failures, pools }: Setting): Metric {
  const crew = failures?.crew ?? Infinity;
  const size = failures?.unit === "node" ? pools[0]!.gpusPerNode : 1;
  return timeAverage(
    (sample) => {
      let repairing = 0;
      for (const [up, length] of sample.watch.up.time)
        repairing += Math.min(crew, (fleetGpus(sample.setting) - up) / size) * length;
      return repairing / crew / HOUR;
    },
    { upLevels: true },
  );
}

/** The period of the load, hours; 24 where it has none. */
export function periodOf({ streams }: Setting): number {
  for (const stream of streams) {
    if (stream.kind === "elastic") return stream.period;
    if (stream.arrival.process === "nhpp") return stream.arrival.period;
  }
  return 24;
}

function wave(setting: Setting, of: (top: { hour: number; level: number }) => number): Metric {
  const period = periodOf(setting);
  return ofSums(
    ({ watch, hours }) => [hours * HOUR, ...watch.wave.coefficients],
    ([time, ...coefficients]) =>
      of(
        crest(
          coefficients.map((each) => each / time!),
          period * HOUR,
        ),
      ),
    { wave: { period, hours: [] } },
  );
}

function meanBusyAtHour(hour: number, setting: Setting): Metric {
  const wants = { wave: { period: periodOf(setting), hours: [hour] } };
  return ratio(
    ({ watch }) => watch.wave.seenAt(hour).seen,
    ({ watch }) => watch.wave.seenAt(hour).looks,
    wants,
  );
}

/** The mean over runs from an empty fleet of what each shows at an instant. */
function atInstant(mean: typeof ratio, at: number, value: (watch: Watch, place: number) => number): Metric {
  const seen = ({ watch }: Sample) => value(watch, watch.probe.placeOf(at * HOUR));
  return fromEmpty(mean(seen, () => 1, { instants: [at] }));
}
