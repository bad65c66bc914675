import { defineConfig } from "vitest/config";

/** Tests of the core. It keeps nothing between two calls, so their files may share its modules instead of loading them anew. */
const CORE = [
  "tests/{conformance,property,theory}/**/*.test.ts",
  "tests/unit/!(bench|cli|io|report)/**/*.test.ts",
];
const APART = ["tests/**/*.{long,browser,notebook,slurm}.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: "forks",
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "core", include: CORE, exclude: APART, isolate: false } },
      {
        extends: true,
        test: { name: "program", include: ["tests/**/*.test.ts"], exclude: [...APART, ...CORE] },
      },
    ],
  },
});
