import { rm } from "node:fs/promises";
import type { TestProject } from "vitest/node";
import { bundle } from "../../scripts/bundle.mjs";

/**
 * Tests of the command run what users run: the bundle, built from the sources as they are now. Every run has its own, so
 * that two at once do not meet.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = `dist-test/${process.pid}`;
  await bundle(folder);
  project.provide("cli", `${folder}/cli.js`);
  return () => rm(folder, { recursive: true, force: true });
}

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the built command, from the root of the repository. */
    cli: string;
  }
}
