import { createHash } from "node:crypto";
import type { Report } from "../../core/report.ts";
import { appendix } from "./appendix.ts";
import { attention } from "./attention.ts";
import { createPage, type Page } from "./context.ts";
import { type Html, html, toMarkup, trusted } from "./escape.ts";
import { masthead, overview, pageTitle } from "./hero.ts";
import { SPRITE } from "./icons.ts";
import { grid } from "./overview-grid.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";
import { capabilities } from "./tracks.ts";

/**
 * The report as one file that needs nothing else: no network, no script to be read. Its policy allows exactly the style
 * sheet and the script below, by their digests, and nothing from anywhere.
 */
export function renderHtml(raw: Report): string {
  return toMarkup(document(createPage(raw)));
}

export const POLICY: string = [
  "default-src 'none'",
  `style-src '${sourceHash(STYLE)}'`,
  `script-src '${sourceHash(SCRIPT)}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function sourceHash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** Without one, browsers ask the server for `/favicon.ico`. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%231f4e79' d='M1 10h4v5H1zM6 6h4v9H6z'/%3E%3Cpath fill='none' stroke='%231f4e79' d='M11.5 1.5h3v13h-3z'/%3E%3C/svg%3E";

function document(page: Page): Html {
  const { tool } = page.report;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${tool.name} ${tool.version}">
<title>${pageTitle(page)}</title>
<link rel="icon" href="${ICON}">
<style>${trusted(STYLE)}</style>
</head>
<body>
${SPRITE}
<a class="skip" href="#main">Skip to the report</a>
<div class="page">
${masthead(page)}
<main id="main" tabindex="-1">
${overview(page)}
${attention(page)}
${grid(page)}
${capabilities(page)}
${appendix(page)}
</main>
<footer><p>Made by ${tool.name} ${tool.version} from one report; the JSON is the record. Level 0 to 3, the lowest track decides.</p></footer>
</div>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`;
}
