// Scenarios of one or two products and nothing else, so that a test writes only what is special about them.

const HEAD =
  "name: n\nhorizon: 4w\nfleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}]}\nrental:\n";
/** Demand that falls in a line. */
export const FORM = "{form: linear, rate: 6/h, ceiling: $5/GPU/h, gpus: 1, service: 1h}";
/** Customers that would all pay $3. */
export const LOGIT = "{rate: 6/h, willingness: $3/GPU/h, gpus: 1, service: 1h}";

/** A scenario with one spot product. */
export function spot(price: string, demand = FORM, more = "", rest = ""): string {
  return `${HEAD}  products:\n    spot: {contract: aws.spot, price: ${price}, demand: ${demand}${more}}\n${rest}`;
}

/** On demand and spot, whose customers would pay $3 and $2; what follows is indented by two. */
export const TWO = (rest: string, second = "{rate: 4/h, willingness: $2/GPU/h, gpus: 1, service: 1h}") =>
  `${HEAD}  products:\n    firm: {contract: aws.on-demand, price: $2.50/GPU/h, demand: ${LOGIT}}\n    spot: {contract: aws.spot, price: $1.50/GPU/h, demand: ${second}}\n${rest}`;
