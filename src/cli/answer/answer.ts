// What a run says on the terminal: the answer first, then where the hours and the money go, then what it cost internal
// work. Every number of it stands in summary.csv.

import { count, firstGpus, horizon, lastGpus, percent } from "../../index.ts";
import { alternatives } from "./alternatives.ts";
import { buyers } from "./buyers.ts";
import { type AnswerInput, type Lookup, lookupIn, sells } from "./figures.ts";
import { harm } from "./harm.ts";
import { hours, sparkline } from "./hours.ts";
import { money } from "./money.ts";
import { next } from "./next.ts";
import { overloadText } from "./overload-text.ts";
import { verdict } from "./verdict.ts";
import { paragraph, phrases } from "./wrapping.ts";

/** The lines to print, none wider than 80 columns unless a name or a path is. */
export function answer(input: AnswerInput): string[] {
  let isCut = false;
  const figure = lookupIn(input.summary, () => {
    isCut = true;
  });
  const command = next(input);
  const parts = [
    headline(input),
    ...paragraph(" ANSWER ", verdict(input, figure)),
    ...input.overloads.flatMap((overload) => paragraph(" WARN   ", [`${overloadText(overload)}.`])),
    ...hours(input, figure),
    ...(input.course.length > 1 ? [` BUSY   ${sparkline(input.course)}`] : []),
    ...money(input, figure),
    ...alternatives(input, figure),
    ...harm(input, figure),
    ...phrases(" BUYERS ", buyers(input, figure), " · "),
  ];
  return [
    ...parts,
    ...phrases(" CHECKS ", [...checks(input, figure), ...(isCut ? [CUT] : [])], " · "),
    ` FILES  ${input.folder}`,
    ...(command === null ? [] : [` NEXT   ${command.join(" \\\n          ")}`]),
  ];
}

function headline({ scenario, replications, measured, seconds }: AnswerInput): string {
  const fleet = [...new Set(scenario.fleet.pools.map(({ gpu }) => gpu))].map((type) => {
    const pools = scenario.fleet.pools.filter(({ gpu }) => gpu === type);
    const [first, all] = [
      pools.reduce((sum, pool) => sum + firstGpus(pool), 0),
      pools.reduce((sum, pool) => sum + lastGpus(pool), 0),
    ];
    return `${first === all ? "" : `${count(first)} to `}${count(all)} ${type}`;
  });
  const times = replications === 1 ? "" : ` × ${replications}`;
  return ` ${scenario.name} · ${fleet.join(" + ")} · ${horizon(measured)}${times} · seed ${scenario.seed} · ${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}

const CUT = "intervals are cut at what is possible";

/** What figures of a trajectory are. */
const TRAJECTORY = "of this stretch of time, no steady state; by step: trajectory.csv";

function checks({ scenario, replications }: AnswerInput, figure: Lookup): string[] {
  const balance = sells(scenario) ? "hours and dollars balance" : "hours balance";
  const { mean } = figure("half_width_share");
  const width = `half-width of ${sells(scenario) ? "revenue" : "the idle share"} ${percent(mean)} %`;
  return [
    balance,
    ...(scenario.mode === "steady" ? [] : [TRAJECTORY]),
    ...(replications === 1 ? ["one replication: no intervals"] : []),
    ...(replications > 1 && Number.isFinite(mean) ? [width] : []),
  ];
}
