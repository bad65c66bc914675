import { z } from "zod";
import { refuse } from "./quantity.ts";

/** A text, or a whole number that stands for one: ids and seeds. */
export function textOrNumber(what: string, description: string) {
  return z
    .custom<string | number>()
    .superRefine((value, context) => {
      if (Number.isSafeInteger(value) || (typeof value === "string" && value !== "")) return;
      const expected = "a whole number or a text";
      refuse(context, `it is not ${what}`, { got: value, expected, suggestion: null });
    })
    .meta({ description, anyOf: [{ type: "integer" }, { type: "string" }] });
}
