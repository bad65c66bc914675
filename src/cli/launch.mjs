// Starts the program from a bundle, made anew at every start by esbuild in a tenth of a second: it starts four times as
// fast as through tsx, runs a tenth faster and holds half the memory (docs/performance.md). Where the bundle cannot be
// made or kept, or SLACKWATER_TSX is set, the program starts through tsx, and does the same.
//
// This file is not TypeScript because Node must be able to read it.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const MAIN = new URL("./main.ts", import.meta.url);
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/slackwater/", import.meta.url));

/** Files that look for others beside them go on doing so: in a bundle they would all stand in one place. */
const ownPlaces = {
  name: "own-places",
  setup: (build) => {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll(
        "import.meta.url",
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: "ts",
    }));
  },
};

/** @returns the bundle's file, named by what is in it: two starts at once make the same one */
async function bundle() {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(MAIN)],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    minifySyntax: true, // writes constants of other files into the code
    logLevel: "silent",
    plugins: [ownPlaces],
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

const program = process.env.SLACKWATER_TSX ? null : await bundle().catch(() => null);
if (program === null) (await import("tsx/esm/api")).register();
await import(program ?? MAIN.href);
