// A temporary folder with everything that is measured: our children as bundles for plain Node, the twins as programs.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";

const run = promisify(execFile);

/** The twins lie beside the project and are not part of it. */
const SHARED = "../shared";

export interface Workshop {
  /** of the project */
  readonly root: string;
  /** where everything is made, and where it runs */
  readonly folder: string;
  /** the folder beside the project, or null */
  readonly shared: string | null;
  /** why there are no twins, or null when they are there */
  readonly noTwins: string | null;
  /** aborts what is running */
  readonly signal: AbortSignal;
  path(name: string): string;
}

/** Build everything, let `work` use it, and remove it whatever comes. */
export async function inWorkshop<T>(
  root: string,
  signal: AbortSignal,
  work: (workshop: Workshop) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "slackwater-bench-"));
  try {
    await bundleChildren(root, folder);
    const beside = join(root, SHARED);
    const shared = existsSync(beside) ? beside : null;
    const noTwins = await buildTwins(root, folder, signal);
    return await work({ root, folder, shared, noTwins, signal, path: (name) => join(folder, name) });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Without tsx, which costs CPU time and memory; docs/performance.md has how much. */
async function bundleChildren(root: string, folder: string): Promise<void> {
  const children = ["run", "replicate", "replication-thread", "tell-usage"];
  await build({
    entryPoints: children.map((name) => join(root, "bench/children", `${name}.ts`)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    minifySyntax: true, // writes constants of other files into the code
    logLevel: "silent",
    // Libraries in the old module format ask for Node's own modules by `require`.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
}

/** @returns why there are none, or null */
async function buildTwins(root: string, folder: string, signal: AbortSignal): Promise<string | null> {
  const sources = join(root, SHARED, "bench");
  if (!existsSync(sources)) return `not here: there is no ${SHARED}/bench`;
  const programs = [
    ["fleet", join(sources, "fleet-twin.cpp")],
    ["queue", join(sources, "queue-twin.cpp")],
    ["usage", join(root, "bench/usage.cpp")],
  ] as const;
  try {
    for (const [name, source] of programs)
      await run("g++", ["-O3", "-march=native", "-w", "-o", join(folder, name), source], { signal });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "not here: there is no g++";
    throw error;
  }
  await run(process.execPath, [join(sources, "tables.mjs")], { cwd: folder, signal });
  return null;
}
