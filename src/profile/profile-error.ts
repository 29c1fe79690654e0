import { AssayError } from "../core/errors.ts";
import { renderProblems } from "./code-frame.ts";
import type { Problem } from "./problem.ts";

/** A profile that cannot be used. Its message is everything that is wrong, rendered without colour. */
export class ProfileError extends AssayError {
  readonly problems: readonly Problem[];
  readonly source: string;
  readonly file: string;

  constructor(problems: readonly Problem[], source: string, file: string) {
    super("profile", renderProblems(problems, source, file, { color: false }));
    this.name = "ProfileError";
    this.problems = problems;
    this.source = source;
    this.file = file;
  }

  /** The same with colour, for a terminal. */
  render(options: { color: boolean }): string {
    return renderProblems(this.problems, this.source, this.file, options);
  }
}
