import { askConsent, type Consent } from "../active/consent.ts";
import { renderPlan } from "../active/plan.ts";
import { DEFAULT_ATTEMPTS } from "../active/run.ts";
import type { ActiveSettings } from "../audit.ts";
import type { Context } from "../context.ts";
import type { ActiveProtocol } from "../core/active.ts";
import { AssayError } from "../core/errors.ts";
import type { LoadedProfile } from "../core/profile.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { print, tell } from "./output.ts";

interface ActiveOptions {
  yes?: boolean;
  maxAttempts?: number;
}

/** `--plan`: everything that would be done, and nothing done. */
export async function printPlan(
  loaded: LoadedProfile,
  context: Context,
  options: ActiveOptions,
): Promise<void> {
  await print((await plan(loaded, context, options)).text);
}

/** Consent for writing to the staging instance: from the profile, the environment, and the user. */
export async function prepareActive(
  loaded: LoadedProfile,
  context: Context,
  options: ActiveOptions,
): Promise<ActiveSettings> {
  const { text, ...settings } = await plan(loaded, context, options);
  if (!options.yes) await confirm(text, settings.consent.target);
  return settings;
}

async function plan(
  loaded: LoadedProfile,
  context: Context,
  { maxAttempts = DEFAULT_ATTEMPTS }: ActiveOptions,
): Promise<{ text: string; consent: Consent; protocol: ActiveProtocol; maxAttempts: number }> {
  const protocol = await activeHalf(loaded, context);
  const consent = await askConsent(loaded.profile, process.env);
  return { text: planText(protocol, consent, maxAttempts), consent, protocol, maxAttempts };
}

function planText(protocol: ActiveProtocol, consent: Consent, maxAttempts: number): string {
  const { target, names } = consent;
  const credentialNames = Object.values(names).filter((name) => name !== undefined);
  return renderPlan(protocol, { target, maxAttempts, credentialNames });
}

async function activeHalf(loaded: LoadedProfile, { adapters }: Context): Promise<ActiveProtocol> {
  const id = loaded.profile.registry.adapter;
  const load = adapters.find((adapter) => adapter.id === id)?.active;
  if (load) return load();
  const able = adapters.filter(({ active }) => active).map((adapter) => adapter.id);
  throw new AssayError(
    "profile",
    id === undefined
      ? "--active needs an adapter, and the profile names none."
      : `The adapter ${sanitizeText(id, 80)} has no active probes.`,
    { hint: `Adapters that have: ${able.join(", ")}.` },
  );
}

async function confirm(text: string, target: string): Promise<void> {
  if (!(process.stdin.isTTY && process.stderr.isTTY)) {
    throw new AssayError(
      "usage",
      "--active writes to a server, and nobody is here to confirm it.",
      {
        hint: "Look at the plan with --plan, then run with --yes.",
      },
    );
  }
  tell(text);
  const { default: select } = await import("@inquirer/select");
  const question = {
    message: `Write to ${sanitizeText(target, 200)}?`,
    choices: [
      { name: "no", value: false },
      { name: "yes, it is a staging instance of ours", value: true },
    ],
  };
  if (await select(question, { output: process.stderr })) return;
  throw new AssayError("usage", "Nothing was sent.");
}
