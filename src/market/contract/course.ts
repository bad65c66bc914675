// The contract machine: what becomes of one request, given when there is room, how long the customer stays, and when the
// provider wants the GPUs back. requested → queued → running → noticed → ended(reason).

import type { Duration } from "../../kernel/time.ts";
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
  /** the customer stays so long, if it may; of a window it stays until the end */
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
}

/** @param contract one that bills time */
export function courseOf(contract: ContractPlan & { readonly billing: TimeBilling }, story: Story): Course {
  const waits = contract.admission === "queue" ? contract.timeout : 0;
  if (contract.admission !== "book" && story.roomAfter > waits) return unserved(contract, waits);
  if (story.roomAfter === Infinity) return unserved(contract, 0);
  const { maximumLife, notice } = contract;
  const reclaim = reclaimOf(contract, story.wantedBackAt);
  const window = contract.window === null ? Infinity : story.window - contract.window.endsEarly;
  const stay = contract.window === null ? story.stay : window;
  const ran = Math.min(stay, maximumLife, reclaim);
  const reason = reasonOf(ran, stay, window, reclaim);
  const noticeDue = Math.min(maximumLife, reclaim) - notice;
  return {
    waited: story.roomAfter,
    noticedAt: noticeDue < ran ? noticeDue : Infinity,
    ran,
    reason,
    bill: billed(contract, story, ran, reason),
  };
}

/** Age at which a run is over that the provider wants back at an age: after its protection and its notice. */
function reclaimOf({ preemptible, protectedFor, notice }: ContractPlan, wantedBackAt: Duration): Duration {
  return preemptible ? Math.max(wantedBackAt, protectedFor) + notice : Infinity;
}

/** Of two reasons at one instant the customer's counts. */
function reasonOf(ran: Duration, stay: Duration, window: Duration, reclaim: Duration): EndReason {
  if (ran === window) return "window over";
  if (ran === stay) return "left";
  return ran === reclaim ? "reclaimed" : "maximum life";
}

function billed(
  { billing }: { readonly billing: TimeBilling },
  { gpus, price, window }: Story,
  ran: Duration,
  reason: EndReason,
): Bill {
  const end = reason === "left" || reason === "window over" ? "customer" : "provider";
  const path = new FixedPrice(price);
  const line = { gpus, held: ran, used: ran, end, window } as const;
  return billOf(billing, line, markOf(path, 0), markOf(path, ran));
}

function unserved({ admission }: ContractPlan, waited: Duration): Course {
  const reason = admission === "queue" ? "timed out" : "refused";
  return { waited, noticedAt: Infinity, ran: 0, reason, bill: null };
}
