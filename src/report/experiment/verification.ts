// How far the tables agree with each other, and how to make them again.

import { count } from "../../index.ts";
import { holds, type Identity, identityTable } from "../identity.ts";
import { prose, type Section } from "../section.ts";
import { readComparison } from "./compared.ts";
import type { ExperimentResults } from "./experiment-results.ts";

export async function verification(results: ExperimentResults): Promise<Section> {
  const identities = [await meansIdentity(results), await differenceIdentity(results)].filter(
    ({ rows }) => rows > 0,
  );
  const kept = identities.filter(holds).length;
  return {
    id: "verification",
    title: "Verification",
    blocks: [
      prose(
        `${kept} of ${identities.length} identities hold to rounding on the files as written, for the metrics shown here. ` +
          "Whether the assumptions are yours they cannot say.",
      ),
      identityTable(identities),
      {
        kind: "table",
        title: "The experiment",
        header: ["what", "how it was"],
        rows: factsOf(results),
        source: null,
      },
    ],
  };
}

function factsOf({ record, command }: ExperimentResults): string[][] {
  const runs = record.files.find(({ file }) => file === "runs.csv")?.rows ?? 0;
  return [
    ["version", `slackwater ${record.version}`],
    ["experiment and scenario", `SHA-256 ${record.scenarioHash}`],
    ["seed, of all points alike", record.seed],
    ["runs", count(runs)],
    [
      "how it stopped",
      record.ending.complete ? "every point has all its replications" : record.ending.reason,
    ],
    [
      "the same again",
      `npm run sim -- ${command} experiment.yaml, same version: the same bytes in every file but manifest.json`,
    ],
  ];
}

/** A mean that is withheld, as waits are that grow without end, has no row to be checked. */
async function meansIdentity(results: ExperimentResults): Promise<Identity> {
  const sums = new Map<string, { sum: number; size: number; count: number }>();
  await results.each("runs.csv", (row) => {
    for (const { metric } of results.metrics) {
      const value = row.number(metric);
      if (!Number.isFinite(value)) continue;
      const key = `${row.number("point")}\t${metric}`;
      const { sum, size, count } = sums.get(key) ?? { sum: 0, size: 0, count: 0 };
      sums.set(key, { sum: sum + value, size: size + Math.abs(value), count: count + 1 });
    }
  });
  let [rows, residual] = [0, 0];
  for (const { point, estimates } of results.points)
    for (const [metric, { mean }] of estimates) {
      const own = sums.get(`${point}\t${metric}`);
      if (own === undefined || !Number.isFinite(mean)) continue;
      rows++;
      const size = Math.max(own.size / own.count, Number.MIN_VALUE);
      residual = Math.max(residual, Math.abs(own.sum / own.count - mean) / size);
    }
  return { file: "points.csv", says: "mean = Σ over runs.csv / replications", rows, residual };
}

async function differenceIdentity(results: ExperimentResults): Promise<Identity> {
  const rows = (await readComparison(results)).filter(({ difference }) => Number.isFinite(difference.mean));
  const residuals = rows.map(({ difference, mean, controlMean }) => {
    const size = Math.max(Math.abs(mean), Math.abs(controlMean), Number.MIN_VALUE);
    return Math.abs(mean - controlMean - difference.mean) / size;
  });
  return {
    file: "comparison.csv",
    says: "difference = mean − mean of the control",
    rows: rows.length,
    residual: residuals.reduce((most, each) => Math.max(most, each), 0),
  };
}
