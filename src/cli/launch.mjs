// Starts the program from a bundle of its sources as they are now (src/io/bundle.mjs). Where it cannot be made or kept, or
// SLACKWATER_TSX is set, the program starts through tsx, and does the same.
//
// This file is not TypeScript because Node must be able to read it.

import { bundle } from "../io/bundle.mjs";

const MAIN = new URL("./main.ts", import.meta.url);

const program = process.env.SLACKWATER_TSX ? null : await bundle(MAIN).catch(() => null);
if (program === null) (await import("tsx/esm/api")).register();
await import(program ?? MAIN.href);
