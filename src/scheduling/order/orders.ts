import type { KeyChange, LineOrder, Order } from "../contract.ts";
import type { OrderName } from "../plan.ts";
import { earliestDeadline } from "./earliest-deadline.ts";
import { fairShare, leastUsed } from "./fair-share.ts";
import { fcfs } from "./fcfs.ts";
import { largestFirst } from "./largest-first.ts";
import { leastAttained, untilDemotion } from "./least-attained.ts";
import { shortestFirst } from "./shortest-first.ts";
import { shortestRemaining } from "./shortest-remaining.ts";
import { shortestRemainingGpuTime } from "./shortest-remaining-gpu-time.ts";
import { smallestFirst } from "./smallest-first.ts";

/** Every order by its name. */
export const orders: Readonly<Record<OrderName, Order>> = {
  fcfs,
  "shortest-first": shortestFirst,
  "smallest-first": smallestFirst,
  "largest-first": largestFirst,
  "shortest-remaining": shortestRemaining,
  "shortest-remaining-gpu-time": shortestRemainingGpuTime,
  "least-attained": leastAttained,
  "fair-share": fairShare,
  "earliest-deadline": earliestDeadline,
};

/** Orders that compare whole lines first. */
export const lineOrders: Readonly<Partial<Record<OrderName, LineOrder>>> = { "fair-share": leastUsed };

/** Orders in which a run falls behind others by itself, at an instant that can be told. */
export const keyChanges: Readonly<Partial<Record<OrderName, KeyChange>>> = {
  "least-attained": untilDemotion,
};
