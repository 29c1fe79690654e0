import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "./test/support/name-skipped.ts"],
    globalSetup: ["test/support/build.ts"],
    // Integration tests start real servers; everything else ends in milliseconds.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Those that run side by side mostly wait: for a clock, or for the pace of requests.
    maxConcurrency: 16,
    // By default one core is kept free; most of the time is spent waiting for servers.
    maxWorkers: "100%",
  },
});
