import type { Check } from "../core/check.ts";
import type { ProofState } from "../core/evidence.ts";
import type { FactKey, FactRecord } from "../core/facts.ts";
import type { Capability } from "../core/framework.ts";
import type { CriterionOutcome, Method, Strength, UnknownCode } from "../core/outcome.ts";

/** One statement about one or all required criteria of a capability, ready to be weighed against others. */
export interface WeighedFinding {
  /** Undefined: every required criterion. */
  criterion?: string;
  outcome: CriterionOutcome | "note";
  /** For `unknown`: why. */
  code?: UnknownCode;
  message: string;
  strength: Strength;
  method: Method;
  source: string;
  exchanges: string[];
  claim?: {
    url?: string;
    says?: string;
    proof?: ProofState;
    checked?: string;
    age?: "ageing" | "stale" | "undated";
  };
  /** What a client beside the official one alone would have come to; such a finding is a `note`. */
  beside?: CriterionOutcome;
  /** Why it does not count (`--min-evidence`, `--max-age`). */
  setAside?: { code: UnknownCode; why: string };
}

/** Runs a check over the facts it observes. A check that throws makes the answer unknown, nothing else. */
export function observeFacts(
  capability: Capability,
  check: Check | undefined,
  facts: readonly FactRecord[],
): WeighedFinding[] {
  if (!check) return [];
  return facts
    .filter((fact) => Object.hasOwn(check.observe, fact.key))
    .flatMap((fact) => observeFact(capability, check, fact));
}

function observeFact(capability: Capability, check: Check, fact: FactRecord): WeighedFinding[] {
  const base = {
    strength: "observed" as const,
    method: fact.method,
    source: fact.source,
    exchanges: fact.exchanges,
  };
  const { result } = fact;
  if (result.state === "failed") {
    // A client shown beside the official one does not decide, so not knowing what it does leaves nothing open either.
    if (fact.beside) return [{ ...base, outcome: "note", message: result.message }];
    return [{ ...base, outcome: "unknown", code: result.code, message: result.message }];
  }
  try {
    // The key was looked up on this check, so the function takes exactly this fact.
    const observe = check.observe[fact.key] as (seen: typeof result) => unknown;
    const answer = observe(result) as ReturnType<NonNullable<Check["observe"][FactKey]>>;
    return [answer].flat().map((finding) => {
      const known =
        finding.criterion === undefined ||
        capability.criteria.some((criterion) => criterion.id === finding.criterion);
      const message = fillIn(check.messages[finding.message], finding.args);
      const outcome = fact.beside || !known ? "note" : finding.outcome;
      return {
        ...base,
        ...(finding.criterion !== undefined && known ? { criterion: finding.criterion } : {}),
        outcome,
        ...(outcome === "unknown" ? { code: "not-observable" as const } : {}),
        ...(fact.beside && finding.outcome !== "note" ? { beside: finding.outcome } : {}),
        message,
      };
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      { ...base, outcome: "unknown", code: "check-error", message: `The check failed: ${why}` },
    ];
  }
}

/** Fills `{name}` placeholders. A missing value stays visible as its placeholder, so that a test sees it. */
function fillIn(
  template: string | undefined,
  args: Readonly<Record<string, string | number>> = {},
): string {
  if (template === undefined)
    throw new Error("a finding names a message that its check does not have");
  return template.replace(/\{([a-zA-Z]+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(args, name) ? String(args[name]) : placeholder,
  );
}
