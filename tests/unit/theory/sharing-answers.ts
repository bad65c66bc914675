// What the closed forms answer to the theory cases of several classes: priorities, headroom, sizes, gangs, metric by metric.

import { cobhamWaits, cobhamWaitsOfServers } from "../../../src/theory/cobham.ts";
import { erlangB, lossSystem } from "../../../src/theory/erlang-b.ts";
import { saturatedGangs } from "../../../src/theory/gang-throughput.ts";
import { kaufmanRoberts } from "../../../src/theory/kaufman-roberts.ts";
import { delaySystem } from "../../../src/theory/mmc.ts";
import { preemptiveRepeat } from "../../../src/theory/preemptive-repeat.ts";
import { preemptiveResponses, preemptiveServers } from "../../../src/theory/preemptive-resume.ts";
import { preemptiveSpotChain } from "../../../src/theory/preemptive-spot.ts";
import { reservedSizes } from "../../../src/theory/reserved-sizes.ts";
import { trunkReservation, trunkReservationWithQueue } from "../../../src/theory/trunk-reservation.ts";
import {
  type Answers,
  type Case,
  type CaseStream,
  loadOf,
  type Metrics,
  meanOf,
  rateOf,
  secondMomentOf,
  serviceOf,
} from "./cases.ts";

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

function gangs({ params: { fleet, streams } }: Case): Metrics {
  const mix = streams[0]!.classMix;
  const { throughput, utilisation } = saturatedGangs(
    fleet.gpus,
    mix.map(({ gpus, prob }) => ({ gpus, share: prob })),
    meanOf(mix[0]!.duration),
  );
  return { throughput, utilisation, wasteFraction: 1 - utilisation, maxStableArrivalRate: throughput };
}

export const SHARING: Answers = {
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
  E01: gangs,
  E02: gangs,
  E03: gangs,
  E05: gangs,
};
