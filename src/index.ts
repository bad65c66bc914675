// The public surface, listed by hand: what io, cli, report and other programs may use.

export { type BrokenPromise, brokenPromises, type Commitment } from "./economics/broken-promises.ts";
export { arrayTasksOf, MOST_ARRAY_TASKS } from "./experiment/array-tasks.ts";
export { type Chunk, type Cut, chunksOf } from "./experiment/chunk.ts";
export type { OwnOption, TypedExperiment } from "./experiment/command-line.ts";
export { comparisonRows, metricColumns, pointRows, runRows } from "./experiment/conclude.ts";
export type { Experiment, Point, Question } from "./experiment/experiment.ts";
export { experimentEcho } from "./experiment/experiment-echo.ts";
export { experimentJsonSchema } from "./experiment/experiment-schema.ts";
export { type ExperimentForecast, forecastExperiment } from "./experiment/forecast.ts";
export { headlines } from "./experiment/headlines.ts";
export { Known, type PointRuns, type Run, type RunMetrics } from "./experiment/known.ts";
export {
  type ExperimentRequest,
  type LoadedExperiment,
  loadExperiment,
} from "./experiment/load-experiment.ts";
export { type PlannedRuns, type PrecisionForecast, precisionForecasts } from "./experiment/pilot.ts";
export { pointScenario } from "./experiment/point-scenario.ts";
export type { ExperimentCommand } from "./experiment/question.ts";
export { recordsJobs } from "./experiment/records-jobs.ts";
export { type ReplicationOutcomes, runMetrics } from "./experiment/run-metrics.ts";
export type { Sensitivity } from "./experiment/sensitivity/sensitivity.ts";
export { sensitivityRows } from "./experiment/sensitivity/sensitivity-rows.ts";
export { type SettingText, settingTexts, withUnit } from "./experiment/setting-text.ts";
export { countedReplications, missingRuns, type Step, stepOf, type Wish } from "./experiment/step.ts";
export { TaskRun } from "./experiment/task-run.ts";
export { simulationOf, type Task, tasksOf, variantsOf } from "./experiment/tasks.ts";
export { constrainedMetrics, paretoRows } from "./experiment/tune/pareto-rows.ts";
export type { Tuning } from "./experiment/tune/tuning.ts";
export type { Uncertainty } from "./experiment/uncertainty/uncertainty.ts";
export { uncertaintyRows } from "./experiment/uncertainty/uncertainty-rows.ts";
export { type Width, widestInterval } from "./experiment/widest-interval.ts";
export { firstGpus, lastGpus } from "./fleet/plan.ts";
export { wholeSize } from "./fleet/slices.ts";
export { DAY, HOUR, MINUTE, SECOND, WEEK, YEAR } from "./kernel/time.ts";
export type { FreeSlots } from "./ledger/free-slots.ts";
export type { LedgerRows } from "./ledger/ledger.ts";
export type {
  AllocationRow,
  GpuTime,
  JobRecord,
  Outcome,
  RevenueRow,
  RunTotals,
  Sales,
  UtilisationRow,
  WaitRow,
} from "./ledger/rows.ts";
export { type Cell, cellText } from "./results/cell.ts";
export { comparisonTable } from "./results/comparison-table.ts";
export { dataDictionary } from "./results/data-dictionary.ts";
export { scaleMetricName } from "./results/economics-metrics.ts";
export { economicsRows } from "./results/economics-rows.ts";
export {
  count,
  counted,
  dollars,
  finePercent,
  gpuHourPrice,
  gpuHours,
  horizon,
  intervalText,
  number,
  percent,
  perHorizon,
  probability,
  quantity,
  timeSpan,
} from "./results/format.ts";
export {
  type JointTables,
  jointSummary,
  jointTables,
  type RunOutcome,
} from "./results/joint-tables.ts";
export { metricDescription } from "./results/metric-descriptions.ts";
export { type Overload, overloads } from "./results/overload.ts";
export { type ParetoRow, paretoTable } from "./results/pareto-table.ts";
export { pointsTable } from "./results/points-table.ts";
export { withinPossible } from "./results/possible.ts";
export { runsTable } from "./results/runs-table.ts";
export { SENSITIVITY, type SensitivityRow } from "./results/sensitivity-table.ts";
export { summarise } from "./results/summarise.ts";
export type { SummaryRow } from "./results/summary-table.ts";
export { type Column, type RunLabels, type Table, tableCells, tableHeader } from "./results/table.ts";
export { TABLES } from "./results/tables.ts";
export { type Course, TrajectorySteps } from "./results/trajectory-steps.ts";
export { UNCERTAINTY } from "./results/uncertainty-table.ts";
export { breakEvenText, displacedText } from "./results/verdict-text.ts";
export { configurationPage } from "./scenario/configuration-page.ts";
export { expectedSeconds, MOST_EVENTS } from "./scenario/expected-events.ts";
export { explain } from "./scenario/explain.ts";
export type { GivenValue } from "./scenario/given-values.ts";
export { loadScenario } from "./scenario/load-scenario.ts";
export { marketPage } from "./scenario/market-page.ts";
export { printProblems, printWarnings } from "./scenario/print-problems.ts";
export type { Warning } from "./scenario/problem.ts";
export type { Scenario } from "./scenario/scenario.ts";
export type {
  FileProblem,
  Opened,
  ScenarioFiles,
  TraceColumns,
  TraceFormat,
  TraceSpec,
  TraceTable,
} from "./scenario/scenario-files.ts";
export { scenarioJsonSchema } from "./scenario/schema/scenario-schema.ts";
export type { ByVariant, Variant } from "./scenario/variant.ts";
export { variantsText } from "./scenario/variants-text.ts";
export { Simulation } from "./simulation/simulation.ts";
export { controlled } from "./statistics/control-variates.ts";
export { bonferroniAdjusted, holm } from "./statistics/holm.ts";
export { type Estimate, meanInterval, pairedDifference } from "./statistics/interval.ts";
export { pairedTest } from "./statistics/paired-test.ts";
export { type Forecast, forecastHalfWidth, forecastReplications } from "./statistics/precision-forecast.ts";
export { clopperPearson, wilson } from "./statistics/proportion.ts";
export { quantileInterval } from "./statistics/quantile-interval.ts";
export { QuantileSketch } from "./statistics/quantile-sketch.ts";
export { kimNelson } from "./statistics/selection/kim-nelson.ts";
export { ocbaRound, ocbaShares } from "./statistics/selection/ocba.ts";
export { rinottConstant, rinottReplications } from "./statistics/selection/rinott.ts";
export { possiblyBest } from "./statistics/selection/subset.ts";
export {
  FEWEST_TRAJECTORIES,
  morrisEffects,
  morrisTrajectories,
} from "./statistics/sensitivity/morris.ts";
export { FEWEST_ROWS, sobolIndices, sobolRow } from "./statistics/sensitivity/sobol-indices.ts";
export { tornado } from "./statistics/sensitivity/tornado.ts";
export { varianceSplit } from "./statistics/sensitivity/variance-split.ts";
export { FEWEST_FIRST, isPrecise, type Precision, sequentialStop } from "./statistics/sequential-stopping.ts";
export { studentQuantile } from "./statistics/student-t.ts";
export type { Expected, Refused } from "./verification/case.ts";
export { Refusal } from "./verification/refusal.ts";
export { runCase, type Suite, type SuiteOptions, suiteOf } from "./verification/suite.ts";
export { validationPage } from "./verification/validation-page.ts";
export type { Result } from "./verification/verdict.ts";
export type { TraceJobs } from "./workload/plan.ts";
