import { defineConfig } from "vitest/config";

/** The notebooks, executed on fresh runs: `npm run test:notebooks`. */
export default defineConfig({
  test: {
    include: ["tests/notebooks/**/*.notebook.test.ts"],
    testTimeout: 240_000,
    hookTimeout: 480_000,
    pool: "forks",
  },
});
