import { expect, test } from "vitest";
import type { DataTable, Fold } from "../../../src/report/section.ts";
import { assumptions } from "../../../src/report/sections/assumptions.ts";
import { csv, resultsWith } from "./results-fixture.ts";

test("values of one line are one row, and what only poses the question is left out", async () => {
  const at = (parameter: string, value: string, line: number, source = "") => ({
    parameter,
    value,
    source,
    file: "a.yaml",
    line,
  });
  const results = await resultsWith({
    "assumptions.csv": csv([
      at("", "", 1, "[A] is a book"),
      at("name", "x", 2),
      at("internal.research.service.lognormal.mean", "4h", 3, "[A] p. 7"),
      at("internal.research.service.lognormal.cv", "2", 3, "[A] p. 7"),
      at("internal.research.gpus", "8", 4),
      at("horizon", "4w", 5),
      at("step", "1h", 5),
    ]),
  });
  const { blocks } = await assumptions(results);
  const table = blocks.find(({ kind }) => kind === "table") as DataTable;
  expect(table.rows).toEqual([
    ["internal.research.service.lognormal", "mean: 4h, cv: 2", "[A] p. 7", "a.yaml:3"],
    ["internal.research.gpus", "8", "", "a.yaml:4"],
    // Two values on one line that have nothing in common.
    ["horizon", "4w", "", "a.yaml:5"],
    ["step", "1h", "", "a.yaml:5"],
  ]);
  const folds = blocks.filter(({ kind }) => kind === "fold") as Fold[];
  expect(folds[0]!.text).toBe("[A] is a book");
});
