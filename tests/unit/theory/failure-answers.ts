// What the closed forms answer to the theory cases of failures and checkpoints, metric by metric.

import { breakdownQueueMean } from "../../../src/theory/breakdowns.ts";
import { completion } from "../../../src/theory/checkpoint-completion.ts";
import { dalyInterval, optimalInterval, youngInterval } from "../../../src/theory/checkpoint-interval.ts";
import {
  effectiveTrainingTime,
  linearEffectiveTrainingTime,
} from "../../../src/theory/effective-training-time.ts";
import { lostWorkByProgress, lostWorkByWallClock } from "../../../src/theory/lost-work.ts";
import {
  availability,
  failureRatePerNode,
  gangMeanTimeToFailure,
  largestLoss,
  meanTimeToInterruption,
} from "../../../src/theory/mean-time-to-failure.ts";
import { type Answers, type Case, loadOf, type Metrics, meanOf, rateOf, serviceOf } from "./cases.ts";

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

export const FAILURES: Answers = {
  D01: breakdowns,
  D06: checkpoints,
  D08: checkpoints,
  D09: interval,
  D10: gangFailure,
  D11: lostWork,
  D12: trainingTime,
  D13: interruptions,
};
