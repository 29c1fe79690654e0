import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { Adapter } from "../core/adapter.ts";
import { AssayError, EXIT_CODES } from "../core/errors.ts";
import { PACKAGE_KINDS, type PackageKind, type Taxonomy } from "../core/framework.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { type Context, loadContext, mustBeKnown } from "../context.ts";
import { type Draft, idFromHost, writeDraft } from "./init-draft.ts";
import { knownNames } from "../locate-profile.ts";
import { tell, writeWhole } from "./output.ts";

interface InitOptions {
  output: string;
  force?: boolean;
  interview?: boolean;
  id?: string;
  name?: string;
  ecosystem?: string;
  adapter?: string;
  userAccounts?: string;
  packages?: string;
  accountProvider?: string;
  offline?: boolean;
}

export async function runInit(url: string | undefined, options: InitOptions): Promise<number> {
  const context = await loadContext({});
  const exists = existsSync(options.output);
  const resume = exists && options.interview === true && options.force !== true;
  if (exists && !resume && !options.force) {
    throw new AssayError("output", `${options.output} exists already.`, {
      hint: "Name another file with -o, continue it with --interview, or overwrite it with --force.",
    });
  }
  mustHaveTerminal(options);
  if (!resume) {
    const draft = writeDraft(await makeDraft(url, options, context), context.framework);
    await mustBeValid(draft, context);
    await writeWhole(options.output, draft);
    tell(`Wrote ${options.output}. Fill in the claims, then: assay audit ${options.output}`);
  }
  if (options.interview) {
    const { interview } = await import("./interview.ts");
    await interview(options.output, context);
  }
  return EXIT_CODES.done.code;
}

function mustHaveTerminal({ interview }: InitOptions): void {
  if (interview && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new AssayError("usage", "--interview asks questions and needs a terminal.", {
      hint: "Without one, assay init writes the same questions into the file as comments.",
    });
  }
}

/** Flags and answers are free text: what no audit would accept is not written. */
async function mustBeValid(draft: string, context: Context): Promise<void> {
  const { loadProfileText } = await import("../profile/load.ts");
  const loaded = await loadProfileText(draft, "draft.yaml", knownNames(context));
  const wrong = loaded.problems.find(({ severity }) => severity === "error");
  if (!wrong) return;
  const what = wrong.value === undefined ? wrong.message : `${wrong.message}: ${wrong.value}`;
  throw new AssayError("usage", `${sanitizeText(what, 300)}.`, {
    hint: `${wrong.hint ?? ""} Nothing was written.`.trim(),
  });
}

async function makeDraft(
  url: string | undefined,
  options: InitOptions,
  context: Context,
): Promise<Draft> {
  const address = url === undefined ? undefined : parseAddress(url);
  const adapter = await chooseAdapter(address, options, context.adapters);
  if (adapter && address === undefined) {
    throw new AssayError("usage", `The adapter ${adapter.id} needs the registry's address.`, {
      hint: `Give it: assay init https://registry.example --adapter ${adapter.id}`,
    });
  }
  const { taxonomy, assumed } = await chooseTaxonomy(options, adapter);
  const id =
    options.id ?? (address ? idFromHost(new URL(address).host) : idFromFile(options.output));
  return {
    id,
    name: options.name ?? id,
    ecosystem: options.ecosystem ?? adapter?.ecosystem ?? "generic",
    adapter,
    api: address,
    taxonomy,
    taxonomyAssumed: assumed,
    today: new Date().toISOString().slice(0, 10),
  };
}

function parseAddress(url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) {
    const { username, password, href } = new URL(url);
    if (username === "" && password === "") return href.replace(/\/+$/, "");
    throw new AssayError("usage", "The address must not carry a user name or password.");
  }
  throw new AssayError("usage", `${JSON.stringify(url)} is not the address of a registry.`, {
    hint: "Give it with its scheme: https://registry.example",
  });
}

async function chooseAdapter(
  url: string | undefined,
  options: InitOptions,
  adapters: readonly Adapter[],
): Promise<Adapter | null> {
  if (options.adapter === "none") return null;
  if (options.adapter !== undefined) {
    const id = mustBeKnown("adapter", options.adapter, ["none", ...adapters.map((one) => one.id)]);
    return adapters.find((adapter) => adapter.id === id) ?? null;
  }
  if (url === undefined || options.offline) return null;
  const { detectAdapter } = await import("../gather/detect.ts");
  const { adapter, reasons } = await detectAdapter(url, adapters);
  for (const { adapter: id, answer, why } of reasons) tell(`  ${id}: ${answer} (${why})`);
  tell(
    adapter
      ? `Recognised: ${adapter.title}.`
      : "No known protocol was recognised: the profile will rest on claims alone.",
  );
  return adapter;
}

async function chooseTaxonomy(
  options: InitOptions,
  adapter: Adapter | null,
): Promise<{ taxonomy: Taxonomy; assumed: boolean }> {
  const usual = adapter?.usualTaxonomy;
  const given = {
    userAccounts: parseYesNo(options.userAccounts),
    packages: parsePackages(options.packages),
  };
  const provider = options.accountProvider ? { accountProvider: options.accountProvider } : {};
  if (given.userAccounts !== undefined && given.packages !== undefined) {
    const { userAccounts, packages } = given;
    return { taxonomy: { userAccounts, packages, ...provider }, assumed: false };
  }
  if (process.stdin.isTTY && process.stdout.isTTY) {
    const { askTaxonomy } = await import("./interview.ts");
    return { taxonomy: { ...(await askTaxonomy(given, usual)), ...provider }, assumed: false };
  }
  if (!usual) {
    throw new AssayError("usage", "What kind of repository is it?", {
      hint: `Answer with --user-accounts yes|no and --packages ${PACKAGE_KINDS.join("|")}.`,
    });
  }
  const taxonomy = {
    userAccounts: given.userAccounts ?? usual.userAccounts,
    packages: given.packages ?? usual.packages,
    ...provider,
  };
  return { taxonomy, assumed: true };
}

function parseYesNo(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  return mustBeKnown("answer", value, ["yes", "no"]) === "yes";
}

function parsePackages(value: string | undefined): PackageKind[] | undefined {
  if (value === undefined) return undefined;
  return value
    .split(",")
    .map((kind) => mustBeKnown("kind of packages", kind.trim(), PACKAGE_KINDS) as PackageKind);
}

function idFromFile(path: string): string {
  const id = basename(path).replace(/\.[a-z]+$/, "");
  return idFromHost(id === "assay" ? "my-registry" : id);
}
