// A cluster of Slurm on this machine: `npm run test:slurm`.

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/slurm/*.slurm.test.ts"],
    testTimeout: 900_000,
    hookTimeout: 300_000,
    pool: "forks",
    maxWorkers: 1,
  },
});
