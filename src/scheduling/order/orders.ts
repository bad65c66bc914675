import type { Order } from "../contract.ts";
import type { OrderName } from "../plan.ts";
import { fcfs } from "./fcfs.ts";
import { largestFirst } from "./largest-first.ts";
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
};
