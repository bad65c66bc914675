// A case by its kind to what runs it; what nobody runs is refused by name.

import { prepareAlgorithm } from "./algorithms/algorithms.ts";
import { prepareCalculator } from "./calculators.ts";
import type { Refused, TheoryCase } from "./case.ts";
import { prepareTies } from "./deterministic/arrivals-at-ties.ts";
import { prepareBilling } from "./deterministic/billing.ts";
import { prepareElastic } from "./deterministic/elastic.ts";
import { preparePreemptions } from "./deterministic/preemption-ledger.ts";
import { prepareLittle, prepareSchedule } from "./deterministic/schedule.ts";
import { prepareIdentity, type Subjects, subjectsOf } from "./identities.ts";
import type { Prepared } from "./prepared.ts";
import { orRefusal, Refusal } from "./refusal.ts";
import { prepareStatistical } from "./statistical.ts";

/** Cases that are ready to be run, and what is refused of the others. */
interface PreparedSuite {
  readonly prepared: readonly Prepared[];
  readonly refused: readonly Refused[];
}

/** @param all the whole file: a case may name another, and identities are of all */
export function prepareSuite(cases: readonly TheoryCase[], all: readonly TheoryCase[]): PreparedSuite {
  const prepared: Prepared[] = [];
  const refused: Refused[] = [];
  const subjects = subjectsOf(all);
  for (const each of cases) {
    const ready = orRefusal(() => prepare(each, all, subjects));
    if (ready instanceof Refusal) refused.push({ id: each.id, reason: ready.message });
    else {
      prepared.push(ready);
      refused.push(...ready.refused);
    }
  }
  return { prepared, refused };
}

function prepare(theCase: TheoryCase, all: readonly TheoryCase[], subjects: Subjects): Prepared {
  switch (theCase.kind) {
    case "statistical":
      return prepareStatistical(theCase);
    case "calculator":
      return prepareCalculator(theCase);
    case "algorithm":
      return prepareAlgorithm(theCase);
    case "identity":
      return prepareIdentity(theCase, subjects);
    case "deterministic":
      return prepareDeterministic(theCase, all);
  }
}

/** Exact cases have no word for what they are: their keys tell. */
function prepareDeterministic(theCase: TheoryCase, all: readonly TheoryCase[]): Prepared {
  const { params } = theCase;
  if ("scheduleOf" in params) return prepareLittle(theCase, all);
  if ("streams" in params) return prepareElastic(theCase);
  if ("arrivals" in params) return prepareTies(theCase);
  if ("jobs" in params) return "policy" in params ? prepareSchedule(theCase) : preparePreemptions(theCase);
  if ("price" in params || "prices" in params) return prepareBilling(theCase);
  throw new Refusal(`params: no exact case has the keys ${Object.keys(params).join(", ")}`);
}
