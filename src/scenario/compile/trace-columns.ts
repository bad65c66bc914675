// Which columns of a trace say what: a CSV names them, SWF fixes them and lets one of two name the group of a job.

import { nearestName } from "../nearest-name.ts";
import type { KeyPath } from "../problem.ts";
import { SWF_GROUPS, type TraceColumns, type TraceFormat, type TraceSpec } from "../scenario-files.ts";
import type { TraceSourceTree } from "../schema/work.ts";
import type { Context } from "./context.ts";

type Columns = Pick<TraceSpec, "columns" | "group">;
type ColumnsTree = TraceSourceTree["columns"];

/** The columns of a trace, or null and a report. */
export function columnsOf(
  { columns }: TraceSourceTree,
  format: TraceFormat,
  path: KeyPath,
  context: Context,
): Columns | null {
  if (format === "swf") return { columns: null, group: swfGroup(columns, path, context) };
  const named = csvColumns(columns, path, context);
  return named === null ? null : { columns: named, group: null };
}

function csvColumns(tree: ColumnsTree, path: KeyPath, context: Context): TraceColumns | null {
  const message = "missing required key";
  if (tree === undefined) {
    const expected = "columns: {submit: …, service: …, gpus: …}";
    context.report({ path, code: "missing_key", message, expected });
    return null;
  }
  const { id, submit, service, gpus, estimate, priority, group, user, status } = tree;
  for (const [key, name] of Object.entries({ submit, service, gpus })) {
    if (name === undefined) context.report({ path: [...path, key], code: "missing_key", message });
  }
  if (submit === undefined || service === undefined || gpus === undefined) return null;
  return {
    id: id ?? null,
    submit,
    service,
    gpus,
    estimate: estimate ?? null,
    priority: priority ?? null,
    group: group ?? null,
    user: user ?? null,
    status: status ?? null,
  };
}

function swfGroup(tree: ColumnsTree, path: KeyPath, context: Context): TraceSpec["group"] {
  const { group, ...others } = tree ?? {};
  if (Object.keys(others).length > 0) {
    const message = "the format fixes its columns";
    const expected = "with swf no columns but group: user or group: group";
    context.report({ path, code: "contradiction", message, expected, atKey: true });
  }
  const known = SWF_GROUPS.find((name) => name === group) ?? null;
  if (group === undefined || known !== null) return known;
  context.report({
    path: [...path, "group"],
    code: "wrong_value",
    message: "it is no field of the format that names a group",
    got: group,
    expected: `one of ${SWF_GROUPS.join(", ")}`,
    suggestion: nearestName(group, SWF_GROUPS),
  });
  return null;
}
