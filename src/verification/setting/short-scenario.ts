import { HOUR, type Instant } from "../../kernel/time.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { scenarioOf } from "./load-setting.ts";
import { scenarioTree } from "./scenario-tree.ts";
import type { Setting } from "./setting.ts";
import { eventRate } from "./time-scale.ts";

/** The end of a run of about so many events, without warm-up. */
export function shortEnd(setting: Setting, events: number): Instant {
  return Math.round((events / eventRate(setting)) * HOUR);
}

/** A setting as a scenario that runs from 0 to `end`. */
export function shortScenario(setting: Setting, end: Instant): Scenario {
  return scenarioOf(scenarioTree(setting, { warmup: 0, horizon: end }), "identity");
}
