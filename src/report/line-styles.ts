import { colour } from "./palette.ts";

/** Lines that are told apart by more than their colours. */
export const LINE_STYLES = [
  { colour: colour("internal", 0), dash: "" },
  { colour: colour("product", 1), dash: "6 3" },
  { colour: colour("internal", 2), dash: "2 3" },
  { colour: colour("product", 2), dash: "9 3 2 3" },
] as const;
