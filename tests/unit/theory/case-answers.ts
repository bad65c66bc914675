// What the closed forms answer to the theory cases: one function for each family of cases, metric by metric.

import { breakdownQueueMean } from "../../../src/theory/breakdowns.ts";
import { completion } from "../../../src/theory/checkpoint-completion.ts";
import { dalyInterval, optimalInterval, youngInterval } from "../../../src/theory/checkpoint-interval.ts";
import { cobhamWaits, cobhamWaitsOfServers } from "../../../src/theory/cobham.ts";
import {
  type DemandCurve,
  exponentialDemand,
  isoelasticDemand,
  linearDemand,
} from "../../../src/theory/demand-curve.ts";
import { bestDynamicPrice } from "../../../src/theory/dynamic-price.ts";
import {
  effectiveTrainingTime,
  linearEffectiveTrainingTime,
} from "../../../src/theory/effective-training-time.ts";
import { erlangA } from "../../../src/theory/erlang-a.ts";
import { erlangB, lossSystem } from "../../../src/theory/erlang-b.ts";
import { erlangBLoad } from "../../../src/theory/erlang-b-inverse.ts";
import { saturatedGangs } from "../../../src/theory/gang-throughput.ts";
import { renewalQueue } from "../../../src/theory/gi-m-1.ts";
import { erlangWave, occupancyFromEmpty, periodicOccupancy } from "../../../src/theory/infinite-servers.ts";
import { kaufmanRoberts } from "../../../src/theory/kaufman-roberts.ts";
import { lostWorkByProgress, lostWorkByWallClock } from "../../../src/theory/lost-work.ts";
import {
  availability,
  failureRatePerNode,
  gangMeanTimeToFailure,
  largestLoss,
  meanTimeToInterruption,
} from "../../../src/theory/mean-time-to-failure.ts";
import { delaySystem, waitQuantile, waitTail } from "../../../src/theory/mmc.ts";
import { limitedQueue } from "../../../src/theory/mmck.ts";
import { pollaczekKhinchineWait } from "../../../src/theory/pollaczek-khinchine.ts";
import { bestPostedPrice, refusedAtPrice, revenueRateAtPrice } from "../../../src/theory/posted-price.ts";
import { preemptiveRepeat } from "../../../src/theory/preemptive-repeat.ts";
import { preemptiveResponses, preemptiveServers } from "../../../src/theory/preemptive-resume.ts";
import { preemptiveSpotChain } from "../../../src/theory/preemptive-spot.ts";
import { reservedSizes } from "../../../src/theory/reserved-sizes.ts";
import { timeOutQueue } from "../../../src/theory/time-out.ts";
import { trunkReservation, trunkReservationWithQueue } from "../../../src/theory/trunk-reservation.ts";
import { type Case, type CaseStream, meanOf, secondMomentOf } from "./cases.ts";

type Metrics = Record<string, number>;

const rateOf = (stream: CaseStream) => stream.arrival.rate;
const serviceOf = (stream: CaseStream) => meanOf(stream.duration);
const loadOf = (stream: CaseStream) => rateOf(stream) * serviceOf(stream);

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

function nonPreemptive({ params }: Case): Metrics {
  const rates = params.streams.map(rateOf);
  const service = serviceOf(params.streams[0]!);
  const waits = cobhamWaitsOfServers(params.fleet.gpus, rates, service);
  const both = delaySystem(params.fleet.gpus, rates[0]! + rates[1]!, service);
  return {
    pWait: both.pWait,
    meanWait_class1: waits[0]!,
    meanQueueLen_class1: rates[0]! * waits[0]!,
    meanWait_class2: waits[1]!,
    meanQueueLen_class2: rates[1]! * waits[1]!,
  };
}

const servedClasses = (streams: readonly CaseStream[]) =>
  streams.map((stream) => ({
    arrivalRate: rateOf(stream),
    mean: serviceOf(stream),
    secondMoment: secondMomentOf(stream.duration),
  }));

function nonPreemptiveAnyService({ params: { streams } }: Case): Metrics {
  const [high, low] = cobhamWaits(servedClasses(streams));
  return { meanWait_high: high!, meanWait_low: low!, utilisation: loadOf(streams[0]!) + loadOf(streams[1]!) };
}

function preemptiveAnyService({ params: { streams } }: Case): Metrics {
  const [high, low] = preemptiveResponses(servedClasses(streams));
  const preemptions = rateOf(streams[0]!) * loadOf(streams[1]!);
  return {
    meanResponse_high: high!,
    meanResponse_low: low!,
    meanInSystem_low: rateOf(streams[1]!) * low!,
    preemptionsPerHour: preemptions,
    preemptionsPerLowJob: preemptions / rateOf(streams[1]!),
    utilisation: loadOf(streams[0]!) + loadOf(streams[1]!),
  };
}

function repeated({ params: { streams } }: Case): Metrics {
  const [high, spot] = streams;
  const jobs = preemptiveRepeat(rateOf(high!), loadOf(high!), serviceOf(spot!), 1);
  return {
    throughput_spot: jobs.throughput,
    goodputFraction: jobs.useful,
    badputFraction: jobs.lost,
    preemptionsPerHour: jobs.preemptionRate,
    utilisation: loadOf(high!) + jobs.useful + jobs.lost,
    utilisation_high: loadOf(high!),
    meanCompletionTime_spot: jobs.meanCompletion,
  };
}

function preemptive({ params: { fleet, streams } }: Case): Metrics {
  const [high, low] = streams;
  const jobs = preemptiveServers(fleet.gpus, rateOf(high!), rateOf(low!), serviceOf(high!));
  return {
    pWait_high: jobs.pWaitHigh,
    meanWait_high: jobs.meanWaitHigh,
    meanResponse_high: jobs.meanWaitHigh + serviceOf(high!),
    meanInSystem_low: jobs.meanInSystemLow,
    meanResponse_low: jobs.meanResponseLow,
    preemptionsPerHour: jobs.preemptionRate,
    preemptionsPerLowJob: jobs.preemptionRate / rateOf(low!),
    utilisation: (loadOf(high!) + loadOf(low!)) / fleet.gpus,
  };
}

function spot({ params: { fleet, streams } }: Case): Metrics {
  const [internal, rented] = streams.map((stream) => ({
    arrivalRate: rateOf(stream),
    meanService: serviceOf(stream),
  }));
  const market = preemptiveSpotChain(fleet.gpus, internal!, rented!);
  const admitted = rented!.arrivalRate * (1 - market.spotRefused);
  return {
    blockProb_internal: market.refused,
    blockProb_spot: market.spotRefused,
    evictionsPerHour: admitted * market.preemptedShare,
    evictionProbability: market.preemptedShare,
    completionsPerHour_spot: market.meanBusySpot / rented!.meanService,
    meanBusySpot: market.meanBusySpot,
    meanBusyInternal: market.meanBusy - market.meanBusySpot,
    spotRevenuePerHour: market.meanBusySpot * streams[1]!.price,
    utilisation: market.meanBusy / fleet.gpus,
  };
}

function headroom({ params: { fleet, streams, policy } }: Case): Metrics {
  const [internal, rental] = streams;
  const at = (reserved: number) => {
    const pool = trunkReservation({
      servers: fleet.gpus,
      reserved,
      internalLoad: loadOf(internal!),
      rentalLoad: loadOf(rental!),
    });
    const revenue = pool.meanBusyRental * rental!.price;
    const net = revenue - internal!.penaltyPerReject * rateOf(internal!) * pool.internalFindFull;
    return { ...pool, revenue, net };
  };
  if (typeof policy.headroom.gpus === "string") {
    const nets = Array.from({ length: 9 }, (_, r) => at(r).net);
    return {
      ...Object.fromEntries(nets.map((net, r) => [`netValueRate_r${r}`, net])),
      argmaxR: nets.indexOf(Math.max(...nets)),
    };
  }
  const pool = at(policy.headroom.gpus);
  return {
    blockProb_internal: pool.internalFindFull,
    blockProb_external: pool.rentalRefused,
    meanBusyGpus: pool.meanBusy,
    utilisation: pool.meanBusy / fleet.gpus,
    externalBusy: pool.meanBusyRental,
    revenueRate: pool.revenue,
    netValueRate: pool.net,
  };
}

function headroomWithQueue({ params: { fleet, streams } }: Case): Metrics {
  const [internal, rental] = streams;
  const pool = trunkReservationWithQueue({
    servers: fleet.gpus,
    reserved: 2,
    internalLoad: loadOf(internal!),
    rentalLoad: loadOf(rental!),
  });
  return {
    pWait_internal: pool.internalFindFull,
    meanWait_internal: pool.meanQueue / rateOf(internal!),
    blockProb_external: pool.rentalRefused,
    meanBusyGpus: pool.meanBusy,
    utilisation: pool.meanBusy / fleet.gpus,
    revenueRate: pool.meanBusyRental * rental!.price,
  };
}

function sizes({ params: { fleet, streams } }: Case): Metrics {
  const classes = streams.map((stream) => ({
    gpus: stream.gpus,
    offeredLoad: loadOf(stream),
    price: stream.price,
    reserved: stream.headroomAgainst,
  }));
  const reserving = classes.some(({ reserved }) => reserved > 0);
  const pool = reserving ? reservedSizes(fleet.gpus, classes) : kaufmanRoberts(fleet.gpus, classes);
  return {
    ...Object.fromEntries(classes.map(({ gpus }, k) => [`blockProb_g${gpus}`, pool.refused[k]!])),
    meanBusyGpus: pool.meanBusy,
    utilisation: pool.utilisation,
    revenueRate: pool.revenueRate,
    gpuWeightedBlocking: pool.refusedGpuShare,
  };
}

function partition({ params: { fleet, streams } }: Case): Metrics {
  const parts = streams.map((stream, i) =>
    lossSystem(fleet.pools[i]!.gpus, rateOf(stream), serviceOf(stream)),
  );
  const gpus = fleet.pools.reduce((sum, pool) => sum + pool.gpus, 0);
  return {
    blockProb_internal: parts[0]!.refused,
    blockProb_external: parts[1]!.refused,
    utilisation: (parts[0]!.meanBusy + parts[1]!.meanBusy) / gpus,
    blockProb_ifShared: erlangB(gpus, loadOf(streams[0]!) + loadOf(streams[1]!)),
  };
}

function breakdowns({ params: { streams, policy } }: Case): Metrics {
  const { ttf, ttr } = policy.failures;
  const stream = streams[0]!;
  const inSystem = breakdownQueueMean(rateOf(stream), serviceOf(stream), meanOf(ttf), meanOf(ttr));
  return {
    availability: availability(meanOf(ttf), meanOf(ttr)),
    meanInSystem: inSystem,
    meanResponse: inSystem / rateOf(stream),
    busyFraction: loadOf(stream),
    interruptionsPerHour: loadOf(stream) / meanOf(ttf),
  };
}

function checkpoints({ params: { streams, policy } }: Case): Metrics {
  const { duration, checkpointEvery, checkpointCost, downtime, restartCost } = streams[0]!;
  const { jobRate } = policy.failures;
  const job = {
    work: meanOf(duration),
    interval: checkpointEvery,
    cost: checkpointCost,
    finalCheckpoint: true,
    failureRate: jobRate,
    downtime,
    restore: restartCost,
    restoreCanFail: true,
  };
  const { meanTime, sdTime, meanFailures, useful } = completion(job);
  return {
    meanCompletionTime: meanTime,
    meanFailures,
    goodputFraction: useful,
    meanCompletionTime_noFinalCheckpoint: completion({ ...job, finalCheckpoint: false }).meanTime,
    sdCompletionTime: sdTime,
    pFinishWithoutFailure: Math.exp(-jobRate * (job.work + job.cost)),
  };
}

const UNINTERRUPTED = { failureRate: 0, downtime: 0, restore: 0, restoreCanFail: true };

function interval({ params }: Case): Metrics {
  const [mtbf, cost] = [params.mtbf as number, params.cost as number];
  const optimum = optimalInterval(mtbf, cost);
  return {
    youngInterval: youngInterval(mtbf, cost),
    dalyHigherOrder: dalyInterval(mtbf, cost),
    exactOptimum: optimum,
    wasteAtExact: 1 - effectiveTrainingTime(optimum, cost, { ...UNINTERRUPTED, failureRate: 1 / mtbf }),
  };
}

function gangFailure({ params }: Case): Metrics {
  const perHour = (params.perNodeDay as number) / 24;
  return Object.fromEntries(
    [1024, 4096, 16384, 131072].map((gpus) => [
      `mttfHours_${gpus}gpus`,
      gangMeanTimeToFailure(gpus / 8, perHour),
    ]),
  );
}

function lostWork({ params: { streams, policy } }: Case): Metrics {
  const { rate } = policy.evictions;
  const every = streams[0]!.checkpointEvery;
  const lost = lostWorkByProgress(rate, every);
  return {
    meanLostWorkPerEviction: lost,
    lostWorkFraction: rate * lost,
    goodputFraction: effectiveTrainingTime(every, 0, { ...UNINTERRUPTED, failureRate: rate }),
    meanLostWorkPerEviction_wallClockGrid: lostWorkByWallClock(rate, every),
  };
}

function trainingTime({ params }: Case): Metrics {
  const failureRate = ((params.nodes as number) * (params.failuresPerNodeDay as number)) / 24;
  const restore = params.restartHours as number;
  const [hour, fiveMinutes] = params.checkpointEveryHours as [number, number];
  const exact = (every: number) =>
    effectiveTrainingTime(every, 0, { ...UNINTERRUPTED, failureRate, restore });
  return {
    linear_60min: linearEffectiveTrainingTime(failureRate, restore, hour),
    linear_5min: linearEffectiveTrainingTime(failureRate, restore, fiveMinutes),
    exact_60min: exact(hour),
    exact_5min: exact(fiveMinutes),
  };
}

function interruptions({ params }: Case): Metrics {
  const [days, unexpected, all, gpus] = ["days", "unexpected", "all", "gpus"].map(
    (key) => params[key] as number,
  );
  return {
    mttiHoursUnexpected: meanTimeToInterruption(days! * 24, unexpected!),
    failuresPerNodeDay: failureRatePerNode(days!, unexpected!, gpus! / 8),
    maxLossMinutesPerInterruptionFor90pct: largestLoss(meanTimeToInterruption(days! * 24 * 60, all!), 0.9),
  };
}

function gangs({ params: { fleet, streams } }: Case): Metrics {
  const mix = streams[0]!.classMix;
  const { throughput, utilisation } = saturatedGangs(
    fleet.gpus,
    mix.map(({ gpus, prob }) => ({ gpus, share: prob })),
    meanOf(mix[0]!.duration),
  );
  return { throughput, utilisation, wasteFraction: 1 - utilisation, maxStableArrivalRate: throughput };
}

function demandOf({ form, ...law }: CaseStream["priceElasticity"]): DemandCurve {
  if (form === "linear") return linearDemand(law.lambdaMax!, law.pMax!);
  return isoelasticDemand(law.lambda0!, law.p0!, -law.elasticity!);
}

function fleetOf({ params: { fleet, streams } }: Case) {
  const stream = streams[0]!;
  return { servers: fleet.gpus, meanService: serviceOf(stream), demand: demandOf(stream.priceElasticity) };
}

function price(theCase: Case): Metrics {
  const fleet = fleetOf(theCase);
  const best = bestPostedPrice(fleet)!;
  const revenue = revenueRateAtPrice(fleet, best);
  return {
    optimalPrice: best,
    optimalRevenueRate: revenue,
    blockProbAtOptimum: refusedAtPrice(fleet, best),
    utilisationAtOptimum: revenue / best / fleet.servers,
    "revenueRate_at_0.8x": revenueRateAtPrice(fleet, 0.8 * best),
    revenueRate_at_1x: revenue,
    "revenueRate_at_1.25x": revenueRateAtPrice(fleet, 1.25 * best),
  };
}

/** The curves of F01 (40 an hour at most, nobody from 4 USD on), and an exponential one that the case only names. */
function priceWithoutCapacity(): Metrics {
  const endless = { servers: Number.POSITIVE_INFINITY, meanService: 1 };
  const linear = { ...endless, demand: linearDemand(40, 4) };
  const exponential = { ...endless, demand: exponentialDemand(240, 1.2) };
  const best = [bestPostedPrice(linear)!, bestPostedPrice(exponential)!];
  return {
    optimalPrice_linear_pMax4: best[0]!,
    revenueRate_linear: revenueRateAtPrice(linear, best[0]!),
    optimalPrice_exponential_1p2: best[1]!,
    revenueRate_exponential: revenueRateAtPrice(exponential, best[1]!),
  };
}

function dynamicPrice(theCase: Case): Metrics {
  const fleet = fleetOf(theCase);
  const dynamic = bestDynamicPrice(fleet)!.revenueRate;
  const posted = bestPostedPrice(fleet)!;
  const fixed = revenueRateAtPrice(fleet, posted);
  return {
    optimalDynamicRevenueRate: dynamic,
    optimalStaticRevenueRate: fixed,
    optimalStaticPrice: posted,
    gainRatio: dynamic / fixed,
  };
}

/** By the number of the case. */
export const ANSWERS: Readonly<Record<string, (theCase: Case) => Metrics>> = {
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
  B01: nonPreemptive,
  B02: nonPreemptive,
  B04: nonPreemptiveAnyService,
  B05: preemptiveAnyService,
  B06: repeated,
  B08: preemptive,
  B11: spot,
  C01: headroom,
  C02: headroom,
  C04: headroom,
  C05: headroom,
  C06: headroomWithQueue,
  C10: sizes,
  C11: sizes,
  C14: sizes,
  C15: partition,
  C16: sizes,
  C17: sizes,
  D01: breakdowns,
  D06: checkpoints,
  D08: checkpoints,
  D09: interval,
  D10: gangFailure,
  D11: lostWork,
  D12: trainingTime,
  D13: interruptions,
  E01: gangs,
  E02: gangs,
  E03: gangs,
  E05: gangs,
  F01: price,
  F02: price,
  F04: priceWithoutCapacity,
  F06: dynamicPrice,
};
