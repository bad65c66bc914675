// The contract machine: what becomes of one request, given when there is room, how long the customer stays, and when the
// provider wants the GPUs back. requested → queued → running → noticed → ended(reason).

import type { Duration } from "../../kernel/time.ts";
import { charge } from "../billing.ts";
import { FixedPrice, markOf } from "../price/price-path.ts";
import { type Bill, billOf, type TimeBilling } from "./bill.ts";
import type { ContractPlan } from "./contract-plan.ts";

type EndReason =
  /** found no room */
  | "refused"
  /** waited too long */
  | "timed out"
  /** the customer has left */
  | "left"
  /** what was bought is over */
  | "window over"
  /** the provider took the GPUs back */
  | "reclaimed"
  | "maximum life";

/** What happens to a request, in times from the request or from its start, ms. */
export interface Story {
  readonly gpus: number;
  /** $ per GPU-hour */
  readonly price: number;
  /** time from the request to when there is room; Infinity: there never is */
  readonly roomAfter: Duration;
  /** age at which the customer wants to leave, if it may: a term ends early only where its contract says how */
  readonly stay: Duration;
  /** window that it buys; 0 where none is sold */
  readonly window: Duration;
  /** age of the run at which the provider wants the GPUs back; Infinity: never */
  readonly wantedBackAt: Duration;
}

interface Course {
  readonly waited: Duration;
  /** age at which notice is given; Infinity: never */
  readonly noticedAt: Duration;
  /** age at which the run ends; 0 when there is none */
  readonly ran: Duration;
  readonly reason: EndReason;
  /** null where nothing ran */
  readonly bill: Bill | null;
  /** $ that the provider pays for having taken the GPUs */
  readonly breach: number;
}

type TimeContract = ContractPlan & { readonly billing: TimeBilling };

export function courseOf(contract: TimeContract, story: Story): Course {
  const waits = contract.admission === "queue" ? contract.timeout : 0;
  if (contract.admission !== "book" && story.roomAfter > waits) return unserved(contract, waits);
  if (story.roomAfter === Infinity) return unserved(contract, 0);
  const ends = endsOf(contract, story);
  const ran = Math.min(...Object.values(ends));
  const reason = REASONS.find((each) => ends[each] === ran)!;
  const taken = Math.min(ends.reclaimed, ends["maximum life"]);
  const noticeDue = taken - (contract.window === null ? contract.notice : contract.exit.notice);
  return {
    waited: story.roomAfter,
    noticedAt: noticeDue < ran ? noticeDue : Infinity,
    ran,
    reason,
    bill: billed(contract, story, ran, reason),
    breach: reason === "reclaimed" ? charge(story.gpus * contract.exit.breachCost, story.price) : 0,
  };
}

/** Ways in which a run ends: of two at one instant the first counts. */
const REASONS = ["window over", "left", "reclaimed", "maximum life"] as const;

/** Age at which a run would end in each way. */
function endsOf(contract: TimeContract, story: Story): Readonly<Record<(typeof REASONS)[number], Duration>> {
  const { window, exit, maximumLife } = contract;
  if (window === null)
    return {
      "window over": Infinity,
      left: story.stay,
      reclaimed: reclaimOf(contract, story.wantedBackAt),
      "maximum life": maximumLife,
    };
  return {
    "window over": story.window - window.endsEarly,
    left: story.stay + exit.notice,
    reclaimed: story.wantedBackAt + exit.notice,
    "maximum life": maximumLife,
  };
}

/** Age at which a run is over that the provider wants back at an age: after its protection and its notice. */
function reclaimOf({ preemptible, protectedFor, notice }: ContractPlan, wantedBackAt: Duration): Duration {
  return preemptible ? Math.max(wantedBackAt, protectedFor) + notice : Infinity;
}

/** A term that ends early is paid until its end. */
function billed(
  contract: TimeContract,
  { gpus, price, window }: Story,
  ran: Duration,
  reason: EndReason,
): Bill {
  const path = new FixedPrice(price);
  const line = {
    gpus,
    held: ran,
    used: ran,
    end: reason === "left" || reason === "window over" ? "customer" : "provider",
    window: reason === "window over" ? window : Math.min(window, ran),
  } as const;
  return billOf(contract.billing, line, markOf(path, 0), markOf(path, ran));
}

function unserved({ admission }: ContractPlan, waited: Duration): Course {
  const reason = admission === "queue" ? "timed out" : "refused";
  return { waited, noticedAt: Infinity, ran: 0, reason, bill: null, breach: 0 };
}
