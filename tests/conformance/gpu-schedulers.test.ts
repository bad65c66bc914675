// Schedules of published GPU-cluster simulators on traces of the Philly cluster (Jeon et al., ATC 2019) and on the
// workload shipped with Tiresias, job by job. The files lie beside the repository and are not part of it.

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SECOND } from "../../src/kernel/time.ts";
import type { GangName, HeadOfLine, OrderName, PlacementName } from "../../src/scheduling/plan.ts";
import { fleetOf, modelOf, runOf, scheduling, traceSource } from "../models.ts";

const ORACLES = "../shared/oracles/gpu-schedulers";
const present = existsSync(`${ORACLES}/cases.csv`);
const title = `published schedules (${present ? "of" : "skipped: there is no"} ${ORACLES}, from the root of the repository)`;

describe.skipIf(!present)(title, () => {
  const cases = present ? readTable("cases.csv").filter(isExactWithoutPreemption) : [];
  test.each(cases)(
    "$case: every job starts when and where the published simulator starts it",
    (published) => {
      const expected = readTable(published.oracle!);
      const records = new Map(runOf(modelOfCase(published)).jobs.map((record) => [record.id, record]));
      const withNodes = published.semantics_check!.includes("node");
      const ours = expected.map((row) => records.get(row.job_id!)!);
      expect(
        ours.map((job) => `${job.id} ${job.firstStart / SECOND}${withNodes ? ` ${job.nodes}` : ""}`),
      ).toEqual(expected.map((row) => `${row.job_id} ${row.start_time}${withNodes ? ` ${row.nodes}` : ""}`));
      expect(records.size).toBe(Number(published.jobs));
      expect(Math.max(...ours.map((job) => job.end)) / SECOND).toBe(Number(published.makespan));
    },
  );

  test("there are 13 such schedules", () => {
    expect(cases).toHaveLength(13);
  });
});

type Row = Readonly<Record<string, string>>;

function isExactWithoutPreemption(row: Row): boolean {
  return row.semantics_check!.startsWith("exact") && row.preemption === "none";
}

function modelOfCase(row: Row) {
  const rows = readTable(row.input!).map((job) => ({
    id: job.job_id!,
    submit: Number(job.submit_time) * SECOND,
    service: Number(job.duration) * SECOND,
    gpus: Number(job.num_gpu),
  }));
  return modelOf({
    fleet: fleetOf(Number(row.nodes), Number(row.gpus_per_node)),
    sources: [traceSource("trace", rows)],
    scheduling: scheduling({
      order: orderOf(row.queue_order!),
      headOfLine: row.head_of_line as HeadOfLine,
      ...placementOf(row.placement!),
    }),
  });
}

function orderOf(name: string): OrderName {
  return name.startsWith("duration") ? "shortest-first" : "fcfs";
}

/** The published name of a placement in our words. */
function placementOf(name: string): { placement: PlacementName; gang: GangName } {
  if (name === "pool") return { placement: "pool", gang: "whole-nodes" };
  if (name.startsWith("gang_of_1gpu_workers")) return { placement: "first-fit", gang: "spread" };
  if (name.startsWith("least_utilised")) return { placement: "least-utilised", gang: "whole-nodes" };
  if (name.startsWith("best_fit")) return { placement: "best-fit", gang: "whole-nodes" };
  expect(["first_fit_node_id", "single-node first fit"]).toContain(name);
  return { placement: "first-fit", gang: "whole-nodes" };
}

/** Rows of a CSV file by the names of its columns; a quoted cell may hold commas. */
function readTable(path: string): Row[] {
  const [head, ...rows] = readFileSync(`${ORACLES}/${path}`, "utf8").trim().split("\n").map(cells);
  return rows.map((row) => Object.fromEntries(head!.map((column, place) => [column, row[place]!])));
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:"([^"]*)"|([^,]*))(?:,|$)/g)].map((match) => match[1] ?? match[2]!);
}
