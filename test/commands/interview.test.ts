import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { interview } from "../../src/commands/interview.ts";
import { type Context, loadContext } from "../../src/context.ts";
import { loadNamedProfile } from "../../src/locate-profile.ts";

/** Answers in the order of the questions; `stop` is Ctrl-C. */
const answers: (string | (() => Promise<string>))[] = [];

function next(): Promise<string> {
  const answer = answers.shift() ?? "^C";
  if (typeof answer === "function") return answer();
  if (answer !== "^C") return Promise.resolve(answer);
  return Promise.reject(Object.assign(new Error("closed"), { name: "ExitPromptError" }));
}
vi.mock("@inquirer/select", () => ({ default: () => next() }));
vi.mock("@inquirer/input", () => ({ default: () => next() }));

const START = `# a comment that stays
schemaVersion: 1
registry: { id: example, name: Example, ecosystem: npm }
taxonomy: { userAccounts: true, packages: [accepts-built] }
# claims:
#   authentication/email-verification:
`;

let folder: string;
let file: string;
let context: Context;
beforeEach(async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  folder = await mkdtemp(join(tmpdir(), "assay-interview-"));
  file = join(folder, "assay.yaml");
  await writeFile(file, START);
  context = await loadContext({});
});
afterEach(async () => {
  vi.restoreAllMocks();
  answers.length = 0;
  await rm(folder, { recursive: true, force: true });
});

async function claims(): Promise<Record<string, unknown>> {
  return (await loadNamedProfile(file, context)).profile.claims ?? {};
}

describe("the interview", () => {
  it("writes each answer at once, with link and reason, and leaves the rest of the file alone", async () => {
    answers.push("met", "https://docs.registry.example/mail", "confirm your address");
    answers.push("partial", "only by mail", "");
    answers.push("unknown", "^C");
    await interview(file, context);
    const today = new Date().toISOString().slice(0, 10);
    expect(await claims()).toEqual({
      "authentication/email-verification": {
        status: "met",
        checked: today,
        evidence: [{ url: "https://docs.registry.example/mail", says: "confirm your address" }],
      },
      "authentication/account-recovery-policy": {
        status: "partial",
        reason: "only by mail",
        checked: today,
      },
    });
    expect(await readFile(file, "utf8")).toContain("# a comment that stays");
  });

  it("goes on where it was stopped", async () => {
    answers.push("met", "", "stop");
    await interview(file, context);
    answers.push("unmet", "there is none", "", "stop");
    await interview(file, context);
    expect(Object.keys(await claims())).toEqual([
      "authentication/email-verification",
      "authentication/account-recovery-policy",
    ]);
  });

  it("loses nothing when stopped in the middle of an answer", async () => {
    answers.push("met", "^C");
    await interview(file, context);
    expect(await readFile(file, "utf8")).toBe(START);
  });

  it("does not write into a file that stopped being YAML meanwhile", async () => {
    answers.push("met", async () => {
      await writeFile(file, "claims: [");
      return "";
    });
    await expect(interview(file, context)).rejects.toThrow("is no valid YAML now");
    expect(await readFile(file, "utf8")).toBe("claims: [");
  });
});
