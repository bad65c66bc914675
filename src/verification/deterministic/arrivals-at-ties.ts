// What happens when a completion and an arrival fall on one instant.

import { HOUR } from "../../kernel/time.ts";
import type { TheoryCase } from "../case.ts";
import { Entries } from "../entries.ts";
import { exactly, type Prepared, unanswered } from "../prepared.ts";
import { poolsOf } from "../setting/read-setting.ts";
import { fleetGpus, type Setting } from "../setting/setting.ts";
import { poolTrees, runListed } from "./listed-run.ts";
import { EXACT } from "./schedule.ts";

/** Jobs, where no metric says until when. */
const JOBS = 100;

/** @throws Refusal */
export function prepareTies(theCase: TheoryCase): Prepared {
  const entries = new Entries(theCase.params, "params");
  const fleet = poolsOf(entries.map("fleet"));
  const arrivals = entries.text("arrivals");
  const match = /^every ([\d.]+) h from ([\d.]+)$/.exec(arrivals);
  if (match === null) throw entries.refusal("arrivals", arrivals, '"every 10 h from 0"');
  const [interval, first] = [Number(match[1]), Number(match[2])];
  const service = entries.number("service");
  const refuses = entries.wordOr("onFull", ["queue", "reject"], "queue") === "reject";
  entries.end();
  const ends = [...theCase.expect.keys()].flatMap(
    (metric) => /^utilisation_0_([\d.]+)$/.exec(metric)?.[1] ?? [],
  );
  const count = ends.length === 0 ? JOBS : Math.ceil((Number(ends[0]) - first) / interval);
  const answer = () => {
    const { totals, records } = runListed({
      fleet: { pools: poolTrees(fleet.pools) },
      internal: {
        work: {
          jobs: Array.from({ length: count }, (_, job) => ({
            submit: `${first + job * interval}h`,
            gpus: 1,
            service: `${service}h`,
          })),
          when_full: refuses ? "refuse" : "queue",
        },
      },
      scheduling: { placement: "pool" },
    });
    const { arrivals: all, byOutcome } = totals.outcomes[0]!;
    const heldUntil = (end: number) =>
      records.reduce((sum, job) => sum + Math.max(0, Math.min(job.end, end) - job.firstStart || 0), 0);
    return new Map([
      ["accepted", all - byOutcome.refused],
      ["rejected", byOutcome.refused],
      ...ends.map((end): [string, number] => [
        `utilisation_0_${end}`,
        heldUntil(Number(end) * HOUR) / (fleetGpus(fleet as Setting) * Number(end) * HOUR),
      ]),
    ]);
  };
  const known = answer();
  return exactly(
    theCase,
    unanswered(theCase, (metric) => known.has(metric)),
    answer,
    EXACT,
  );
}
