/** Units of all pools, numbered pool after pool. */
export class UnitNumbers {
  readonly count: number;
  private readonly first: readonly number[];

  /** @param units how many each pool has */
  constructor(units: readonly number[]) {
    let count = 0;
    this.first = units.map((some) => {
      count += some;
      return count - some;
    });
    this.count = count;
  }

  firstOf(pool: number): number {
    return this.first[pool]!;
  }

  poolOf(unit: number): number {
    let pool = this.first.length - 1;
    while (this.first[pool]! > unit) pool--;
    return pool;
  }
}
