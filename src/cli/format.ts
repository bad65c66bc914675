// Numbers on the terminal are written as those of the report.

export { dollars, horizon, number, percent, timeSpan } from "../index.ts";
