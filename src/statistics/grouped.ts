/** Values that are divided into groups. */
export interface Grouping {
  /** group of each value, from 0; those of the group `groups` are left out */
  readonly groupOf: Uint32Array;
  /** how many groups there are */
  readonly groups: number;
}

/**
 * The values of each group, in the order in which they are visited. They are counted first, so that the groups are pieces of
 * one array.
 * @param order places of the values
 */
export function grouped(
  values: Float64Array,
  order: Uint32Array,
  { groupOf, groups }: Grouping,
): Float64Array[] {
  const begins = new Uint32Array(groups + 2);
  for (let place = 0; place < groupOf.length; place++) begins[groupOf[place]! + 1]!++;
  for (let group = 1; group <= groups + 1; group++) begins[group]! += begins[group - 1]!;
  const next = begins.slice();
  const pieces = new Float64Array(values.length);
  for (let at = 0; at < order.length; at++) {
    const place = order[at]!;
    const group = groupOf[place]!;
    pieces[next[group]!++] = values[place]!;
  }
  return Array.from({ length: groups }, (_, group) => pieces.subarray(begins[group], begins[group + 1]));
}
