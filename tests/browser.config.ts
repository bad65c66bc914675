import { defineConfig } from "vitest/config";

/** What a browser makes of a report: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ["tests/browser/**/*.browser.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    pool: "forks",
  },
});
