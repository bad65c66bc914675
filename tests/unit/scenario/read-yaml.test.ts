import { expect, test } from "vitest";
import { plainTree } from "../../../src/scenario/located-tree.ts";
import { readYaml } from "../../../src/scenario/read-yaml.ts";

const read = (text: string) => readYaml(text, { file: "a.yaml", line: 1, column: 1 });
const told = (text: string) =>
  read(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

function plain(text: string): unknown {
  const { tree } = read(text);
  if (tree === null) throw new Error("the text has been refused");
  return plainTree(tree);
}

test("a bomb of aliases is refused without being expanded", () => {
  const layers = [..."bcdefghijklmnop"].map((name, index) => {
    const below = "abcdefghijklmnop"[index];
    return `${name}: &${name} [${Array(10).fill(`*${below}`).join(", ")}]`;
  });
  // 10^15 values: to expand them would take longer than any test may.
  expect(told(["a: &a [x, x]", ...layers].join("\n"))).toEqual(["1:1 it holds more than 100000 values"]);
});

test("an alias of what contains it is refused", () => {
  expect(told("a: &a [*a]")).toEqual(["1:1 it holds more than 100000 values"]);
});

test("a plain alias means what it names", () => {
  expect(plain("a: &size 8\nb: *size")).toEqual({ a: 8, b: 8 });
  expect(told("a: *size")).toEqual(["1:4 nothing is named size"]);
});

test.each([
  ["[".repeat(100_000)],
  ["- ".repeat(100_000)],
  ["? ".repeat(100_000)],
  [`${"[".repeat(65)}${"]".repeat(65)}`],
  [Array.from({ length: 80 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
])("nesting beyond 64 levels is refused (%#)", (text) => {
  expect(told(text)).toEqual(["1:1 it is nested more than 64 deep"]);
});

test("what could hurt is refused, all of it at once, each at its place", () => {
  const text =
    "a: &a {x: 1}\nb: !!js/function 'x'\n<<: *a\n__proto__: 1\nc: {constructor: 1}\nd: 1\n\"d\": 2\n";
  expect(told(text)).toEqual([
    "2:18 the tag tag:yaml.org,2002:js/function is not accepted",
    "3:1 merge keys are not accepted",
    "4:1 the key __proto__ is not accepted",
    "5:5 the key constructor is not accepted",
    "7:1 the key is written twice",
  ]);
});

test("a duplicate key of JSON is refused", () => {
  expect(told('{"a": 1, "a": 2}')).toEqual(["1:10 the key is written twice"]);
});

test("no directive changes the version of YAML", () => {
  expect(told("%YAML 1.1\n---\na: no")).toEqual(["1:1 directives are not accepted"]);
});

test("one file holds one document", () => {
  expect(told("a: 1\n---\nb: 2")).toHaveLength(1);
});

test.each([
  ["", "1:1 there is nothing in it"],
  ["# only a comment\n", "1:1 there is nothing in it"],
  ["a\u0000b", "1:1 it is binary"],
  [`a: ${"x".repeat(1_000_000)}`, "1:1 it has more than 1000000 characters"],
  ["a: [1, 2", "1:4 the [ is not closed"],
])("a text that is no scenario is refused (%#)", (text, message) => {
  expect(told(text)).toEqual([message]);
});

test.each([
  ["b: 1\na: [1, 2\nc: 3\n", ["2:4 the [ is not closed"]],
  ["a: [\n  1,\n  2\nb: 3\n", ["1:4 the [ is not closed"]],
  ["a: {b: [1, {c: 2}]\nd: 3\n", ["1:4 the { is not closed"]],
  ["a:\n  - {x: [1, 2}\n  - 3\n", ["2:9 the [ is not closed", "2:5 the { is not closed"]],
  ["a: [1,\n2]\nb: 3\n", ["1:4 the [ is not closed", "2:1 implicit keys need to be on a single line"]],
  ['a: 1 # "[\nb: "x\nc: 2\n', ['2:4 the " is not closed']],
  ["a: ['it''s', ']\nb: 2\n", ["1:14 the ' is not closed", "1:4 the [ is not closed"]],
])("a bracket or a quote that is not closed is pointed at where it was opened (%#)", (text, messages) => {
  expect(told(text)).toEqual(messages);
});

test("scalars are those of the core schema of YAML 1.2", () => {
  const text = "a: no\nb: 1_000\nc: 1:30\nd: 2026-01-05\ne: 0x10\nf: true\ng: ~\nh: -0\ni: 1e3";
  const h = plain(text) as { h: number };
  expect(h).toEqual({
    a: "no",
    b: "1_000",
    c: "1:30",
    d: "2026-01-05",
    e: 16,
    f: true,
    g: null,
    h: 0,
    i: 1000,
  });
  expect(Object.is(h.h, 0)).toBe(true);
});

test("a number with a leading zero is read as decimal, and said so", () => {
  expect(read("a:\n  b: 012").warnings).toEqual([
    { file: "a.yaml", line: 2, column: 6, length: 3, sentence: "012 is read as 12." },
  ]);
});

test("a byte order mark and any line ending are accepted", () => {
  expect(plain("\ufeffa: 1\r\nb: 2\r\n")).toEqual({ a: 1, b: 2 });
});
