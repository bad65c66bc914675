// In a small project of its own, with the program's way to bundle.

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "slackwater-bundle-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Bundle = (entry: URL) => Promise<string>;

/** A project whose answer is in one file and its entry in another. */
async function projectWith(name: string): Promise<{ place: string; bundled: () => Promise<string> }> {
  const place = join(folder, name);
  mkdirSync(join(place, "src/io"), { recursive: true });
  mkdirSync(join(place, "node_modules"));
  symlinkSync(resolve("node_modules/esbuild"), join(place, "node_modules/esbuild"));
  cpSync("src/io/bundle.mjs", join(place, "src/io/bundle.mjs"));
  writeFileSync(join(place, "package.json"), "{}");
  writeFileSync(join(place, "tsconfig.json"), "{}");
  const main = `import { answer } from "./answer.ts";\nexport const told = [answer, import.meta.url];`;
  writeFileSync(join(place, "src/main.ts"), main);
  answer(place, "before");
  return { place, bundled: await bundlerOf(place) };
}

/** Always as long, so that only the content tells. */
function answer(place: string, word: "before" | "behind"): void {
  writeFileSync(join(place, "src/answer.ts"), `export const answer = "${word}";`);
}

/** Bundles the entry; tells the bundle's path. */
async function bundlerOf(place: string): Promise<() => Promise<string>> {
  const { bundle } = (await import(pathToFileURL(join(place, "src/io/bundle.mjs")).href)) as {
    bundle: Bundle;
  };
  return async () => fileURLToPath(await bundle(pathToFileURL(join(place, "src/main.ts"))));
}

test("a bundle is made anew when a source has changed, and only then", async () => {
  const { place, bundled } = await projectWith("edited");
  const before = await bundled();
  const made = statSync(before, { bigint: true }).mtimeNs;
  expect(readFileSync(before, "utf8")).toContain("before");
  expect(await bundled()).toBe(before);
  expect(statSync(before, { bigint: true }).mtimeNs, "it was kept").toBe(made);

  answer(place, "behind");
  expect(readFileSync(await bundled(), "utf8")).toContain("behind");
  expect(readFileSync(before, "utf8"), "one that is loading is left alone").toContain("before");
});

test("a source that is edited and put back while it is bundled leaves no bundle of what it was in between", async () => {
  const { place, bundled } = await projectWith("edited-meanwhile");
  const first = bundled();
  answer(place, "behind");
  await first;
  answer(place, "before");
  expect(readFileSync(await bundled(), "utf8")).toContain("before");
});

test("a project that was copied with its bundles makes its own", async () => {
  const { place, bundled } = await projectWith("original");
  await bundled();
  const copy = join(folder, "copy");
  cpSync(place, copy, { recursive: true, verbatimSymlinks: true });
  const text = readFileSync(await (await bundlerOf(copy))(), "utf8");
  expect(text).toContain(pathToFileURL(join(copy, "src/io/bundle.mjs")).href);
});
