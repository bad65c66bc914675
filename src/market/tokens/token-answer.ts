// Which part of the demand for tokens asks at a price. Tokens are a fluid: nobody is asked, and a share of them comes.

import type { Law } from "../../kernel/law.ts";
import { choiceShares } from "../choice.ts";
import { demandRate } from "../demand.ts";
import type { DemandForm } from "../plan.ts";

/** How demand answers to the price of a million output tokens with the input that comes with them, $. */
export type TokenAnswer =
  | DemandForm
  | {
      /** multinomial logit with an outside option, over a law of willingness that knows the mean of a function */
      readonly form: "logit";
      readonly willingness: Law;
      readonly taste: number;
    };

/** Of the demand at the reference price, the share that asks at another; above 1 below that price. */
export function askingShare(answer: TokenAnswer, price: number): number {
  if (answer.form !== "logit") return demandRate(answer, 1, price);
  const { willingness, taste } = answer;
  return willingness.meanOf!((worth) => choiceShares([worth - price], 0, taste)[0]!);
}
