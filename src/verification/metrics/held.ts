// What streams hold and lose of GPU-time, in GPU-hours.

import { HOUR } from "../../kernel/time.ts";
import type { JobStream, Setting } from "../setting/setting.ts";
import { fleetGpus } from "../setting/setting.ts";
import { type Sample, type Subject, sourceOf } from "./metric.ts";

type HeldName = "allocated" | "checkpoint" | "restart" | "lost";

export function held(sample: Sample, { streams }: Subject, name: HeldName): number {
  return streams.reduce((sum, stream) => sum + sample.totals.held[sourceOf(sample, stream)]![name], 0) / HOUR;
}

/** How often runs were broken off, by the scheduler or from outside. */
export function broken(sample: Sample, { streams }: Subject, by: "preemptions" | "interruptions"): number {
  return streams.reduce((sum, stream) => sum + sample.totals.held[sourceOf(sample, stream)]![by], 0);
}

/** Preemptions by the scheduler. */
export function preemptions(sample: Sample, subject: Subject): number {
  return broken(sample, subject, "preemptions");
}

/** How often GPUs were taken, by the scheduler or, where the case evicts from outside, by that. */
export function evictions(sample: Sample, subject: Subject): number {
  const outside = sample.setting.evictionRate > 0 ? broken(sample, subject, "interruptions") : 0;
  return preemptions(sample, subject) + outside;
}

/** GPU-hours held that count. */
export function useful(sample: Sample, subject: Subject): number {
  return held(sample, subject, "allocated") - wasted(sample, subject);
}

/** GPU-hours held that do not count. */
export function wasted(sample: Sample, subject: Subject): number {
  return (
    held(sample, subject, "checkpoint") + held(sample, subject, "restart") + held(sample, subject, "lost")
  );
}

/** GPU-hours busy: of the streams of a subject, of a pool, or of all. */
export function busy(sample: Sample, subject: Subject): number {
  if (!subject.whole && subject.pool === null) return held(sample, subject, "allocated");
  const pools = subject.pool === null ? sample.totals.gpuTime : [sample.totals.gpuTime[subject.pool]!];
  return pools.reduce((sum, time) => sum + time.allocatedInternal + time.allocatedRental, 0) / HOUR;
}

/** GPUs of the fleet, or of the pool that the subject is. */
export function capacity({ setting }: Sample, { pool }: Subject): number {
  if (pool === null) return fleetGpus(setting);
  const { nodes, gpusPerNode } = setting.pools[pool]!;
  return nodes * gpusPerNode;
}

/** $ that the GPU-hours of a subject are sold for: what they are billed where their price moves. */
export function revenue(sample: Sample, { streams, ...rest }: Subject): number {
  return streams.reduce(
    (sum, stream) =>
      sum +
      (billed(sample, stream) ??
        priceOf(sample.setting, stream) * held(sample, { ...rest, streams: [stream] }, "allocated")),
    0,
  );
}

/** What the only product is billed, if its price is a policy; null for others. */
function billed({ setting, totals }: Sample, stream: number): number | null {
  const { policy } = setting.streams[stream] as JobStream;
  return policy === null ? null : totals.sales[0]!.revenue;
}

function priceOf({ streams }: Setting, stream: number): number {
  const { price } = streams[stream] as JobStream;
  return price ?? 0;
}

/** The streams of a subject that may be preempted. */
export function preemptible({ streams }: Setting, subject: Subject): Subject {
  const some = subject.streams.filter((place) => {
    const stream = streams[place]!;
    return stream.kind === "jobs" && stream.preemptible;
  });
  return { ...subject, whole: false, streams: some };
}

/** The streams of a subject whose jobs can lose work; all of them if none can. */
export function vulnerable({ streams, failures, jobRate }: Setting, subject: Subject): Subject {
  const broken = subject.streams.filter((place) => {
    const stream = streams[place]!;
    return stream.kind === "jobs" && (stream.preemptible || failures !== null || jobRate > 0);
  });
  return { ...subject, whole: false, streams: broken.length > 0 ? broken : subject.streams };
}
