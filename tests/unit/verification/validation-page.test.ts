import { expect, test } from "vitest";
import { suiteOf } from "../../../src/verification/suite.ts";
import { validationPage } from "../../../src/verification/validation-page.ts";
import { lossCase, resultsOf } from "./own-cases.ts";

test("the page says of every figure what theory says, what was estimated and how near, and what is not checked", () => {
  const strange = lossCase((one) => Object.assign(one, { id: "X02", mood: "blue" }));
  const { cases, prepared, refused } = suiteOf(
    { cases: [lossCase(), strange] },
    { family: null, long: false },
  );
  const page = validationPage({ cases, refused, results: prepared.flatMap((each) => resultsOf(each)) });
  expect(page).toContain("2 figures: 2 pass, 0 fail, 0 not tested.");
  expect(page).toContain("## Loss\n\n**X01-loss** M/M/2/2. *Erlang 1917*\n");
  expect(page).toMatch(/^\| blockProb \| 0\.4 \| 0\.\d+ ± 0\.0\d+ \| pass \| 40 runs \|$/m);
  expect(page).toContain("## Not checked\n\n* X02: the key cases[1].mood is not known\n");
});
