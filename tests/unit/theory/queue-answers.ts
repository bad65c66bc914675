// What the closed forms answer to the theory cases of one class of jobs: delay, loss, impatience, tides, metric by metric.

import { erlangA } from "../../../src/theory/erlang-a.ts";
import { lossSystem } from "../../../src/theory/erlang-b.ts";
import { erlangBLoad } from "../../../src/theory/erlang-b-inverse.ts";
import { renewalQueue } from "../../../src/theory/gi-m-1.ts";
import { erlangWave, occupancyFromEmpty, periodicOccupancy } from "../../../src/theory/infinite-servers.ts";
import { delaySystem, waitQuantile, waitTail } from "../../../src/theory/mmc.ts";
import { limitedQueue } from "../../../src/theory/mmck.ts";
import { pollaczekKhinchineWait } from "../../../src/theory/pollaczek-khinchine.ts";
import { timeOutQueue } from "../../../src/theory/time-out.ts";
import {
  type Answers,
  type Case,
  loadOf,
  type Metrics,
  meanOf,
  rateOf,
  secondMomentOf,
  serviceOf,
} from "./cases.ts";

function delay({ params, expect }: Case): Metrics {
  const stream = params.streams[0]!;
  const queue = delaySystem(params.fleet.gpus, rateOf(stream), serviceOf(stream));
  const tails = Object.keys(expect).filter((metric) => metric.startsWith("pWaitExceeds_"));
  return {
    pWait: queue.pWait,
    meanWait: queue.meanWait,
    meanQueueLen: queue.meanQueue,
    meanResponse: queue.meanResponse,
    meanInSystem: queue.meanInSystem,
    utilisation: queue.utilisation,
    meanWaitGivenWait: queue.meanWaitGivenWait,
    waitQ50: waitQuantile(queue, 0.5),
    waitQ90: waitQuantile(queue, 0.9),
    waitQ95: waitQuantile(queue, 0.95),
    waitQ99: waitQuantile(queue, 0.99),
    ...Object.fromEntries(tails.map((metric) => [metric, waitTail(queue, Number(metric.split("_")[1]))])),
  };
}

function anyService({ params }: Case): Metrics {
  const stream = params.streams[0]!;
  const mean = serviceOf(stream);
  const wait = pollaczekKhinchineWait(rateOf(stream), {
    mean,
    secondMoment: secondMomentOf(stream.duration),
  });
  const utilisation = loadOf(stream);
  return {
    utilisation,
    pWait: utilisation,
    meanWait: wait,
    meanQueueLen: rateOf(stream) * wait,
    meanResponse: wait + mean,
  };
}

function evenArrivals({ params }: Case): Metrics {
  const stream = params.streams[0]!;
  const interval = stream.arrival.interval;
  const { pWait, meanWait } = renewalQueue((s) => Math.exp(-s * interval), interval, serviceOf(stream));
  return { pWait, meanWait, utilisation: serviceOf(stream) / interval, meanQueueLen: meanWait / interval };
}

function finiteQueue({ params }: Case): Metrics {
  const stream = params.streams[0]!;
  const queue = limitedQueue(params.fleet.gpus, stream.queueLimit, rateOf(stream), serviceOf(stream));
  return {
    blockProb: queue.refused,
    throughput: queue.throughput,
    meanWait: queue.meanWait,
    meanInSystem: queue.meanInSystem,
    utilisation: queue.utilisation,
    pWaitGivenAdmitted: queue.pWait,
  };
}

function loss({ params }: Case): Metrics {
  const stream = params.streams[0]!;
  const system = lossSystem(params.fleet.gpus, rateOf(stream), serviceOf(stream));
  return {
    blockProb: system.refused,
    meanBusyGpus: system.meanBusy,
    utilisation: system.utilisation,
    throughput: system.throughput,
    revenueRate: system.meanBusy * stream.price,
  };
}

function impatience({ params }: Case): Metrics {
  const stream = params.streams[0]!;
  const formula = stream.patience.value === undefined ? erlangA : timeOutQueue;
  const queue = formula(params.fleet.gpus, rateOf(stream), serviceOf(stream), meanOf(stream.patience));
  return {
    pWait: queue.pWait,
    pAbandon: queue.pAbandon,
    meanQueueLen: queue.meanQueue,
    meanWaitAll: queue.meanWaitAll,
    meanWaitServed: queue.meanWaitServed,
    utilisation: queue.utilisation,
  };
}

function fromEmpty({ params }: Case): Metrics {
  const stream = params.streams[0]!;
  const busy = occupancyFromEmpty(rateOf(stream), serviceOf(stream), 1.5);
  return { "E_busy_at_t1.5": busy.at, "E_timeavgBusy_0_1.5": busy.average };
}

function tide({ params }: Case): Metrics {
  const { arrival, duration } = params.streams[0]!;
  const { mean, relAmplitude: amplitude, periodHours: period, phase } = arrival;
  const busy = periodicOccupancy({ mean, amplitude, period, phase }, erlangWave(meanOf(duration), 1));
  const hours = Object.fromEntries([0, 6, 12, 18].map((hour) => [`meanBusyAtHour${hour}`, busy.at(hour)]));
  return { ...hours, peakHour: busy.peakAt, peakBusy: busy.peak, timeAverageBusy: busy.average };
}

export const QUEUES: Answers = {
  A01: delay,
  A02: delay,
  A03: delay,
  A05: delay,
  A07: anyService,
  A08: anyService,
  A12: evenArrivals,
  A15: finiteQueue,
  A16: loss,
  A17: loss,
  A19: loss,
  A21: loss,
  A23: loss,
  A25: impatience,
  A27: impatience,
  A30: fromEmpty,
  A32: tide,
  A37: ({ params }) => ({ offeredLoad: erlangBLoad(params.c as number, params.B as number) }),
};
