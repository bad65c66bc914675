// Jobs from a log in the Standard Workload Format (Feitelson, Parallel Workloads Archive): 18 numbers a line, comments
// begin with a semicolon, −1 says "not known". Processors are GPUs.

import type { Opened, TraceSpec, TraceTable } from "../index.ts";
import { TraceBuilder } from "./trace-builder.ts";

const FIELDS = 18;
const MS_PER_SECOND = 1000;

/** The jobs of an SWF text. More fields than 18 are tolerated; times are seconds whatever the spec says. */
export function readSwfTrace(text: string, spec: TraceSpec): Opened<TraceTable> {
  const builder = new TraceBuilder();
  for (const line of text.split(/\r\n?|\n/)) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith(";")) continue;
    builder.counts.rows += 1;
    readJob(trimmed.split(/\s+/), builder.counts.rows, spec, builder);
  }
  return builder.finish({ ...spec, timeUnit: "s" });
}

/** Field numbers of the format's definition, from 1. */
function readJob(fields: readonly string[], row: number, spec: TraceSpec, builder: TraceBuilder): void {
  if (fields.length < FIELDS) {
    builder.reject(row, `${fields.length} fields where the format has ${FIELDS}`);
    return;
  }
  const field = (number: number) => Number(fields[number - 1]);
  const submit = field(2);
  const run = field(4);
  const allocated = field(5);
  const processors = allocated > 0 ? allocated : field(8);
  const requested = field(9);
  if (![submit, run, allocated, processors, requested].every(Number.isFinite)) {
    builder.reject(row, "submit, run time, processors or requested time is no number");
  } else if (run <= 0 || processors <= 0 || processors > spec.largestJob) {
    builder.counts.dropped += 1;
  } else if (submit < 0 || !Number.isInteger(processors)) {
    builder.reject(row, submit < 0 ? "submit is negative" : `processors ${processors} is not whole`);
  } else {
    builder.add(
      {
        id: fields[0]!,
        submit: Math.round(submit * MS_PER_SECOND),
        service: Math.round(run * MS_PER_SECOND),
        estimate: requested > 0 ? Math.round(requested * MS_PER_SECOND) : Number.NaN,
        gpus: processors,
        priority: null,
      },
      row,
    );
  }
}
