/**
 * How a replication is run: with its customers; the same internal work alone; and that with low-value work in place of the
 * customers. All under the same random numbers.
 */
export type Variant = "rental" | "baseline" | "backfill";

/** Something of each variant. */
export type ByVariant<T> = Readonly<Record<Variant, T>>;
