import { number, type Overload } from "../../index.ts";

/** What is said of a line without a steady state. */
export function overloadText({ source, growth }: Overload): string {
  return `the waiting line of ${source} grows by ${number(growth)} jobs/h: its waits have no steady state and are withheld`;
}
