// Calculators: closed forms of `theory`, each called with the parameters of a case.

import { dalyInterval, optimalInterval, youngInterval } from "../theory/checkpoint-interval.ts";
import { exponentialDemand, linearDemand } from "../theory/demand-curve.ts";
import { effectiveTrainingTime, linearEffectiveTrainingTime } from "../theory/effective-training-time.ts";
import { lossSystem } from "../theory/erlang-b.ts";
import { erlangBLoad } from "../theory/erlang-b-inverse.ts";
import { erlangC } from "../theory/erlang-c.ts";
import {
  failureRatePerNode,
  gangMeanTimeToFailure,
  largestLoss,
  meanTimeToInterruption,
} from "../theory/mean-time-to-failure.ts";
import { bestPostedPrice, revenueRateAtPrice } from "../theory/posted-price.ts";
import type { TheoryCase } from "./case.ts";
import { Entries } from "./entries.ts";
import { exactly, type Prepared, unanswered, within } from "./prepared.ts";
import { Refusal } from "./refusal.ts";
import { readSetting } from "./setting/read-setting.ts";
import { fleetGpus } from "./setting/setting.ts";

type Answers = (metric: string) => number | null;

/** GPUs of a node in the published counts of failures. */
const GPUS_PER_NODE = 8;

const CALCULATORS: Readonly<Record<string, (entries: Entries) => Answers>> = {
  "erlangB-inverse": (entries) => {
    const [servers, refused] = [entries.number("c"), entries.number("B")];
    return table({ offeredLoad: () => erlangBLoad(servers, refused) });
  },
  erlangC: (entries) => {
    const [servers, load] = [entries.number("c"), entries.number("a")];
    const probability = () => erlangC(servers, load);
    return table({ erlangC: probability, pWait: probability });
  },
  checkpointInterval: (entries) => {
    const [mtbf, cost] = [entries.number("mtbf"), entries.number("cost")];
    const losses = { failureRate: 1 / mtbf, downtime: 0, restore: 0, restoreCanFail: true };
    return table({
      youngInterval: () => youngInterval(mtbf, cost),
      dalyHigherOrder: () => dalyInterval(mtbf, cost),
      exactOptimum: () => optimalInterval(mtbf, cost),
      wasteAtExact: () => 1 - effectiveTrainingTime(optimalInterval(mtbf, cost), cost, losses),
    });
  },
  gangMTTF: (entries) => {
    const perHour = entries.number("perNodeDay") / 24;
    return numbered(/^mttfHours_(\d+)gpus$/, (gpus) => gangMeanTimeToFailure(gpus / GPUS_PER_NODE, perHour));
  },
  ettr: trainingTime,
  mtti: (entries) => {
    const [days, unexpected] = [entries.number("days"), entries.number("unexpected")];
    const [all, gpus] = [entries.number("all"), entries.number("gpus")];
    return either(
      table({
        mttiHoursUnexpected: () => meanTimeToInterruption(days * 24, unexpected),
        failuresPerNodeDay: () => failureRatePerNode(days, unexpected, gpus / GPUS_PER_NODE),
      }),
      numbered(/^maxLossMinutesPerInterruptionFor(\d+)pct$/, (percent) =>
        largestLoss(meanTimeToInterruption(days * 24 * 60, all), percent / 100),
      ),
    );
  },
  price: () => {
    // The curves of the pricing cases: 40 requests an hour at most and none from 4 USD on; 240 e^(−p / 1.2).
    const endless = { servers: Number.POSITIVE_INFINITY, meanService: 1 };
    const linear = { ...endless, demand: linearDemand(40, 4) };
    const exponential = { ...endless, demand: exponentialDemand(240, 1.2) };
    return table({
      optimalPrice_linear_pMax4: () => bestPostedPrice(linear)!,
      revenueRate_linear: () => revenueRateAtPrice(linear, bestPostedPrice(linear)!),
      optimalPrice_exponential_1p2: () => bestPostedPrice(exponential)!,
      revenueRate_exponential: () => revenueRateAtPrice(exponential, bestPostedPrice(exponential)!),
    });
  },
};

/** @throws Refusal */
export function prepareCalculator(theCase: TheoryCase): Prepared {
  const answers = "calculator" in theCase.params ? calculatorOf(theCase) : lossFormula(theCase);
  const answer = () =>
    new Map(
      [...theCase.expect.keys()].flatMap((metric) => {
        const value = answers(metric);
        return value === null ? [] : [[metric, value] as const];
      }),
    );
  return exactly(
    theCase,
    unanswered(theCase, (metric) => answers(metric) !== null),
    answer,
    within(1e-9, 1e-300),
  );
}

function calculatorOf({ params }: TheoryCase): Answers {
  const entries = new Entries(params, "params");
  const calculator = CALCULATORS[entries.word("calculator", Object.keys(CALCULATORS))]!;
  const answers = calculator(entries);
  entries.end();
  return answers;
}

/** A model too large to be simulated: one stream that is refused when all GPUs are busy. */
function lossFormula({ params }: TheoryCase): Answers {
  const setting = readSetting(params);
  const [stream] = setting.streams;
  const known =
    setting.streams.length === 1 &&
    stream?.kind === "jobs" &&
    stream.arrival.process === "poisson" &&
    stream.onFull === "reject" &&
    stream.classes.every(({ gpus }) => gpus === 1);
  if (!known)
    throw new Refusal(
      "params: the only model with a calculator is one Poisson stream of one-GPU jobs that is refused when full",
    );
  const system = lossSystem(fleetGpus(setting), stream.arrival.rate, stream.classes[0]!.duration.mean);
  return table({
    blockProb: () => system.refused,
    meanBusyGpus: () => system.meanBusy,
    utilisation: () => system.utilisation,
    throughput: () => system.throughput,
    revenueRate: () => system.meanBusy * stream.price,
  });
}

function trainingTime(entries: Entries): Answers {
  const failureRate = (entries.number("nodes") * entries.number("failuresPerNodeDay")) / 24;
  const restore = entries.number("restartHours");
  const intervals = entries.numbers("checkpointEveryHours");
  const losses = { failureRate, downtime: 0, restore, restoreCanFail: true };
  const every = (minutes: number) => intervals.find((hours) => Math.abs(hours * 60 - minutes) < 1e-6) ?? null;
  const at = (of: (hours: number) => number) => (minutes: number) => {
    const hours = every(minutes);
    return hours === null ? null : of(hours);
  };
  return either(
    numbered(
      /^linear_([\d.]+)min$/,
      at((hours) => linearEffectiveTrainingTime(failureRate, restore, hours)),
    ),
    numbered(
      /^exact_([\d.]+)min$/,
      at((hours) => effectiveTrainingTime(hours, 0, losses)),
    ),
  );
}

function table(entries: Readonly<Record<string, () => number>>): Answers {
  return (metric) => entries[metric]?.() ?? null;
}

function numbered(pattern: RegExp, of: (number: number) => number | null): Answers {
  return (metric) => {
    const match = pattern.exec(metric);
    return match === null ? null : of(Number(match[1]));
  };
}

function either(first: Answers, second: Answers): Answers {
  return (metric) => first(metric) ?? second(metric);
}
