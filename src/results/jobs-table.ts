import type { EndedRun, JobRecord } from "../ledger/rows.ts";
import { POOL, REPLICATION } from "./common-columns.ts";
import type { Column, RunLabels, Table } from "./table.ts";
import { toSeconds } from "./units.ts";

/** Node indices in ascending order as ranges: "3", "0-3;7"; empty for none. */
export function nodeRanges(nodes: readonly number[]): string {
  let ranges = "";
  for (let first = 0; first < nodes.length; ) {
    let last = first;
    while (last + 1 < nodes.length && nodes[last + 1] === nodes[last]! + 1) last += 1;
    if (first > 0) ranges += ";";
    ranges += last === first ? nodes[first] : `${nodes[first]}-${nodes[last]}`;
    first = last + 1;
  }
  return ranges;
}

/** Names of pools have neither blanks nor colons. */
function runText({ pool, start, end, nodes }: EndedRun, pools: readonly string[]): string {
  return `${toSeconds(start)}:${toSeconds(end)}@${pools[pool]}:${nodeRanges(nodes)}`;
}

function seconds(
  name: string,
  formula: string,
  description: string,
  ms: (job: JobRecord) => number,
): Column<JobRecord, RunLabels> {
  return { name, unit: "s", formula, description, cell: (job) => toSeconds(ms(job)) };
}

export const JOBS: Table<JobRecord> = {
  file: "jobs.csv",
  row: "One job of one replication, when it left or, at the end of the run, where it stood.",
  columns: [
    REPLICATION,
    {
      name: "job_id",
      unit: "",
      formula: "",
      description: "The id in the trace, or a running number within the source from 0.",
      cell: ({ id }) => id,
    },
    {
      name: "source",
      unit: "",
      formula: "",
      description: "Name of the source of jobs or the product.",
      cell: ({ source }) => source,
    },
    { ...POOL, description: "Pool of the last placement; empty if there was none." },
    {
      name: "gpus",
      unit: "GPUs",
      formula: "",
      description: "GPUs that it asks for.",
      cell: ({ gpus }) => gpus,
    },
    seconds("arrival_s", "", "Arrival, from the start of the run.", ({ arrival }) => arrival),
    seconds("first_start_s", "", "First start; empty if it never started.", ({ firstStart }) => firstStart),
    seconds("end_s", "", "The instant it left; empty if it was still there at the end.", ({ end }) => end),
    seconds(
      "service_s",
      "",
      "Work that it needs when it has its GPUs; empty for a replica of a token product, which has no end.",
      ({ service }) => service,
    ),
    seconds(
      "wait_s",
      "first_start_s − arrival_s",
      "Wait; empty if it never started.",
      ({ arrival, firstStart }) => firstStart - arrival,
    ),
    {
      name: "preemptions",
      unit: "times",
      formula: "",
      description: "How often its GPUs were taken back.",
      cell: ({ preemptions }) => preemptions,
    },
    {
      name: "outcome",
      unit: "",
      formula: "",
      description:
        "completed; refused (no room); reneged (left after waiting); preempted (ended by a preemption); killed_at_estimate; failed; rejected (can never run here); waiting or running at the end of the run.",
      cell: ({ outcome }) => outcome,
    },
    {
      name: "nodes",
      unit: "",
      formula: "",
      description:
        "Indices from 0 of the nodes of the last placement, as ranges (`0-3;7`); empty under placement `pool`.",
      cell: ({ nodes }) => nodeRanges(nodes),
    },
    seconds(
      "last_start_s",
      "",
      "Start of its last run, on those nodes; empty if it never started.",
      ({ lastStart }) => lastStart,
    ),
    {
      name: "earlier_runs",
      unit: "",
      formula: "",
      description:
        "Its runs that ended before it left, with blanks between them: start and end in seconds, the pool, and the nodes as above (`3600:7200@h100:0-3;7`).",
      cell: ({ earlierRuns }, { pools }) => earlierRuns.map((run) => runText(run, pools)).join(" "),
    },
  ],
};
