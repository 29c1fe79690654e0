import { EXIT_CODES } from "../core/errors.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { type Line, wrap } from "../report/spans.ts";
import { paint } from "../report/theme.ts";
import type { Verification } from "../verify/finding.ts";
import { verifyReport } from "../verify/verify.ts";
import { mustBeKnown } from "../context.ts";
import { print } from "./output.ts";
import { readReport } from "./read-saved.ts";
import { describeTerminal, type Terminal } from "./terminal.ts";

/** Recomputes a saved report from the evidence inside it, and says where the two differ. */
export async function runVerify(
  file: string,
  options: { format: string; color: boolean },
): Promise<number> {
  const format = mustBeKnown("format", options.format, ["pretty", "json"]);
  const verification = verifyReport(await readReport(file));
  const terminal = describeTerminal(process.stdout, process.env, options.color);
  await print(
    format === "json"
      ? `${JSON.stringify(verification, null, 2)}\n`
      : renderVerification(file, verification, terminal),
  );
  if (!verification.agrees) return EXIT_CODES.gateNotMet.code;
  // What could not be recomputed is no proof of anything.
  return verification.notes.length > 0 ? EXIT_CODES.inconclusive.code : EXIT_CODES.done.code;
}

function renderVerification(
  file: string,
  { agrees, findings, notes }: Verification,
  { columns, color }: Terminal,
): string {
  const name = sanitizeText(file, 200);
  const count = findings.length === 1 ? "1 place" : `${findings.length} places`;
  const verdict = agrees
    ? `${name} agrees: its levels follow from the evidence inside.`
    : `${name} does not agree with the evidence inside it, in ${count}.`;
  const lines: Line[] = [
    ...wrap([{ text: verdict, tone: agrees ? "met" : "alarm" }], columns),
    ...findings.flatMap(({ message }) => item(message, columns)),
    ...notes.flatMap((note) => item(`Not checked: ${note}`, columns)),
  ];
  return paint(lines, color);
}

function item(text: string, columns: number): Line[] {
  return wrap([{ text: sanitizeText(text, 500) }], columns - 4).map((line, at) => [
    { text: at === 0 ? "  - " : "    " },
    ...line,
  ]);
}
