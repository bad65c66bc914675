import type { FirmCapacityRow } from "../economics/firm-capacity.ts";
import { POOL } from "./common-columns.ts";
import type { Column, RunLabels, Table } from "./table.ts";
import { toSeconds } from "./units.ts";

type FirmColumn = Column<FirmCapacityRow, RunLabels>;

const ASKED: readonly FirmColumn[] = [
  POOL,
  {
    name: "shape",
    unit: "",
    formula: "",
    description:
      "What is promised: `GPU`; `node`, wholly free; or a gang such as `64 GPUs`, of whole nodes where a gang of that size needs them. Only `GPU` and gangs under placement `pool`.",
    cell: ({ shape }) => shape.name,
  },
  {
    name: "shape_gpus",
    unit: "GPUs",
    formula: "",
    description: "GPUs of one of them.",
    cell: ({ shape }) => shape.gpus,
  },
  {
    name: "duration_s",
    unit: "s",
    formula: "",
    description: "For how long they stay free, from the begin of a slot on.",
    cell: ({ duration }) => toSeconds(duration),
  },
  {
    name: "confidence",
    unit: "share",
    formula: "",
    description: "Share of the promises that are to be kept.",
    cell: ({ confidence }) => confidence,
  },
];

const KNOWN: readonly FirmColumn[] = [
  {
    name: "hour_of_week",
    unit: "h",
    formula: "",
    description:
      "Begin of the part of the week in which the promise is made, from Monday 00:00 UTC; `all`: the same promise at any time; `each`: every promise by its own part and level, or by less where too little was seen.",
    cell: ({ hour }) => hour,
  },
  {
    name: "level",
    unit: "",
    formula: "",
    description:
      "`low`, `middle` or `high` third of what is free as promises of that part of the week are made, or `all`, `each`.",
    cell: ({ level }) => level,
  },
  {
    name: "level_above",
    unit: "shapes",
    formula: "",
    description: "More than this is free as the promise is made; empty where there is no such bound.",
    cell: ({ levels: [above] }) => above,
  },
  {
    name: "level_up_to",
    unit: "shapes",
    formula: "",
    description: "At most this is free as the promise is made; empty where there is no such bound.",
    cell: ({ levels: [, upTo] }) => upTo,
  },
  {
    name: "bookings",
    unit: "windows",
    formula: "slots of all replications at which such a window begins",
    description:
      "Windows that it was learnt from; 0: refused, the windows are longer than a tenth of the measured time.",
    cell: ({ bookings }) => bookings,
  },
];

const PROMISED: readonly FirmColumn[] = [
  {
    name: "firm",
    unit: "shapes",
    formula:
      "the k-th of m + 1 quantile of what stayed free, k = ⌊(m + 1) (1 − confidence)⌋, m windows apart",
    description:
      "How many may be promised; empty where k = 0, too little having been seen. Of `each` the mean over all promises.",
    cell: ({ firm }) => firm.mean,
  },
  {
    name: "firm_gpus",
    unit: "GPUs",
    formula: "firm × shape_gpus",
    description: "The same in GPUs.",
    cell: ({ firm, shape }) => firm.mean * shape.gpus,
  },
  {
    name: "firm_ci_low",
    unit: "shapes",
    formula: "quantile at the share broken + half-width of its interval over replications",
    description:
      "Lower end of the 95 % interval of `firm` (Woodruff 1952), 0 where the data exclude nothing; empty for one replication.",
    cell: ({ firm }) => firm.low,
  },
  {
    name: "firm_ci_high",
    unit: "shapes",
    formula: "quantile at the share broken − half-width of its interval over replications",
    description: "Upper end of the 95 % interval of `firm`; empty for one replication.",
    cell: ({ firm }) => firm.high,
  },
  {
    name: "kept_share",
    unit: "share",
    formula: "promises kept / promises made, mean over replications",
    description:
      "Share of such promises above 0 that were kept in replications that they were not learnt from; of one replication, in its second half. Empty where nothing was promised.",
    cell: ({ kept }) => kept.mean,
  },
  {
    name: "kept_share_ci_low",
    unit: "share",
    formula: "mean − t(0.975, replications − 1) × s / √replications",
    description: "Lower end of the 95 % Student-t interval of `kept_share`; empty for one replication.",
    cell: ({ kept }) => kept.low,
  },
  {
    name: "kept_share_ci_high",
    unit: "share",
    formula: "mean + t(0.975, replications − 1) × s / √replications",
    description: "Upper end of the 95 % Student-t interval of `kept_share`; empty for one replication.",
    cell: ({ kept }) => kept.high,
  },
];

export const FIRM_CAPACITY: Table<FirmCapacityRow> = {
  file: "firm_capacity.csv",
  row: "Promises of one shape of one pool for one duration with one confidence, by what is known as they are made; over all replications. Written if `outputs.firm_capacity` asks for it.",
  columns: [...ASKED, ...KNOWN, ...PROMISED],
};
