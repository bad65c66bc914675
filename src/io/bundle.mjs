// Makes bundles of the program with esbuild: from a bundle it starts four times as fast as through tsx, runs a tenth faster and
// holds half the memory (docs/performance.md), and a worker thread can be started from one. A bundle is kept until a source
// changes: to read the sources takes a tenth of the time that it takes to bundle them.
//
// This file is not TypeScript because Node must be able to read it.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const SOURCES = join(PROJECT, "src/");
const CACHE = join(PROJECT, "node_modules/.cache/slackwater");

/**
 * @param {URL} entry module to begin with
 * @returns {Promise<string>} the bundle's file as a URL; two starts at once make the same one
 */
export async function bundle(entry) {
  const path = fileURLToPath(entry);
  for (;;) {
    const stamp = stampOf(path);
    if (stamp !== null && existsSync(fileOf(stamp))) return pathToFileURL(fileOf(stamp)).href;
    const contents = await contentsOf(path);
    // Of sources that have been edited meanwhile it is not known which ones it was made of.
    if (stampOf(path) === stamp) return keep(stamp ?? nameOf(contents), contents);
  }
}

/** A name for all that a bundle is made of, the place of the project included; null for an entry outside the sources. */
function stampOf(path) {
  if (!path.startsWith(SOURCES)) return null;
  const sources = readdirSync(SOURCES, { recursive: true }).filter((file) => SOURCE.test(file));
  const others = ["package.json", "tsconfig.json"].map((file) => join("..", file));
  return nameOf(path, ...[...sources.sort(), ...others].flatMap((file) => [file, contentOf(file)]));
}

/** Editors keep files of their own beside those that they edit, whose names begin with a dot. */
const SOURCE = /(^|[\\/])[^.\\/][^\\/]*\.(ts|mjs)$/;

function contentOf(file) {
  return readFileSync(join(SOURCES, file));
}

function nameOf(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 16);
}

function fileOf(name) {
  return join(CACHE, `${name}.mjs`);
}

function keep(name, contents) {
  mkdirSync(CACHE, { recursive: true });
  const aside = join(CACHE, `${name}.${hostname()}-${process.pid}`);
  writeFileSync(aside, contents);
  renameSync(aside, fileOf(name));
  return pathToFileURL(fileOf(name)).href;
}

/** @returns {Promise<Uint8Array>} */
async function contentsOf(path) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [path],
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
