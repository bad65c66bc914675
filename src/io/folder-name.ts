// File names from names that users choose. The real name stands inside the files.

import { createHash } from "node:crypto";

const LONGEST = 60;

/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * A folder name for a scenario's name: the name itself when it is lower-case ASCII letters, digits, "-" and "_"; anything
 * else becomes that, with a hash, so that names that differ give folders that differ.
 */
export function folderName(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "-")
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, "");
  if (slug === name && slug !== "" && !DEVICE.test(slug)) return slug;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return slug === "" ? `run-${hash}` : `${slug}-${hash}`;
}
