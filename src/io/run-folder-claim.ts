// Which folder a run may have: made if need be, no link, locked, and empty unless forced.

import { lstatSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { folderName } from "./folder-name.ts";
import { FolderRefused } from "./folder-refused.ts";
import { LOCK_FILE, lockFolder } from "./run-lock.ts";

export interface FolderClaim {
  /** of the scenario */
  readonly name: string;
  readonly scenarioHash: string;
  /** the folder to write into; null: a new one under `root`/<name> */
  readonly out: string | null;
  /** write into `out` although it holds files */
  readonly force: boolean;
  /** where the folders of all scenarios lie: "results" */
  readonly root: string;
}

/**
 * The folder, and what gives it up again.
 * @throws FolderRefused
 */
export function claimFolder({ name, scenarioHash, out, force, root }: FolderClaim): {
  path: string;
  release: () => void;
} {
  const path =
    out === null ? newRunFolder(join(resolve(root), folderName(name)), scenarioHash) : resolve(out);
  try {
    refuseLink(path);
    makeFolder(path);
    const release = lockFolder(path);
    const held = readdirSync(path).filter((file) => file !== LOCK_FILE);
    if (held.length > 0 && !force) {
      release();
      throw new FolderRefused(path, `it holds ${held.length} files`, "name an empty one, or add --force");
    }
    return { path, release };
  } catch (error) {
    throw error instanceof FolderRefused ? error : unwritable(path, error);
  }
}

/** Make a folder that did not exist, named by the instant (UTC) and the scenario: 20261122T214809Z-1a2b3c. */
function newRunFolder(parent: string, scenarioHash: string): string {
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const name = `${stamp}-${scenarioHash.slice(0, 6)}`;
  try {
    refuseLink(parent);
    makeFolder(parent);
    for (let copy = 1; ; copy++) {
      const path = join(parent, copy === 1 ? name : `${name}-${copy}`);
      if (madeNow(path)) return path;
    }
  } catch (error) {
    throw error instanceof FolderRefused ? error : unwritable(parent, error);
  }
}

/** Make a folder and its parents. (mkdirSync's `recursive` never returns where the system makes no folders: /proc.) */
function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  // Another run may have made it in the meantime.
  if (!madeNow(path) && !isFolder(path))
    throw new FolderRefused(path, "it is a file", "name another with --out");
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function madeNow(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Results do not follow links: what is written must lie where it says. */
function refuseLink(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isSymbolicLink() === true) {
    throw new FolderRefused(path, "it is a symbolic link", "name the folder itself");
  }
}

function unwritable(path: string, error: unknown): FolderRefused {
  const code = (error as NodeJS.ErrnoException).code;
  const reasons: Record<string, string> = {
    EACCES: "no permission to write there",
    EPERM: "no permission to write there",
    EROFS: "the disk is read-only",
    ENOSPC: "the disk is full",
    ENOENT: "no folder can be made there",
    ENOTDIR: "part of the path is a file",
  };
  return new FolderRefused(path, reasons[code ?? ""] ?? (error as Error).message, "name another with --out");
}
