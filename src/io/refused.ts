import type { FileProblem } from "../index.ts";

/**
 * A file that cannot be used, for one reason.
 * @param key the key inside the trace source that is to blame; null: the one that names the file
 */
export function refused(
  reason: string,
  expected: string | null = null,
  key: readonly string[] | null = null,
): { ok: false; problems: FileProblem[] } {
  return { ok: false, problems: [{ reason, expected, key }] };
}
