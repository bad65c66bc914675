// Every theory case that has a closed form here: the formula must give each figure of the case to 1e-9.

import { describe, expect, test } from "vitest";
import { ANSWERS } from "./case-answers.ts";
import { type Case, cases, casesPresent, casesTitle, expectClose } from "./cases.ts";

/** Solved elsewhere on a grid or by truncation, and published with fewer digits. */
const LESS_EXACT: Readonly<Record<string, number>> = {};

const number = ({ id }: Case) => id.split("-")[0]!;

describe.skipIf(!casesPresent)(`theory cases (${casesTitle})`, () => {
  const answered = cases.filter((each) => number(each) in ANSWERS);

  test.each(answered)("$id: the closed form gives every figure of the case", (theCase) => {
    const got = ANSWERS[number(theCase)]!(theCase);
    for (const [metric, expected] of Object.entries(theCase.expect)) {
      expectClose(got[metric]!, expected as number, metric, LESS_EXACT[`${number(theCase)} ${metric}`]);
    }
  });

  test("every calculator case is answered, and no answer is without its case", () => {
    const calculators = cases.filter(({ kind }) => kind === "calculator").map(number);
    expect(calculators).toHaveLength(7);
    expect(calculators.filter((each) => !(each in ANSWERS))).toEqual([]);
    expect(answered.map(number).sort()).toEqual(Object.keys(ANSWERS).sort());
  });
});
