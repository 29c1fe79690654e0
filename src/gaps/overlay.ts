import type { Report } from "../core/report.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { explainSchemaErrors, place } from "../profile/explain.ts";
import { type ParsedText, parseText } from "../profile/parse.ts";
import { child, type Problem, pointerKeys, sortProblems } from "../profile/problem.ts";
import { suggest } from "../profile/suggest.ts";
import { LONG_FIELDS, type Overlay, type OverlayEntry } from "./types.ts";

export interface LoadedOverlay {
  overlay: Overlay;
  /** Where the entry of a capability stands. */
  at(id: string): Pick<Problem, "line" | "column" | "endColumn">;
}

export type OverlayResult = ({ ok: true } & LoadedOverlay) | { ok: false; problems: Problem[] };

/** Reads an overlay and finds everything that is wrong with it. Never throws for what the text says. */
export async function loadOverlayText(text: string, name: string): Promise<OverlayResult> {
  const clean = text.startsWith("\ufeff") ? text.slice(1) : text;
  const parsed = await parseText(clean, /\.json$/i.test(name));
  const problems = [...parsed.problems];
  if (problems.length === 0) problems.push(...(await judge(parsed)));
  if (problems.length > 0) return { ok: false, problems: sortProblems(problems) };
  const { gaps, ...rest } = parsed.value as Overlay;
  const entries = Object.entries(gaps ?? {}).map(([id, entry]): [string, OverlayEntry] => [
    id,
    // `id:` with nothing after it is an entry that waits to be filled.
    entry ?? {},
  ]);
  return {
    ok: true,
    overlay: { ...rest, gaps: Object.fromEntries(entries) },
    at: (id) => place(child("/gaps", id), parsed, "key"),
  };
}

async function judge(parsed: ParsedText): Promise<Problem[]> {
  const { validateOverlay } = await import("./validate-overlay.gen.js");
  const problems = hiddenText(parsed);
  if (validateOverlay(parsed.value)) return problems;
  const told = new Set(problems.map(({ pointer }) => pointer));
  const more = explainSchemaErrors(validateOverlay.errors ?? [], parsed, []);
  return [...problems, ...more.filter(({ pointer }) => !told.has(pointer))];
}

/** Text that moves a cursor, hides or turns around is refused, in whatever field. */
function hiddenText(parsed: ParsedText): Problem[] {
  const problems: Problem[] = [];
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value === "string") {
      const long = LONG_FIELDS.has(pointerKeys(pointer).at(-1) ?? "");
      const lines = long ? value.split(/\r?\n/) : [value];
      const shown = (line: string): string => sanitizeText(line, line.length + 1);
      if (lines.every((line) => shown(line) === line.trim())) return;
      problems.push({
        severity: "error",
        ...place(pointer, parsed, "value"),
        pointer,
        message: "Holds a control character or an invisible character",
        value: JSON.stringify(sanitizeText(value, 80)),
        hint: long ? "Plain text, in as many lines as it takes." : "One line of visible text.",
      });
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, child(pointer, key));
    }
  };
  visit(parsed.value, "");
  return problems;
}

/** Entries that no gap of the report answers to; they stay in the file, and are shown nowhere. */
export function orphans({ overlay, at }: LoadedOverlay, report: Report): Problem[] {
  const capabilities = report.tracks.flatMap((track) => track.capabilities);
  const ids = capabilities.map(({ id }) => id as string);
  const gaps = new Set<string>(report.gaps.map(({ capability }) => capability));
  return Object.keys(overlay.gaps).flatMap((id): Problem[] => {
    if (gaps.has(id)) return [];
    const found = capabilities.find((item) => item.id === id);
    const meant = found ? undefined : suggest(id, ids);
    return [
      {
        severity: "warning",
        ...at(id),
        pointer: child("/gaps", id),
        message: found
          ? `${id} is no gap: it is ${found.outcome === "met" ? "met" : found.outcome}`
          : `${JSON.stringify(id.slice(0, 80))} is not in this report`,
        hint: meant
          ? `Did you mean ${meant}?`
          : "The entry stays in the file, and the list leaves it out.",
      },
    ];
  });
}
