// The finished files of an experiment, as sections ask for them: the metrics that it shows, of every point.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Estimate, type SettingText, settingTexts, withinPossible, withUnit } from "../../index.ts";
import type { RunRecord } from "../../io/manifest.ts";
import { eachTableRow, type TableRow } from "../../io/table-file.ts";
import { type SweptPath, sweptPath } from "./swept-path.ts";

export interface PointResult {
  /** from 1 */
  readonly point: number;
  /** with their units, in the order of the paths; empty: the scenario's own */
  readonly values: readonly string[];
  /** by metric, intervals cut at what is possible */
  readonly estimates: ReadonlyMap<string, Estimate>;
}

export interface ShownMetric {
  readonly metric: string;
  readonly unit: string;
}

/** Assumption: more metrics than this make a page that nobody reads to its end; all stand in points.csv. */
const MOST_METRICS = 6;

interface Echo {
  readonly metrics: readonly string[];
  readonly compare?: { readonly control: number };
  readonly replications?: ReplicationEcho;
  readonly tune?: TuneEcho;
  readonly sensitivity?: unknown;
  readonly uncertainty?: unknown;
}

/** What is made as great or as small as it can be: metrics with their weights. */
interface TuneEcho {
  readonly minimum: number;
  readonly maximum: number;
  readonly maximise?: Readonly<Record<string, number>>;
  readonly minimise?: Readonly<Record<string, number>>;
}

/** Commands that ask of all points together; what asks nothing of them is a sweep. */
const QUESTIONS = ["tune", "sensitivity", "uncertainty"] as const;

/** As in experiment.yaml: a number, or until what and how often at least and at most. */
type ReplicationEcho =
  | number
  | {
      readonly until: Readonly<Record<string, string | number>>;
      readonly minimum: number;
      readonly maximum: number;
    };

export class ExperimentResults {
  readonly record: RunRecord;
  /** the scenario of which the points are made */
  readonly scenarioText: string;
  /** number of the point that the others are compared with, from 1; null where none are */
  readonly control: number | null;
  /** how often each point is run, in words */
  readonly replications: string;
  readonly points: readonly PointResult[];
  readonly paths: readonly SweptPath[];
  readonly metrics: readonly ShownMetric[];
  /** the command that makes the experiment again */
  readonly command: string;
  /** what is tuned, or null: a metric, or a weighted sum of some, which has no unit */
  readonly objective: ShownMetric | null;
  readonly #folder: string;
  readonly #scenario: unknown;
  readonly #text: SettingText;

  private constructor(folder: string, record: RunRecord, echo: Echo, table: PointTable) {
    this.#folder = folder;
    this.record = record;
    this.scenarioText = readFileSync(join(folder, "scenario.yaml"), "utf8");
    this.#scenario = parse(this.scenarioText);
    this.#text = settingTexts(this.#scenario);
    this.replications = replicationWords(echo);
    this.control = echo.compare?.control ?? null;
    this.points = table.points.map((point) => ({
      ...point,
      values: point.values.map((value, place) => this.setting(table.paths[place]!, value)),
    }));
    this.paths = table.paths.map((path, place) =>
      sweptPath(
        path,
        place,
        this.points.map(({ values }) => values[place]!),
      ),
    );
    this.metrics = echo.metrics
      .filter((metric) => table.units.has(metric))
      .map((metric) => ({ metric, unit: table.units.get(metric)! }));
    this.command = QUESTIONS.find((question) => echo[question] !== undefined) ?? "sweep";
    const terms = Object.keys(echo.tune?.maximise ?? echo.tune?.minimise ?? {});
    const [metric = "", ...others] = terms;
    const unit = table.units.get(metric) ?? "";
    if (terms.length === 0) this.objective = null;
    else this.objective = others.length === 0 ? { metric, unit } : { metric: "objective", unit: "" };
  }

  /** @throws (rejects) when a file is not there or cannot be read */
  static async open(folder: string, record: RunRecord): Promise<ExperimentResults> {
    const written = parse(readFileSync(join(folder, "experiment.yaml"), "utf8")) as Echo;
    const echo = { ...written, metrics: written.metrics.slice(0, MOST_METRICS) };
    return new ExperimentResults(folder, record, echo, await readPoints(folder, new Set(echo.metrics)));
  }

  /** The unit of a metric that is shown; none of others. */
  unitOf(metric: string): string {
    return this.metrics.find((shown) => shown.metric === metric)?.unit ?? "";
  }

  /** Whether there is such a table, with at least one row. */
  has(file: string): boolean {
    return this.record.files.some((written) => written.file === file && (written.rows ?? 0) > 0);
  }

  /** Visit every row of a table; none if it is not there. */
  async each(file: string, visit: (row: TableRow) => void): Promise<void> {
    if (this.has(file)) await eachTableRow(join(this.#folder, file), visit);
  }

  /** A value of a file at a path, a bare number in the unit of the value that it has replaced. */
  setting(path: string, text: string): string {
    return withUnit(this.#scenario, path, text);
  }

  /** What stands at the swept paths of a point, as people read it. */
  textsOf({ values }: Pick<PointResult, "values">): string[] {
    return values.map((value, place) => this.textOf(this.paths[place]!.path, value));
  }

  /** A value at a path, as people read it. */
  textOf(path: string, value: string): string {
    return this.#text(path, value);
  }

  /** "3: 5%, best-fit": the number of a point and what stands at the swept paths. */
  nameOf(point: Pick<PointResult, "point" | "values">): string {
    const text = `${point.point}: ${this.textsOf(point).join(", ")}`;
    return text.length > 42 ? `${text.slice(0, 41)}…` : text;
  }
}

function replicationWords({ replications, tune }: Echo): string {
  if (tune !== undefined) return `${tune.minimum} to ${tune.maximum} times, as far as the search needs`;
  if (typeof replications === "number") return `${replications} time${replications === 1 ? "" : "s"}`;
  if (replications === undefined) return "as often as its scenario says";
  const { until, minimum, maximum } = replications;
  const targets = Object.entries(until).map(([metric, precision]) => `${metric} is known to ${precision}`);
  return `${minimum} to ${maximum} times, until ${targets.join(" and ")}`;
}

interface PointTable {
  readonly paths: readonly string[];
  readonly points: readonly PointResult[];
  readonly units: ReadonlyMap<string, string>;
}

async function readPoints(folder: string, shown: ReadonlySet<string>): Promise<PointTable> {
  const points = new Map<number, PointResult & { estimates: Map<string, Estimate> }>();
  const units = new Map<string, string>();
  let paths: readonly string[] = [];
  await eachTableRow(join(folder, "points.csv"), (row) => {
    if (paths.length === 0) paths = row.columns.slice(1, row.columns.indexOf("metric"));
    const metric = row.text("metric");
    if (!shown.has(metric)) return;
    const point = row.number("point");
    if (!points.has(point))
      points.set(point, { point, values: paths.map((path) => row.text(path)), estimates: new Map() });
    units.set(metric, row.text("unit"));
    const estimate = {
      mean: row.number("mean"),
      low: row.number("ci_low"),
      high: row.number("ci_high"),
      replications: row.number("replications"),
    };
    points.get(point)!.estimates.set(metric, withinPossible(metric, row.text("unit"), estimate));
  });
  return { paths, points: [...points.values()], units };
}
