// Multinomial logit with an outside option: a customer takes the option of the greatest surplus, where the surplus of each
// has a taste of its own that nobody sees, Gumbel of the scale `taste`. An option of surplus s is then taken with a
// probability in proportion to e^(s / taste). McFadden (1974); Train, Discrete Choice Methods with Simulation (2009), ch. 3.

/** No product is taken. */
export const NOTHING = -1;

/**
 * The product that a customer takes, or NOTHING.
 * @param surpluses what each product is worth to the customer less its price; −Infinity where it is out of the question
 * @param outside surplus of taking none of them
 * @param taste scale of the tastes, in the unit of the surpluses; at 0 the greatest surplus wins, the first of equal
 *   ones, and the outside option last of all
 * @param u uniform on [0, 1): the products lie one after another from 0 on, and what is left is the outside option, so
 *   that a product alone is taken below its probability, whatever its price
 */
export function choose(surpluses: Float64Array, outside: number, taste: number, u: number): number {
  const best = greatest(surpluses);
  const most = best === NOTHING ? Number.NEGATIVE_INFINITY : surpluses[best]!;
  if (most === Number.NEGATIVE_INFINITY) return NOTHING;
  if (taste === 0) return most >= outside ? best : NOTHING;
  const top = Math.max(most, outside);
  let total = Math.exp((outside - top) / taste);
  for (let product = 0; product < surpluses.length; product++)
    total += Math.exp((surpluses[product]! - top) / taste);
  let left = u * total;
  for (let product = 0; product < surpluses.length; product++) {
    left -= Math.exp((surpluses[product]! - top) / taste);
    if (left < 0) return product;
  }
  return NOTHING;
}

function greatest(surpluses: Float64Array): number {
  let best = NOTHING;
  for (let product = 0; product < surpluses.length; product++)
    if (best === NOTHING || surpluses[product]! > surpluses[best]!) best = product;
  return best;
}

/** The probability of each product, and of taking none last. */
export function choiceShares(surpluses: readonly number[], outside: number, taste: number): number[] {
  const options = [...surpluses, outside];
  const top = Math.max(...options);
  if (taste === 0) {
    const taken = options.indexOf(top);
    return options.map((_, option) => (option === taken ? 1 : 0));
  }
  const weights = options.map((surplus) => Math.exp((surplus - top) / taste));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
