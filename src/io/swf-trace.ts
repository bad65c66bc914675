// Jobs from a log in the Standard Workload Format (Feitelson, Parallel Workloads Archive): 18 numbers a line, comments
// begin with a semicolon, −1 says "not known". Processors are GPUs.

import type { Opened, TraceSpec, TraceTable } from "../index.ts";
import { RowCells } from "./row-cells.ts";
import { TraceBuilder } from "./trace-builder.ts";

const FIELDS = 18;
/** Fields that may name the group of a job. */
const GROUP_FIELDS = { user: 12, group: 13 } as const;
const MS_PER_SECOND = 1000;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SEMICOLON = 0x3b;

/** The jobs of an SWF text. More fields than 18 are tolerated; times are seconds whatever the spec says. */
export function readSwfTrace(text: string, spec: TraceSpec): Opened<TraceTable> {
  const builder = new TraceBuilder();
  const fields = new RowCells();
  for (let start = 0; start < text.length; ) {
    fields.begin(text);
    start = readLine(text, start, fields);
    if (fields.length === 0) continue;
    builder.counts.rows += 1;
    readJob(fields, builder.counts.rows, spec, builder);
  }
  return builder.finish({ ...spec, timeUnit: "s" });
}

/** Find the fields of the line that begins at `start`, none in a comment; returns where the next line begins. */
function readLine(text: string, start: number, fields: RowCells): number {
  let comment = false;
  let opening = -1;
  for (let at = start; ; at++) {
    const code = at < text.length ? text.charCodeAt(at) : NEWLINE;
    const ended = code === NEWLINE || code === RETURN;
    if (ended || isBlank(code)) {
      if (opening >= 0 && !comment) fields.add(opening, at);
      opening = -1;
    } else if (opening < 0) {
      opening = at;
      comment ||= fields.length === 0 && code === SEMICOLON;
    }
    if (ended) return at + 1;
  }
}

/** White space within a line, as `\s` in a regular expression has it. */
function isBlank(code: number): boolean {
  if (code > 0x20 && code < 0x80) return false;
  return code === 0x20 || /\s/.test(String.fromCharCode(code));
}

/** Field numbers of the format's definition, from 1. */
function readJob(fields: RowCells, row: number, spec: TraceSpec, builder: TraceBuilder): void {
  if (fields.length < FIELDS) {
    builder.reject(row, `${fields.length} fields where the format has ${FIELDS}`);
    return;
  }
  const submit = numberIn(fields, 2);
  const run = numberIn(fields, 4);
  const allocated = numberIn(fields, 5);
  const processors = allocated > 0 ? allocated : numberIn(fields, 8);
  const requested = numberIn(fields, 9);
  if (![submit, run, allocated, processors, requested].every(Number.isFinite)) {
    builder.reject(row, "submit, run time, processors or requested time is no number");
  } else if (run <= 0 || processors <= 0 || processors > spec.largestJob) {
    builder.counts.dropped += 1;
  } else if (submit < 0 || !Number.isInteger(processors)) {
    builder.reject(row, submit < 0 ? "submit is negative" : `processors ${processors} is not whole`);
  } else {
    builder.add(
      {
        id: fields.at(0),
        submit: Math.round(submit * MS_PER_SECOND),
        service: Math.round(run * MS_PER_SECOND),
        estimate: requested > 0 ? Math.round(requested * MS_PER_SECOND) : Number.NaN,
        gpus: processors,
        priority: null,
        group: groupIn(fields, spec),
      },
      row,
    );
  }
}

function numberIn(fields: RowCells, number: number): number {
  const plain = fields.decimal(number - 1);
  return Number.isNaN(plain) ? Number(fields.at(number - 1)) : plain;
}

/** The number of a user or a group, which is its name; null where it is not known. */
function groupIn(fields: RowCells, { group }: TraceSpec): string | null {
  if (group === null) return null;
  const name = fields.at(GROUP_FIELDS[group] - 1);
  return Number(name) < 0 ? null : name;
}
