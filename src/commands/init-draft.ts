import type { Adapter } from "../core/adapter.ts";
import { applies, type Capability, type Framework, type Taxonomy } from "../core/framework.ts";
import { VERSION } from "../version.ts";

/** What `assay init` knows before it writes. */
export interface Draft {
  id: string;
  name: string;
  ecosystem: string;
  adapter: Adapter | null;
  api: string | undefined;
  taxonomy: Taxonomy;
  /** The taxonomy is the adapter's usual one; the file says so. */
  taxonomyAssumed: boolean;
  /** ISO date. */
  today: string;
}

/** Editors that know the YAML language server complete and check the file by this line. */
const SCHEMA_LINE: string = `# yaml-language-server: $schema=https://unpkg.com/registry-assay@${VERSION}/schemas/profile.schema.json`;

/** The profile as YAML, with a commented claim and its question for everything that cannot be observed. */
export function writeDraft(draft: Draft, framework: Framework): string {
  const { taxonomy, adapter } = draft;
  const note = draft.taxonomyAssumed ? "  # assumed: usual for this protocol; please check" : "";
  const lines = [
    SCHEMA_LINE,
    "schemaVersion: 1",
    "registry:",
    `  id: ${quote(draft.id)}`,
    `  name: ${quote(draft.name)}`,
    `  ecosystem: ${quote(draft.ecosystem)}`,
    ...(adapter ? [`  adapter: ${quote(adapter.id)}`] : []),
    ...(draft.api ? ["  urls:", `    api: ${quote(draft.api)}`] : []),
    `taxonomy:${note}`,
    `  userAccounts: ${taxonomy.userAccounts}`,
    `  packages: [${taxonomy.packages.join(", ")}]`,
    ...(taxonomy.accountProvider ? [`  accountProvider: ${quote(taxonomy.accountProvider)}`] : []),
    ...(adapter ? [`samples: [${adapter.usualSamples.map(quote).join(", ")}]`] : []),
    "",
    "# What cannot be seen from outside has to be said. Take the # away from the claims you can answer, and from",
    "# `claims:`. A link with a phrase that its page contains makes a claim documented instead of only declared.",
    "# status: met | partial | unmet. partial and unmet need a reason.",
    "# claims:",
    ...openQuestions(draft, framework).flatMap((capability) => claimLines(capability, draft.today)),
  ];
  return `${lines.join("\n")}\n`;
}

/** The applicable capabilities that the adapter cannot fully observe. */
export function openQuestions(
  { taxonomy, adapter }: Pick<Draft, "taxonomy" | "adapter">,
  framework: Framework,
): Capability[] {
  const tracks = framework.tracks
    .filter(({ appliesWhen }) => applies(appliesWhen, taxonomy))
    .map(({ id }) => id);
  return framework.capabilities.filter(
    ({ id, track }) => tracks.includes(track) && adapter?.observes[id]?.extent !== "yes",
  );
}

function claimLines(capability: Capability, today: string): string[] {
  const criteria = capability.criteria.map(({ id }) => id);
  return [
    "#",
    `#   # Level ${capability.level}: ${capability.question}`,
    `#   ${capability.id}:`,
    "#     status: met",
    ...(criteria.length > 1
      ? [`#     # criteria: { ${criteria.map((id) => `${id}: met`).join(", ")} }`]
      : []),
    `#     checked: ${today}`,
    "#     evidence:",
    "#       - url: https://",
    "#         says: a phrase of that page",
  ];
}

/** Words that YAML, or an editor that knows its older version, reads as something else than text. */
const NO_TEXT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A double-quoted YAML string is a JSON string. */
function quote(text: string): string {
  const plain = /^[a-zA-Z][\w .-]*\w$/.test(text) && !NO_TEXT.test(text);
  return plain ? text : JSON.stringify(text);
}

/** `registry.example:4873` gives `registry-example-4873`. */
export function idFromHost(host: string): string {
  const id = host
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return /^[a-z]/.test(id) ? id : `registry-${id}`;
}
