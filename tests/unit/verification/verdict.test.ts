import { describe, expect, test } from "vitest";
import { ratioByDelta } from "../../../src/statistics/ratio.ts";
import { studentQuantile } from "../../../src/statistics/student-t.ts";
import { jackknife } from "../../../src/verification/estimating.ts";
import { judge } from "../../../src/verification/verdict.ts";
import { QUICK } from "./own-cases.ts";

const question = { expected: 10, isProbability: false, exactError: null };
const near = { value: 10.1, stderr: 0.1, base: 100 };

describe("the verdict on an estimate", () => {
  test("is pass within the limit, and fail beyond it", () => {
    expect(judge(near, question, QUICK)).toMatchObject({ verdict: "pass" });
    expect(judge({ ...near, value: 10.56 }, question, QUICK)).toMatchObject({ verdict: "fail" });
    expect(judge({ ...near, value: 9.44 }, question, QUICK).z).toBeCloseTo(-5.6, 9);
  });

  test("is not-tested, never pass, when the error is too large", () => {
    expect(judge({ ...near, stderr: 0.3 }, question, QUICK).verdict).toBe("not-tested");
    expect(judge({ ...near, stderr: Number.NaN }, question, QUICK).verdict).toBe("not-tested");
    expect(judge({ ...near, value: Number.NaN }, question, QUICK).verdict).toBe("not-tested");
  });

  test("is fail for a gross miss although the error is too large", () => {
    expect(judge({ ...near, value: 20, stderr: 0.3 }, question, QUICK).verdict).toBe("fail");
  });

  test("is fail when the standard error is not the exact one, within 0.6 and 1.6", () => {
    const exact = (exactError: number) => judge(near, { ...question, exactError }, QUICK).verdict;
    expect([0.06, 0.064, 0.1, 0.165, 0.17].map(exact)).toEqual(["fail", "pass", "pass", "pass", "fail"]);
  });

  test("says nothing of a share too rare to have been seen", () => {
    const rare = { expected: 1e-3, isProbability: true, exactError: null };
    expect(judge({ value: 0, stderr: 0, base: 20_000 }, rare, QUICK).verdict).toBe("not-tested");
    expect(judge({ value: 0, stderr: 0, base: 60_000 }, rare, QUICK).verdict).toBe("fail");
  });

  test("of a figure that does not vary is whether it is the same", () => {
    expect(judge({ value: 10, stderr: 0, base: 1 }, question, QUICK)).toMatchObject({
      verdict: "pass",
      z: 0,
    });
    expect(judge({ value: 10.5, stderr: 0, base: 1 }, question, QUICK).verdict).toBe("fail");
  });
});

test("the jackknife error of a ratio is that of the delta method, to first order", () => {
  const rows = Array.from({ length: 40 }, (_, i) => [3 + Math.sin(7 * i), 5 + 0.1 * Math.cos(3 * i)]);
  const { value, stderr } = jackknife(rows, ([a, b]) => a! / b!);
  const [above, below] = [0, 1].map((place) => rows.map((row) => row[place]!));
  const delta = ratioByDelta(above!, below!);
  expect(value).toBeCloseTo(delta.mean, 12);
  const half = (delta.high - delta.low) / 2 / studentQuantile(0.975, 39);
  expect(Math.abs(stderr / half - 1)).toBeLessThan(0.01);
});
