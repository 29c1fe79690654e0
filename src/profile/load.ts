import type { Position, Profile } from "../core/profile.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { checkConsistency } from "./consistency.ts";
import type { SoundProfile } from "./consistency-report.ts";
import type { ProfileContext } from "./context.ts";
import { explainSchemaErrors, place } from "./explain.ts";
import { type ParsedText, parseText } from "./parse.ts";
import { child, type Problem, sortProblems } from "./problem.ts";

export type LoadResult =
  | { ok: true; profile: Profile; positions: Record<string, Position>; problems: Problem[] }
  | { ok: false; problems: Problem[] };

/** 1 MiB; a full profile has some 50 KiB. */
export const MAX_PROFILE_BYTES: number = 1024 * 1024;

/**
 * Reads a profile and finds everything that is wrong with it in one go. Never throws for what the text says.
 * `problems` of a profile that is ok are warnings. A `name` that ends in `.json` is held to JSON's own rules.
 */
export async function loadProfileText(
  text: string,
  name: string,
  context: ProfileContext,
): Promise<LoadResult> {
  const clean = text.startsWith("\ufeff") ? text.slice(1) : text;
  if (clean.length > MAX_PROFILE_BYTES) return { ok: false, problems: [tooLarge()] };
  const parsed = await parseText(clean, /\.json$/i.test(name));
  const problems = [...parsed.problems];
  if (problems.length === 0 && parsed.value === null) problems.push(empty());
  else if (parsed.brokenFrom !== 0) problems.push(...(await judgeData(parsed, context)));
  if (problems.some((problem) => problem.severity === "error")) {
    return { ok: false, problems: sortProblems(problems) };
  }
  const { $schema: _, ...profile } = parsed.value as Profile & { $schema?: string };
  return {
    ok: true,
    profile,
    positions: positions(profile, parsed),
    problems: sortProblems(problems),
  };
}

function empty(): Problem {
  return {
    severity: "error",
    line: 1,
    column: 1,
    pointer: "",
    message: "The file is empty",
    hint: "`assay init` writes a profile to start from.",
  };
}

export function tooLarge(): Problem {
  return {
    severity: "error",
    line: 1,
    column: 1,
    pointer: "",
    message: "Larger than 1 MiB: this is not a profile",
    hint: "A full profile has some 50 KiB.",
  };
}

async function judgeData(parsed: ParsedText, context: ProfileContext): Promise<Problem[]> {
  const { validateProfile } = await import("./validate-profile.gen.js");
  const capabilities = [...(context.capabilities?.keys() ?? [])];
  const found = hiddenText(parsed);
  if (!validateProfile(parsed.value)) {
    const errors = validateProfile.errors ?? [];
    found.push(...explainSchemaErrors(errors, parsed, capabilities));
  }
  // Ids are judged even then, so that one round of corrections is enough.
  const refused = new Set(found.filter(({ missing }) => !missing).map(({ pointer }) => pointer));
  const sound = (soundPart(parsed.value, refused) ?? {}) as SoundProfile;
  const more = checkConsistency(sound, parsed, context);
  found.push(...more.filter(({ pointer }) => !refused.has(pointer)));
  const broken = parsed.brokenFrom;
  if (broken === undefined) return found;
  // Behind a syntax error text is misread, and what is missing may only be unreadable.
  const limit = parsed.at({ start: broken, end: broken }).line;
  return found.filter(({ line, missing }) => line < limit && !missing);
}

/** The data without what the schema refused; lists keep their places. */
function soundPart(data: unknown, refused: ReadonlySet<string>, pointer = ""): unknown {
  // No field of a profile may be empty, so null is a refused value too.
  if (data === null || refused.has(pointer)) return undefined;
  if (Array.isArray(data)) {
    return data.map((item, index) => soundPart(item, refused, child(pointer, index)));
  }
  if (typeof data !== "object") return data;
  const kept = Object.entries(data).map(([key, item]): [string, unknown] => [
    key,
    soundPart(item, refused, child(pointer, key)),
  ]);
  // Keys of refused values stay: an id can be mistyped as well.
  return Object.fromEntries(kept);
}

/** Escapes in quoted values can smuggle in what the raw text may not hold. */
function hiddenText(parsed: ParsedText): Problem[] {
  const problems: Problem[] = [];
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value === "string") {
      if (sanitizeText(value, value.length + 1) === value.trim()) return;
      const visible = sanitizeText(value, 80);
      problems.push({
        severity: "error",
        ...place(pointer, parsed, "value"),
        pointer,
        message: "Holds a line break, a control character or an invisible character",
        value: JSON.stringify(visible),
        hint: "Every value is one line of visible text.",
      });
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, child(pointer, key));
    }
  };
  visit(parsed.value, "");
  return problems;
}

function positions(profile: Profile, parsed: ParsedText): Record<string, Position> {
  const pointers = [
    "/registry",
    "/taxonomy",
    ...Object.keys(profile.claims ?? {}).map((id) => child("/claims", id)),
    ...(profile.waivers ?? []).map((_, index) => child("/waivers", index)),
  ];
  return Object.fromEntries(
    pointers.map((pointer) => {
      const { line, column } = place(pointer, parsed, "key");
      return [pointer, { line, column }];
    }),
  );
}
