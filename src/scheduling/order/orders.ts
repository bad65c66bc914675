import type { Order } from "../contract.ts";
import type { OrderName } from "../plan.ts";
import { fcfs } from "./fcfs.ts";
import { shortestFirst } from "./shortest-first.ts";

/** Every order by its name. */
export const orders: Readonly<Record<OrderName, Order>> = {
  fcfs,
  "shortest-first": shortestFirst,
};
