// Names that a user gives to pools, sources and products. They become cells of CSV files, keys of random streams
// and steps of `--set` paths, and some disks do not tell capital letters or Unicode forms apart.

import type { KeyPath } from "../problem.ts";
import type { Context } from "./context.ts";

const NAME = /^\p{L}[\p{L}\p{M}\p{N}_-]{0,63}$/u;

interface Named {
  readonly name: string;
  /** where the name stands */
  readonly path: KeyPath;
  /** the name is a key and not a value */
  readonly atKey: boolean;
}

/** Report names that are no names, and names that some disk would take for one another. */
export function checkNames(names: readonly Named[], context: Pick<Context, "report">): void {
  const seen = new Map<string, string>();
  for (const { name, path, atKey } of names) {
    if (!NAME.test(name)) {
      const expected = "a letter, then letters, digits, - and _, at most 64 in all";
      context.report({ path, code: "wrong_value", message: "it is not a name", got: name, expected, atKey });
    }
    const folded = name.normalize("NFKC").toLowerCase();
    const first = seen.get(folded);
    if (first === undefined) seen.set(folded, name);
    else {
      const message =
        first === name ? `the name ${name} is taken` : `the name is taken by ${first}, but for its spelling`;
      context.report({ path, code: "duplicate_name", message, expected: "a name of its own", atKey });
    }
  }
}
