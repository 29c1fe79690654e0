import { defineConfig } from "vitest/config";

/** Tests that drive a real Chromium: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ["test-browser/**/*.test.ts"],
    // One browser at a time is plenty for a small machine.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
