import { frameworks } from "../../checks/catalogue.gen.ts";
import { type ProfileContext, profileContext } from "../../src/profile/context.ts";

const [framework] = frameworks;
if (!framework) throw new Error("The catalogue is empty");

/** What the tests' profiles may name. */
export const context: ProfileContext = profileContext(framework, {
  adapters: ["npm", "pypi", "go"],
  clients: ["npm", "pnpm"],
  now: new Date("2026-11-01T00:00:00Z"),
});

export const FIXTURES: string = new URL("../../fixtures/profiles/", import.meta.url).pathname;
