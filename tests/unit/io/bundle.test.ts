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

const project = mkdtempSync(join(tmpdir(), "slackwater-bundle-"));
afterAll(() => rmSync(project, { recursive: true }));

const source = (name: string, text: string) => writeFileSync(join(project, "src", name), text);

mkdirSync(join(project, "src/io"), { recursive: true });
mkdirSync(join(project, "node_modules"));
symlinkSync(resolve("node_modules/esbuild"), join(project, "node_modules/esbuild"));
cpSync("src/io/bundle.mjs", join(project, "src/io/bundle.mjs"));
writeFileSync(join(project, "package.json"), "{}");
source("main.ts", `import { answer } from "./answer.ts";\nexport const told: string = answer;`);
source("answer.ts", `export const answer = "before";`);

test("a bundle is made anew when a source has changed, and only then", async () => {
  const { bundle } = (await import(pathToFileURL(join(project, "src/io/bundle.mjs")).href)) as {
    bundle(entry: URL): Promise<string>;
  };
  const main = pathToFileURL(join(project, "src/main.ts"));
  const bundled = async () => fileURLToPath(await bundle(main));

  const before = await bundled();
  const made = statSync(before, { bigint: true }).mtimeNs;
  expect(readFileSync(before, "utf8")).toContain("before");
  expect(await bundled()).toBe(before);
  expect(statSync(before, { bigint: true }).mtimeNs, "it was kept").toBe(made);

  source("answer.ts", `export const answer = "behind";`); // as long as before
  const after = await bundled();
  expect(readFileSync(after, "utf8")).toContain("behind");
  expect(readFileSync(before, "utf8"), "one that is loading is left alone").toContain("before");
});
