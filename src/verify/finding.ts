/** One place where a report does not follow from its own evidence. */
export interface VerifyFinding {
  /** What it is about: `registry`, `summary`, `gate`, `gaps`, a track, a capability, `CAPABILITY#criterion`. */
  where: string;
  /** The field that is wrong. */
  field: string;
  /** What the report says. */
  said: string;
  /** What its evidence and settings give. */
  computed: string;
  /** For people: one sentence. */
  message: string;
}

export interface Verification {
  agrees: boolean;
  findings: VerifyFinding[];
  /** What could not be recomputed, in sentences; none of it is a disagreement. */
  notes: string[];
}

/** Collects disagreements; values are compared as the JSON they are. */
export interface Compare {
  (where: string, field: string, said: unknown, computed: unknown, message?: string): void;
}

export function comparing(findings: VerifyFinding[]): Compare {
  return (where, field, said, computed, message) => {
    const [a, b] = [show(said), show(computed)];
    if (a === b) return;
    findings.push({
      where,
      field,
      said: a,
      computed: b,
      message:
        message ?? `${field} of ${where} is ${a} in the report, and its evidence gives ${b}.`,
    });
  };
}

function show(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
}
