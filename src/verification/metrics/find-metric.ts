// From the name of a metric to the metric: a name of the tables, alone or with its subject. A name that is not known is
// refused; nothing is guessed at.

import { Refusal } from "../refusal.ts";
import { jobStreams, type Setting } from "../setting/setting.ts";
import { BUSY_METRICS, FLEET_METRICS, HOLDER_METRICS, NUMBERED_FLEET_METRICS } from "./fleet-metrics.ts";
import { JOB_METRICS, NUMBERED_JOB_METRICS } from "./job-metrics.ts";
import { fromEmpty, type Metric, type Subject } from "./metric.ts";

/** The metric of a name without the suffix of its variant. @throws Refusal when the name is not known */
export function findMetric(name: string, setting: Setting): Metric {
  const metric = named(name, setting);
  if (metric === null) throw new Refusal(`the metric ${name} is not known`);
  // Where all arrivals are given, a run lasts until its last job has left, and is repeated from the start.
  const streams = jobStreams(setting);
  const episode = streams.length > 0 && streams.every(({ arrival }) => arrival.process === "trace");
  return episode ? fromEmpty(metric) : metric;
}

function named(name: string, setting: Setting): Metric | null {
  const everything = { streams: jobPlaces(setting), pool: null, whole: true };
  const alone = tabled(name, everything, setting);
  if (alone !== null) return alone;
  for (const [id, subject] of subjectsOf(setting)) {
    const base = withoutSubject(name, id);
    const metric = base === null ? null : tabled(base, subject, setting);
    if (metric !== null) return metric;
  }
  return null;
}

/** A pool is no subject of jobs, and what is of the whole fleet has no other subject. */
function tabled(name: string, subject: Subject, setting: Setting): Metric | null {
  const ofBusy = BUSY_METRICS[name];
  if (ofBusy !== undefined) return ofBusy(subject);
  if (subject.pool !== null) return null;
  const ofJobs = JOB_METRICS[name] ?? HOLDER_METRICS[name];
  if (ofJobs !== undefined) return ofJobs(subject, setting);
  const jobs = numbered(NUMBERED_JOB_METRICS, name)?.(subject) ?? null;
  if (jobs !== null || !subject.whole) return jobs;
  return FLEET_METRICS[name]?.(setting) ?? numbered(NUMBERED_FLEET_METRICS, name)?.(setting) ?? null;
}

/** The metric whose name fits, with the number that the name holds. */
function numbered<Of>(
  metrics: readonly (readonly [RegExp, (number: number, of: Of) => Metric])[],
  name: string,
): ((of: Of) => Metric) | null {
  for (const [pattern, metric] of metrics) {
    const match = pattern.exec(name);
    if (match !== null) return (of) => metric(Number(match[1]), of);
  }
  return null;
}

/** What a metric may be of, by name: a stream, a class (1 is the highest priority), "low" (the lowest), "spot", a pool. */
function subjectsOf(setting: Setting): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  const add = (name: string, streams: readonly number[]) => {
    if (!subjects.has(name) && streams.length > 0) subjects.set(name, { streams, pool: null, whole: false });
  };
  setting.streams.forEach(({ id }, place) => {
    add(id, [place]);
  });
  const places = jobPlaces(setting);
  const priorityOf = (place: number) => {
    const stream = setting.streams[place]!;
    return stream.kind === "jobs" ? stream.priority : 0;
  };
  const levels = [...new Set(places.map(priorityOf))].sort((a, b) => a - b);
  levels.forEach((level, rank) => {
    add(
      `class${rank + 1}`,
      places.filter((place) => priorityOf(place) === level),
    );
  });
  if (levels.length > 1)
    add(
      "low",
      places.filter((place) => priorityOf(place) === levels.at(-1)),
    );
  add(
    "spot",
    places.filter((place) => {
      const stream = setting.streams[place]!;
      return stream.kind === "jobs" && stream.preemptible;
    }),
  );
  setting.pools.forEach(({ id }, pool) => {
    if (!subjects.has(id)) subjects.set(id, { streams: places, pool, whole: false });
  });
  return subjects;
}

function jobPlaces({ streams }: Setting): number[] {
  return streams.flatMap((stream, place) => (stream.kind === "jobs" ? [place] : []));
}

/** What a name says of a subject, as a name of the tables; null when it is not about it. */
function withoutSubject(name: string, id: string): string | null {
  const Id = id.charAt(0).toUpperCase() + id.slice(1);
  if (name === `meanBusy${Id}` || name === `${id}Busy`) return "meanBusyGpus";
  if (name === `${id}RevenuePerHour`) return "revenueRate";
  if (name === `preemptionsPer${Id}Job`) return "preemptionsPerJob";
  if (name === `blockProb_${id}_dueToFragmentation`) return "blockProb_dueToFragmentation";
  return name.endsWith(`_${id}`) ? name.slice(0, -id.length - 1) : null;
}
