import type { RequestShape } from "../../workload/throughput.ts";
import type { TokenPrice, TokenProductPlan } from "./plan.ts";

/** $ for an output token and the input tokens that come with it. */
export function pricePerOutput({ input, output }: TokenPrice, shape: RequestShape): number {
  return (output + (input * shape.input) / shape.output) / 1e6;
}

/** $ that a customer pays for an output token and its input, after the discount. */
export function paidPerOutput({
  price,
  shape,
  contract,
}: Pick<TokenProductPlan, "price" | "shape" | "contract">): number {
  return pricePerOutput(price, shape) * (1 - contract.discount);
}

/** $ for an hour of a GPU that serves so many output tokens a second. */
export function revenuePerGpuHour(perGpu: number, price: TokenPrice, shape: RequestShape): number {
  return 3600 * perGpu * pricePerOutput(price, shape);
}
