// The shape of a request as users write it: `1000/1000`, tokens in and tokens out.

import type { RequestShape } from "../workload/throughput.ts";
import { type Dimension, refusal, value } from "./reading.ts";

/** Tokens in / tokens out of a request, whole numbers above 0. */
export const requestShape: Dimension<RequestShape> = {
  shape: "request_shape",
  expected: "tokens in / tokens out of a request, such as 1000/1000",
  pattern: String.raw`^[1-9]\d* ?/ ?[1-9]\d*$`,
  bare: false,
  read(raw) {
    const match = /^([1-9]\d{0,8}) ?\/ ?([1-9]\d{0,8})$/.exec(String(raw).trim());
    if (match === null) return refusal("it is no shape of a request");
    return value({ input: Number(match[1]), output: Number(match[2]) });
  },
};
