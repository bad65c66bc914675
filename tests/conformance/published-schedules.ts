// The published schedules and the scenarios that should reproduce them. The files lie beside the repository and are not
// part of it.

import { existsSync, readFileSync } from "node:fs";
import { loadScenario, printProblems, type Scenario } from "../../src/index.ts";
import { withScenarioFiles } from "../../src/io/scenario-files.ts";

export const ORACLES = "../shared/oracles/gpu-schedulers";
export const present = existsSync(`${ORACLES}/cases.csv`);

export type Row = Readonly<Record<string, string>>;

/** The scenario of a case: its trace on its fleet under our names for its policy. */
export function scenarioOfCase(row: Row): Promise<Scenario> {
  return scenarioOf(`
name: ${row.case}
horizon: all
fleet: {pools: [{name: pool, gpu: P100, nodes: ${row.nodes}, gpus_per_node: ${row.gpus_per_node}}]}
internal:
  trace:
    kind: trace
    file: ${ORACLES}/${row.input}
    columns: {id: job_id, submit: submit_time, service: duration, gpus: num_gpu}
scheduling:
  order: ${orderOf(row.queue_order!)}
  head_of_line: ${row.head_of_line}
  ${placementOf(row.placement!)}
  preemption: ${row.preemption === "none" ? "never" : "free"}
`);
}

/** The scenario of a text whose files are named from the root of the repository. */
export async function scenarioOf(text: string): Promise<Scenario> {
  const loaded = await withScenarioFiles((files) =>
    loadScenario("case.yaml", [], {
      ...files,
      text: (path) => (path.endsWith("case.yaml") ? { ok: true, value: text } : files.text(path)),
    }),
  );
  if (!loaded.ok) throw new Error(printProblems(loaded.problems, loaded.texts));
  return loaded.scenario;
}

function orderOf(name: string): string {
  const orders: Readonly<Record<string, string>> = {
    "duration,job_id": "shortest-first",
    "submit_time,job_id": "fcfs",
    "submit_time,file_order": "fcfs",
    "submit_time(stable)": "fcfs",
    "remaining_time(stable)": "shortest-remaining",
    "remaining_time*num_gpu(stable)": "shortest-remaining-gpu-time",
    "num_gpu(stable)": "smallest-first",
    "3 LAS queues, limits 3250/7200 s": "{least-attained: {thresholds: [3250s, 7200s], by: time}}",
    "3 LAS queues, limits 3250/7200 GPU-s": "{least-attained: {thresholds: [3250s, 7200s], by: gpu-time}}",
  };
  return said(orders, name);
}

/** The published name of a placement in our words. */
function placementOf(name: string): string {
  const placements: Readonly<Record<string, string>> = {
    pool: "placement: pool",
    gang_of_1gpu_workers_first_fit_spread: "{placement: first-fit, gang: spread}",
    "least_utilised_rounded_pct,node_id": "placement: least-utilised",
    "best_fit(least free>=g),node_id": "placement: best-fit",
    first_fit_node_id: "placement: first-fit",
    "single-node first fit": "placement: first-fit",
  };
  return said(placements, name).replace(/^\{(.*), (.*)\}$/, "$1\n  $2");
}

function said(words: Readonly<Record<string, string>>, name: string): string {
  const ours = words[name];
  if (ours === undefined) throw new Error(`no words for ${name}`);
  return ours;
}

/** Rows of a CSV file of the oracles by the names of its columns; a quoted cell may hold commas. */
export function readTable(path: string): Row[] {
  const [head, ...rows] = readFileSync(`${ORACLES}/${path}`, "utf8").trim().split("\n").map(cells);
  return rows.map((row) => Object.fromEntries(head!.map((column, place) => [column, row[place]!])));
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:"([^"]*)"|([^,]*))(?:,|$)/g)].map((match) => match[1] ?? match[2]!);
}
