// The page of a run or an experiment that is there already, made anew beside its files.

import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { putInPlace, writeFlushed } from "./durable-file.ts";
import { FolderRefused } from "./folder-refused.ts";
import { MANIFEST_FILE, runRecordOf, withFile } from "./manifest.ts";
import { type MakePage, PAGE_FILE, textFacts } from "./run-folder.ts";
import { lockFolder } from "./run-lock.ts";

/**
 * Make the page of a run or an experiment anew and note it in the manifest; returns where it stands. Nothing else is touched.
 * @throws FolderRefused (rejects) when the folder holds no results
 */
export async function renewPage(folder: string, makePage: MakePage): Promise<string> {
  const path = resolve(folder);
  if (!existsSync(path))
    throw new FolderRefused(
      folder,
      "there is no such folder",
      "name the one that a run or a sweep has printed",
    );
  if (!existsSync(join(path, MANIFEST_FILE)))
    throw new FolderRefused(folder, `it has no ${MANIFEST_FILE}`, "name the folder of a run or a sweep");
  const release = lockFolder(path);
  try {
    const manifest = readFileSync(join(path, MANIFEST_FILE), "utf8");
    const record = runRecordOf(manifest);
    if (record === null)
      throw new FolderRefused(
        folder,
        `its ${MANIFEST_FILE} is of another version of this program`,
        "run it again",
      );
    if (!record.files.some(({ file }) => file === "summary.csv" || file === "points.csv"))
      throw new FolderRefused(folder, "it holds no results yet, or no longer", "run the scenario");
    const text = await makePage(path, record);
    await replace(join(path, PAGE_FILE), text);
    await replace(join(path, MANIFEST_FILE), withFile(manifest, { file: PAGE_FILE, ...textFacts(text) }));
  } finally {
    release();
  }
  return join(path, PAGE_FILE);
}

async function replace(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await writeFlushed(aside, text);
    await putInPlace(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}
