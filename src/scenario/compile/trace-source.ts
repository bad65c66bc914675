// Internal jobs replayed from a trace. io reads the file; here its counts become sentences.

import type { TraceJobs, TraceSourcePlan } from "../../workload/plan.ts";
import { nearestName } from "../nearest-name.ts";
import type { KeyPath } from "../problem.ts";
import type { TraceFormat, TraceSpec, TraceTable } from "../scenario-files.ts";
import { amountOf } from "../schema/quantity.ts";
import type { TraceSourceTree } from "../schema/work.ts";
import { count } from "../units.ts";
import { type Compiled, type Context, contents } from "./context.ts";
import { groupsFor } from "./groups.ts";
import { compileEstimate } from "./job-source.ts";
import { largestJob } from "./mix.ts";
import { slicesFor } from "./slices.ts";
import { columnsOf } from "./trace-columns.ts";
import { internalTraits } from "./traits.ts";

const EMPTY: TraceJobs = {
  ids: [],
  submit: new Float64Array(0),
  service: new Float64Array(0),
  estimate: new Float64Array(0),
  gpus: new Int32Array(0),
  priority: null,
  groups: null,
};

export function compileTraceSource(
  name: string,
  tree: TraceSourceTree,
  path: KeyPath,
  context: Context,
): Compiled<TraceSourcePlan> {
  const traits = internalTraits(name, tree, path, context);
  const largest = largestJob(traits.plan, context);
  const format = formatOf(tree, path, context);
  const slices = slicesFor(traits.plan.pools, context);
  const spec = format === null ? null : specOf(tree, format, { largestJob: largest, slices }, path, context);
  const place = [...path, "file"];
  const table =
    spec === null ? null : contents(context.files.trace(tree.file, spec), place, tree.file, context);
  if (table !== null) {
    if (table.jobs.ids.length === 0) {
      context.report({ path: place, code: "file", message: `${tree.file}: no job is left to replay` });
    }
    for (const sentence of remarks(table, largest, tree.within_node ? "node" : "pool"))
      context.warn(place, `internal.${name}: ${sentence}.`);
  }
  const jobs = table?.jobs ?? EMPTY;
  const estimate = compileEstimate(tree.estimate, [...path, "estimate"], context);
  // A limit that a user stated ends a job; a prediction of ours does not, unless it is asked to.
  const killAtEstimate = tree.kill_at_estimate ?? (format === "swf" && estimate.kind === "trace");
  const plan: TraceSourcePlan = {
    kind: "trace",
    ...traits.plan,
    jobs: { ...jobs, groups: groupsFor(name, jobs.groups) },
    estimate,
    killAtEstimate,
  };
  const dependent = { format: format ?? "csv", kill_at_estimate: killAtEstimate };
  return { plan, echo: { ...tree, ...dependent, ...traits.echo } };
}

function formatOf({ format, file }: TraceSourceTree, path: KeyPath, context: Context): TraceFormat | null {
  if (format !== undefined) return format;
  const ending = /\.(csv|swf)(\.gz)?$/i.exec(file)?.[1]?.toLowerCase();
  if (ending === "csv" || ending === "swf") return ending;
  const message = "the name of the file does not tell its format";
  context.report({
    path: [...path, "file"],
    code: "missing_key",
    message,
    got: file,
    expected: "format: csv or swf",
  });
  return null;
}

function specOf(
  tree: TraceSourceTree,
  format: TraceFormat,
  sizes: Pick<TraceSpec, "largestJob" | "slices">,
  path: KeyPath,
  context: Context,
): TraceSpec | null {
  const columns = columnsOf(tree, format, [...path, "columns"], context);
  if (columns === null) return null;
  if (!knownZone(tree.time_zone)) {
    const expected = "an IANA name such as UTC or Asia/Shanghai";
    const suggestion = nearestName(tree.time_zone, ["UTC"]);
    const got = tree.time_zone;
    context.report({
      path: [...path, "time_zone"],
      code: "wrong_value",
      message: "unknown time zone",
      got,
      expected,
      suggestion,
    });
    return null;
  }
  return {
    format,
    ...columns,
    timeUnit: tree.time_unit,
    timeZone: tree.time_zone,
    maxBadRows: amountOf(count(0), tree.max_bad_rows),
    dedupe: tree.dedupe,
    ...sizes,
  };
}

function knownZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What was done to a trace on the way in: clauses for the warnings. */
function remarks(table: TraceTable, largest: number, room: string): string[] {
  const { rows, unsorted, dropped, cpuOnly, censored, renamed, rejected, jobs } = table;
  const of = `of ${rows.toLocaleString("en-US")} rows`;
  let tooLarge = 0;
  for (const size of jobs.gpus) if (size > largest) tooLarge++;
  const counts: [number, string][] = [
    [unsorted, "were not in order of submit and have been sorted"],
    [dropped, "were dropped by the rules of the format"],
    [cpuOnly, "ask for no GPU and were skipped"],
    [censored, "have no end and were skipped"],
    [renamed, "repeat an id, which was given a suffix"],
    [rejected.count, `were rejected (${rejected.examples.join("; ")})`],
    [
      tooLarge,
      `ask for more than the ${largest.toLocaleString("en-US")} GPUs of the largest ${room}; they will never start and count as rejected`,
    ],
  ];
  const told = counts.filter(([number]) => number > 0);
  return [
    ...told.map(([number, what]) => `${number.toLocaleString("en-US")} ${of} ${what}`),
    ...table.warnings,
  ];
}
