// All tables that a run writes, in one list.

import { ALLOCATION } from "./allocation-table.ts";
import { ASSUMPTIONS } from "./assumptions-table.ts";
import { DEMAND } from "./demand-table.ts";
import { ECONOMICS } from "./economics-table.ts";
import { FIRM_CAPACITY } from "./firm-capacity-table.ts";
import { JOBS } from "./jobs-table.ts";
import { REVENUE } from "./revenue-table.ts";
import { SUMMARY } from "./summary-table.ts";
import { TOKENS } from "./tokens-table.ts";
import { TRAJECTORY } from "./trajectory-table.ts";
import { UTILISATION } from "./utilisation-table.ts";
import { WAITS } from "./waits-table.ts";

export const TABLES = {
  utilisation: UTILISATION,
  allocation: ALLOCATION,
  revenue: REVENUE,
  demand: DEMAND,
  tokens: TOKENS,
  economics: ECONOMICS,
  jobs: JOBS,
  waits: WAITS,
  trajectory: TRAJECTORY,
  firmCapacity: FIRM_CAPACITY,
  summary: SUMMARY,
  assumptions: ASSUMPTIONS,
} as const;
