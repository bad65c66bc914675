// The terms of a contract in words: what each is called and means, and how its number is written.

import { HOUR, MINUTE } from "../kernel/time.ts";
import type { BillingKind, CreditTier } from "../market/contract/contract-plan.ts";
import type { ContractTerms } from "../market/contract/preset.ts";
import { lengthsText } from "./lengths-text.ts";
import { durationText } from "./units.ts";

interface TermText<Value> {
  readonly label: string;
  readonly meaning: string;
  text(value: Value): string;
}

const BILLING_TEXT: Readonly<Record<BillingKind, string>> = {
  use: "what is used",
  upfront: "the window, upfront",
  "take-or-pay": "the term, used or not",
  "holding-and-use": "holding, and use on top",
  tokens: "tokens",
};

const yesNo = (value: boolean) => (value ? "yes" : "no");
const percent = (value: number) => `${Number((100 * value).toPrecision(12))} %`;
const tiers = (all: readonly CreditTier[]) =>
  all.map(({ below, credit }) => `below ${percent(below)}: ${percent(credit)}`).join(", ");

/** In the order of the documents. */
export const TERMS: { readonly [Term in keyof ContractTerms]: TermText<ContractTerms[Term]> } = {
  admission: {
    label: "admission",
    meaning:
      "what becomes of a request: `refuse`, lost when there is no room; `queue`, waits for it; `book`, a window that is promised or refused; `fill-or-kill`, an order that is filled whole and at once or cancelled",
    text: (value) => value,
  },
  timeout: {
    label: "time-out",
    meaning: "a queued request that has waited so long leaves",
    text: durationText,
  },
  preemptible: { label: "preemptible", meaning: "the provider may take the GPUs back", text: yesNo },
  protectedFor: { label: "protected", meaning: "age below which a run is not preempted", text: durationText },
  notice: {
    label: "notice",
    meaning: "warning before the GPUs are taken; the customer has and pays them until then",
    text: durationText,
  },
  maximumLife: {
    label: "maximum life",
    meaning: "age at which a run is ended, whoever waits",
    text: durationText,
  },
  lengths: { label: "lengths", meaning: "windows or terms that are sold", text: lengthsText },
  lead: {
    label: "lead",
    meaning: "how long before its start a window is bought",
    text: ([least, most]) => `${durationText(least)} to ${durationText(most)}`,
  },
  endsEarly: {
    label: "ends early",
    meaning: "the GPUs are lost so long before the end of the window that is paid",
    text: durationText,
  },
  endsAt: {
    label: "ends at",
    meaning:
      "time of day, UTC, at which every window ends; it begins so long later than it might that it does",
    text: (value) =>
      `${String(Math.floor(value / HOUR)).padStart(2, "0")}:${String((value % HOUR) / MINUTE).padStart(2, "0")}`,
  },
  grace: {
    label: "grace",
    meaning: "a customer whose window begins later than that gives it up",
    text: durationText,
  },
  billing: { label: "billing", meaning: "what is paid for", text: (value) => BILLING_TEXT[value] },
  granularity: { label: "granularity", meaning: "a started unit is billed whole", text: durationText },
  minimum: { label: "minimum", meaning: "the least that a line bills", text: durationText },
  freeIfInterruptedWithin: {
    label: "free if interrupted within",
    meaning: "a line that the provider ends before this age is not billed",
    text: durationText,
  },
  holdingShare: {
    label: "holding rate",
    meaning: "share of the price that holding costs; the rest is paid while the GPUs are used",
    text: percent,
  },
  discount: { label: "discount", meaning: "off the price of tokens", text: percent },
  within: { label: "answered within", meaning: "the longest that a batch waits", text: durationText },
  credits: {
    label: "credits",
    meaning: "share of a month's bill that is given back when availability in it was below a bound",
    text: tiers,
  },
  creditCap: { label: "most credited", meaning: "share of a month's bill", text: percent },
  claimProbability: {
    label: "claimed",
    meaning: "share of the customers owed a credit that claim it",
    text: percent,
  },
  exitNotice: {
    label: "notice of an exit",
    meaning: "of either side, before the term is over",
    text: durationText,
  },
  breachCost: {
    label: "cost of a breach",
    meaning: "what a customer is paid whose GPUs are taken, as time at the price",
    text: durationText,
  },
};

export const TERM_NAMES = Object.keys(TERMS) as readonly (keyof ContractTerms)[];

/** The number of a term as the documents write it. */
export function termText<Term extends keyof ContractTerms>(term: Term, value: ContractTerms[Term]): string {
  const { text }: TermText<ContractTerms[Term]> = TERMS[term];
  return text(value);
}
