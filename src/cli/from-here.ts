import { relative } from "node:path";

/** A path as short as it can be said from the working directory. */
export function fromHere(file: string): string {
  const path = relative("", file) || ".";
  return path.startsWith("..") ? file : path;
}
