// Makes bundles of the program with esbuild in a tenth of a second: from a bundle it starts four times as fast as through tsx,
// runs a tenth faster and holds half the memory (docs/performance.md), and a worker thread can be started from one.
//
// This file is not TypeScript because Node must be able to read it.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const CACHE = fileURLToPath(new URL("../../node_modules/.cache/slackwater/", import.meta.url));

/**
 * @param {URL} entry module to begin with
 * @returns {Promise<string>} the bundle's file as a URL, named by what is in it: two starts at once make the same one
 */
export async function bundle(entry) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    minifySyntax: true, // writes constants of other files into the code
    logLevel: "silent",
    // The bundle stands elsewhere: PROJECT and CACHE go by the place of this folder still. (A plugin could tell every file its
    // own place, but esbuild cries out over several pages when it is stopped while a plugin works.)
    define: { "import.meta.url": JSON.stringify(import.meta.url) },
  });
  const [{ contents }] = outputFiles;
  const name = createHash("sha256").update(contents).digest("hex").slice(0, 16);
  const file = join(CACHE, `${name}.mjs`);
  if (!existsSync(file)) {
    mkdirSync(CACHE, { recursive: true });
    const aside = join(CACHE, `${name}.${process.pid}`);
    writeFileSync(aside, contents);
    renameSync(aside, file);
  }
  return pathToFileURL(file).href;
}

/**
 * What a worker thread is to load: a bundle, or a module that gets along without one if told the entry in `workerData.entry`.
 * @param {URL} entry module of the thread
 * @returns {Promise<string>} a URL
 */
export async function threadFile(entry) {
  const without = new URL("./thread.mjs", import.meta.url).href;
  return process.env.SLACKWATER_TSX ? without : bundle(entry).catch(() => without);
}
