// An experiment written out as a file of an experiment: every point by itself, every default filled in.

import type { Experiment, ReplicationRule } from "./experiment.ts";
import { precisionText } from "./precision.ts";
import { questionEcho } from "./question-echo.ts";

/**
 * A plain tree that reads back to the same experiment.
 * @param scenario the file of which the points are made, from where the tree will be written
 */
export function experimentEcho(experiment: Experiment, scenario: string): unknown {
  const { name, paths, points, replications, compare, question, metrics } = experiment;
  if (question !== null) {
    const rule = question.kind === "tune" ? {} : { replications: replicationsText(replications) };
    return { name, scenario, [question.kind]: questionEcho(question), ...rule, metrics };
  }
  const list = points.map(({ values }) =>
    Object.fromEntries(
      paths.flatMap((path, place) => (values[place] === null ? [] : [[path, values[place]]])),
    ),
  );
  return {
    name,
    scenario,
    sweep: { list },
    replications: replicationsText(replications),
    ...(compare === null ? {} : { compare: { control: compare.control + 1, metrics: compare.metrics } }),
    metrics,
  };
}

function replicationsText(rule: ReplicationRule): unknown {
  if (rule.kind === "fixed") return rule.replications;
  const { targets, minimum, maximum } = rule;
  const until = targets.map(({ metric, precision }) => [metric, precisionText(precision)]);
  return { until: Object.fromEntries(until), minimum, maximum };
}
