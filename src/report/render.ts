import type { Report } from "../core/report.ts";

/** What the caller knows of where the text will be shown. Formats that are files use none of it. */
export interface RenderOptions {
  /** Width of the terminal in cells. Nothing that `pretty` writes is wider, down to 40. */
  columns: number;
  /** ANSI colours; never the only carrier of meaning. */
  color: boolean;
  /** False: nothing outside ASCII is written. */
  unicode: boolean;
  /** Adds reasons, criteria, evidence and all exchanges. */
  verbose: boolean;
  /** One line per track, nothing else. */
  quiet: boolean;
}

/** Turns a report into text that ends with a newline. Pure: same report and options, same bytes. */
export type Renderer = (report: Report, options: RenderOptions) => string;
