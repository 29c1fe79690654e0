/** Errors a user can do something about. Anything else that is thrown is a bug and exits with 4. */
export type ErrorCode = "usage" | "profile" | "input" | "output" | "unreachable";

export class AssayError extends Error {
  readonly code: ErrorCode;
  /** What would be right, in one line; printed under the message. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = "AssayError";
    this.code = code;
    this.hint = options.hint;
  }
}

/** Exit codes with their meaning; `--help` and the README print this table. */
export const EXIT_CODES = {
  done: { code: 0, meaning: "done, and every gate given was met" },
  gateNotMet: { code: 1, meaning: "a gate is not met, and no unknown could change that" },
  usage: { code: 2, meaning: "usage, profile or input error" },
  inconclusive: {
    code: 3,
    meaning:
      "inconclusive: a gate is not met, but the unknowns could still meet it, or nothing of the registry could be reached",
  },
  internal: { code: 4, meaning: "internal error" },
  interrupted: { code: 130, meaning: "interrupted" },
} as const;
