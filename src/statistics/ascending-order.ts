/**
 * The places of values in ascending order of the values, equal ones in order of their places. Counted value by value: of
 * values that often repeat, as counts do, this takes time that grows with their number alone.
 * @param values none of them NaN
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const distinct = Float64Array.from(new Set(values)).sort();
  const rankOf = new Map(Array.from(distinct, (value, rank) => [value, rank]));
  const ranks = new Uint32Array(values.length);
  for (let place = 0; place < values.length; place++) ranks[place] = rankOf.get(values[place]!)!;
  const begins = new Uint32Array(distinct.length + 1);
  for (let place = 0; place < ranks.length; place++) begins[ranks[place]! + 1]!++;
  for (let rank = 1; rank < distinct.length; rank++) begins[rank]! += begins[rank - 1]!;
  const order = new Uint32Array(values.length);
  for (let place = 0; place < ranks.length; place++) order[begins[ranks[place]!]!++] = place;
  return order;
}
