import { expect, test } from "vitest";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { YamlComments } from "../../../src/scenario/yaml-comments.ts";
import { memoryFiles } from "./memory-files.ts";

const BASE = `# yaml-language-server: $schema=schema.json
# A small fleet. [A] is a book.
name: base
horizon: 4w   # assumption
fleet: {pools: [{name: p, gpu: H100, nodes: 2, gpus_per_node: 8}]}   # [A] p. 7
internal:
  # one team
  research:
    kind: jobs
    arrivals: {poisson: {rate: 1/h}}
    gpus: 4           # measured
    service:
      lognormal: {mean: 1h, cv: 2}
`;

function valuesBy(texts: Record<string, string>, path: string, overrides: readonly string[] = []) {
  const loaded = loadScenario(path, overrides, memoryFiles(texts));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return new Map(loaded.givenValues().map((each) => [each.parameter, each]));
}

test("a value has the comment of its line, or else the one above it, or else that of the key it stands under", () => {
  const of = valuesBy({ "a/base.yaml": BASE }, "a/base.yaml");
  expect(of.get("horizon")).toEqual({
    parameter: "horizon",
    value: "4w",
    source: "assumption",
    file: "base.yaml",
    line: 4,
  });
  expect(of.get("fleet.pools[0].nodes")).toMatchObject({ value: "2", source: "[A] p. 7" });
  expect(of.get("internal.research.gpus")).toMatchObject({ value: "4", source: "measured" });
  expect(of.get("internal.research.service.lognormal.cv")).toMatchObject({
    value: "2",
    source: "one team",
    line: 13,
  });
});

test("what a file says at its top is about the file, and not about its first key", () => {
  const of = valuesBy({ "a/base.yaml": BASE }, "a/base.yaml");
  expect(of.get("")).toMatchObject({ source: "A small fleet. [A] is a book.", file: "base.yaml" });
  expect(of.get("name")).toMatchObject({ source: "" });
});

test("a comment is not about a value that another file or the command line puts in the place of its own", () => {
  const texts = {
    "base.yaml": BASE,
    "mine.yaml": "extends: base.yaml\nname: mine\ninternal: {research: {gpus: 8}}\n",
  };
  const of = valuesBy(texts, "mine.yaml", ["horizon=2w"]);
  expect(of.get("internal.research.gpus")).toMatchObject({
    value: "8",
    source: "",
    file: "mine.yaml",
    line: 3,
  });
  expect(of.get("horizon")).toMatchObject({ value: "2w", source: "", file: "command line", line: 1 });
  expect(of.get("internal.research.kind")).toMatchObject({ source: "one team", file: "base.yaml" });
});

test("a # in a text is no comment", () => {
  const comments = new YamlComments("a: 'x # y'   # z\nb: |\n  # not\nc: http://x/#y\n");
  expect([1, 2, 3, 4].map((line) => comments.at(line))).toEqual(["z", "", "", ""]);
});

test("lines of comment above a value count together, up to an empty line", () => {
  const comments = new YamlComments("x: 1\n# old\n\n# one\n# two\na: 1\n");
  expect(comments.at(6)).toBe("one\ntwo");
});
