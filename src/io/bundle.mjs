// Makes bundles of the program with esbuild: from a bundle it starts four times as fast as through tsx, runs a tenth faster and
// holds half the memory (docs/performance.md), and a worker thread can be started from one. A bundle is kept under a name that
// says all it is made of: to read the sources takes a tenth of the time that it takes to bundle them.
//
// This file is not TypeScript because Node must be able to read it.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const CACHE = join(PROJECT, "node_modules/.cache/slackwater");

/**
 * @param {URL} entry module to begin with
 * @returns {Promise<string>} the bundle's file as a URL; two starts at once make the same one
 */
export async function bundle(entry) {
  const from = relative(PROJECT, fileURLToPath(entry));
  const name = stampOf(from);
  const file = join(CACHE, `${name}.mjs`);
  // What an entry outside the sources is made of is not known.
  if (!from.startsWith("src") || !existsSync(file)) {
    const contents = await contentsOf(entry);
    mkdirSync(CACHE, { recursive: true });
    const aside = join(CACHE, `${name}.${process.pid}`);
    writeFileSync(aside, contents);
    renameSync(aside, file);
  }
  return pathToFileURL(file).href;
}

/** Of all that a bundle is made of: the sources, this file among them, and the versions of the packages. */
function stampOf(entry) {
  const sources = join(PROJECT, "src");
  const stamp = createHash("sha256")
    .update(entry)
    .update(readFileSync(join(PROJECT, "package.json")));
  for (const file of readdirSync(sources, { recursive: true }).sort())
    if (/\.(ts|mjs)$/.test(file)) stamp.update(file).update(readFileSync(join(sources, file)));
  return stamp.digest("hex").slice(0, 16);
}

/** @returns {Promise<Uint8Array>} */
async function contentsOf(entry) {
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
    // The bundle stands elsewhere: PROJECT goes by the place of this folder still. (A plugin could tell every file its own
    // place, but esbuild cries out over several pages when it is stopped while a plugin works.)
    define: { "import.meta.url": JSON.stringify(import.meta.url) },
  });
  return outputFiles[0].contents;
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
