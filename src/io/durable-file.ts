// Files that are there whole or not at all: written beside, flushed to the disk, then renamed over.

import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Write a new file and flush it to the disk. */
export async function writeFlushed(path: string, text: string): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Cut a file off after so many bytes and flush it to the disk. */
export async function cutFlushed(path: string, bytes: number): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.truncate(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Put a flushed file in the place of another, or of none; the name is on the disk when this returns. */
export async function putInPlace(from: string, to: string): Promise<void> {
  await rename(from, to);
  const folder = await open(dirname(to), "r");
  try {
    await folder.sync();
  } catch (error) {
    // Some systems cannot flush a directory; there the rename is as durable as it gets.
    if (!["EINVAL", "EPERM", "ENOTSUP", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? ""))
      throw error;
  } finally {
    await folder.close();
  }
}
