import { assumed } from "../sourced.ts";

/** Of the customers that are owed a credit, how many claim it: a half, to be swept. */
export const HALF_CLAIM = assumed(0.5, "no provider credits by itself; nothing is published on who claims");
