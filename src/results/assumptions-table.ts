import type { GivenValue } from "../scenario/given-values.ts";
import type { Table } from "./table.ts";

export const ASSUMPTIONS: Table<GivenValue, null> = {
  file: "assumptions.csv",
  row: "One value that the scenario gives, with the comment beside it: where it comes from. What the scenario leaves open stands with its default in scenario.yaml.",
  columns: [
    {
      name: "parameter",
      unit: "",
      formula: "",
      description: "Path of the key, as `--set` takes it; empty: about a file of the scenario as a whole.",
      cell: ({ parameter }) => parameter,
    },
    {
      name: "value",
      unit: "",
      formula: "",
      description: "The value as written, with its unit; of a long list, how many there are.",
      cell: ({ value }) => value,
    },
    {
      name: "source",
      unit: "",
      formula: "",
      description:
        "The comment at the end of its line, or else right above it, or likewise at a key that it stands under; empty where there is none, and for values of the command line.",
      cell: ({ source }) => source,
    },
    {
      name: "file",
      unit: "",
      formula: "",
      description: "Name of the file that gives it, or `command line`.",
      cell: ({ file }) => file,
    },
    {
      name: "line",
      unit: "",
      formula: "",
      description: "Line in that file, or which `--set` it is.",
      cell: ({ line }) => line,
    },
  ],
};
