// Internal jobs that stand in the scenario itself, one by one.

import { wholeSize } from "../../fleet/slices.ts";
import type { SourceTraits, TraceJobs, TraceSourcePlan } from "../../workload/plan.ts";
import { jobSize } from "../job-size.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { ListedJobsTree } from "../schema/work.ts";
import { duration, signed } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { numbered } from "./groups.ts";
import { compileEstimate } from "./job-source.ts";
import { largestJob, reportUnfit } from "./mix.ts";
import { checkedSize, slicesFor } from "./slices.ts";
import { internalTraits } from "./traits.ts";

/** A source that replays the jobs of a list as those of a trace. */
export function compileListedJobs(
  name: string,
  tree: ListedJobsTree,
  path: KeyPath,
  context: Context,
): Compiled<TraceSourcePlan> {
  const traits = internalTraits(name, tree, path, context);
  const room = largestJob(traits.plan, context);
  for (const [place, job] of tree.jobs.entries()) {
    const at = [...path, "jobs", place, "gpus"];
    const gpus = checkedSize(amountOf(jobSize, job.gpus), traits.plan.pools, at, false, context);
    if (traits.plan.pools.length > 0 && gpus > room) reportUnfit(gpus, room, at, false, traits.plan, context);
  }
  const plan: TraceSourcePlan = {
    kind: "trace",
    ...traits.plan,
    jobs: inOrder(tree.jobs, traits.plan, [...path, "jobs"], context),
    estimate: compileEstimate(tree.estimate, [...path, "estimate"], context),
    killAtEstimate: tree.kill_at_estimate,
  };
  return { plan, echo: { ...tree, ...traits.echo } };
}

/** The jobs by submit; those of one instant keep the order of the list. */
function inOrder(
  list: ListedJobsTree["jobs"],
  { name, priority, pools }: SourceTraits,
  path: KeyPath,
  context: Context,
): TraceJobs {
  const slices = slicesFor(pools, context);
  const seen = new Set<string>();
  const read = list.map((job, place) => {
    const id = String(job.id ?? place + 1);
    if (seen.has(id)) {
      const at = [...path, place, "id"];
      context.report({
        path: at,
        code: "duplicate_name",
        message: `the id ${id} is taken`,
        expected: "an id of its own",
      });
    }
    seen.add(id);
    return { ...job, id, submit: amountOf(duration, job.submit) };
  });
  const jobs = read.toSorted((a, b) => a.submit - b.submit);
  const sizes = jobs.map(({ gpus }) => wholeSize(amountOf(jobSize, gpus), slices));
  const own = jobs.some((job) => job.priority !== undefined);
  return {
    ids: jobs.map(({ id }) => id),
    submit: Float64Array.from(jobs, ({ submit }) => submit),
    service: Float64Array.from(jobs, ({ service }) => amountOf(duration, service)),
    estimate: Float64Array.from(jobs, ({ estimate }) =>
      estimate === undefined ? Number.NaN : amountOf(duration, estimate),
    ),
    gpus: slices === 1 ? Int32Array.from(sizes) : Float64Array.from(sizes),
    priority: own
      ? Int32Array.from(jobs, (job) =>
          job.priority === undefined ? priority : amountOf(signed, job.priority),
        )
      : null,
    groups: numbered(
      jobs.map(({ group }) => (group === undefined ? null : String(group))),
      name,
    ),
  };
}
