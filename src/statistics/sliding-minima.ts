// The least of every run of so many successive values, in time that grows with the values alone: a queue of the values
// that can still be the least of a window to come (Lemire 2006, "Streaming maximum-minimum filter").

/**
 * @param length values in a window, a whole number ≥ 1
 * @returns at i the least of values i … i + length − 1; none where the windows are longer than the values
 */
export function slidingMinima(values: ArrayLike<number>, length: number): Float64Array {
  if (!(Number.isSafeInteger(length) && length >= 1)) throw new RangeError(`windows of ${length} values`);
  const windows = Math.max(0, values.length - length + 1);
  const minima = new Float64Array(windows);
  // Places of values that rise, the first of them the least of the window that ends here.
  const places = new Int32Array(values.length);
  let [head, tail] = [0, 0];
  for (let place = 0; place < values.length; place++) {
    while (tail > head && values[places[tail - 1]!]! >= values[place]!) tail--;
    places[tail++] = place;
    if (places[head]! <= place - length) head++;
    if (place >= length - 1) minima[place - length + 1] = values[places[head]!]!;
  }
  return minima;
}
