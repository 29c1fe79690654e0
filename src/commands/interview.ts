import { readFile } from "node:fs/promises";
import input from "@inquirer/input";
import select from "@inquirer/select";
import { type Document, parseDocument } from "yaml";
import { AssayError } from "../core/errors.ts";
import {
  type Capability,
  PACKAGE_KINDS,
  type PackageKind,
  type Taxonomy,
} from "../core/framework.ts";
import type { Claim, ClaimStatus } from "../core/profile.ts";
import type { Context } from "../context.ts";
import { openQuestions } from "./init-draft.ts";
import { loadNamedProfile } from "../locate-profile.ts";
import { tell, writeWhole } from "./output.ts";

type Answer = Extract<ClaimStatus, "met" | "partial" | "unmet"> | "unknown" | "stop";

/**
 * Asks every open question and writes each answer at once, so that stopping loses nothing. Run again, it goes on with
 * what has no claim yet. Comments and order of the file stay as they are.
 */
export async function interview(file: string, context: Context): Promise<void> {
  const { profile } = await loadNamedProfile(file, context);
  const adapter = context.adapters.find(({ id }) => id === profile.registry.adapter) ?? null;
  const open = openQuestions({ taxonomy: profile.taxonomy, adapter }, context.framework).filter(
    ({ id }) => !profile.claims?.[id],
  );
  if (open.length === 0) tell("Every question has an answer already.");
  let asked = 0;
  for (const capability of open) {
    asked += 1;
    tell(`\n${asked}/${open.length}  ${capability.id} (level ${capability.level})`);
    const answer = await unlessInterrupted(() => ask(capability));
    if (answer === null) {
      tell(`Stopped. assay init --interview -o ${file} goes on from here.`);
      return;
    }
    if (answer !== "unknown") await saveClaim(file, capability, answer);
  }
  tell(`Done. assay audit ${file} shows the scorecard.`);
}

/** Null: the user stopped, by choice or with Ctrl-C. */
async function ask(capability: Capability): Promise<Claim | "unknown" | null> {
  const status = await select<Answer>({
    message: capability.question,
    choices: [
      { name: "yes", value: "met" },
      { name: "partly", value: "partial" },
      { name: "no", value: "unmet" },
      { name: "don't know", value: "unknown" },
      { name: "stop here", value: "stop" },
    ],
  });
  if (status === "stop") return null;
  if (status === "unknown") return "unknown";
  const reason =
    status === "met" ? "" : await input({ message: "Why, in one line?", validate: notEmpty });
  const url = await input({
    message: "A page that shows it (empty: none):",
    validate: linkOrEmpty,
  });
  const says =
    url === ""
      ? ""
      : await input({ message: "A phrase of that page, up to eight words:", validate: phrase });
  return {
    status,
    ...(reason ? { reason } : {}),
    checked: new Date().toISOString().slice(0, 10),
    ...(url ? { evidence: [{ url, says }] } : {}),
  };
}

async function unlessInterrupted<T>(question: () => Promise<T | null>): Promise<T | null> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof Error && error.name === "ExitPromptError") return null;
    throw error;
  }
}

async function saveClaim(file: string, capability: Capability, claim: Claim): Promise<void> {
  const document: Document = parseDocument(await readFile(file, "utf8"));
  if (document.errors.length > 0) {
    throw new AssayError("profile", `${file} was changed meanwhile and is no valid YAML now.`);
  }
  if (document.get("claims") == null) document.delete("claims");
  document.setIn(["claims", capability.id], document.createNode(claim));
  await writeWhole(file, document.toString({ lineWidth: 0 }));
}

function notEmpty(value: string): true | string {
  return value.trim() !== "" || "One line, please.";
}

function linkOrEmpty(value: string): true | string {
  return (
    value === "" ||
    (/^https?:\/\/[^\s@]+$/.test(value) && URL.canParse(value)) ||
    "An address that starts with https://"
  );
}

function phrase(value: string): true | string {
  const words = value.trim().split(/\s+/).length;
  return (value.trim() !== "" && words <= 8) || "One to eight words, as they stand on the page.";
}

/** The taxonomy questions, for what no flag answered. */
export async function askTaxonomy(
  given: { userAccounts: boolean | undefined; packages: PackageKind[] | undefined },
  usual: Taxonomy | undefined,
): Promise<Pick<Taxonomy, "userAccounts" | "packages">> {
  const userAccounts =
    given.userAccounts ??
    (await select({
      message: "Does the registry have user accounts?",
      choices: [
        { name: "yes", value: true },
        { name: "no", value: false },
      ],
      default: usual?.userAccounts ?? true,
    }));
  const packages = given.packages ?? [
    await select<PackageKind>({
      message: "What does it do with packages?",
      choices: [
        { name: "accepts packages that were built elsewhere", value: PACKAGE_KINDS[0] },
        { name: "builds packages for its users", value: PACKAGE_KINDS[1] },
        { name: "hosts source code only", value: PACKAGE_KINDS[2] },
      ],
      default: usual?.packages[0] ?? PACKAGE_KINDS[0],
    }),
  ];
  return { userAccounts, packages };
}
