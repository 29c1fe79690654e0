import type { Comparison } from "../../compare/compare.ts";
import type { Symbols } from "../theme.ts";

/** What the sections of the terminal's comparison work with. Every text is clean. */
export interface View {
  comparison: Comparison;
  symbols: Symbols;
  width: number;
  ending: string;
  verbose: boolean;
}
