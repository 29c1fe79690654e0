// The scorecard as a picture for the README: what the command prints in a terminal of 100 columns, drawn as SVG.
//   npm run scorecard              writes docs/scorecard.svg
//   npm run scorecard -- --check   exits with 1 when it is not what the command prints today
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseAnsi, renderSvg } from "./ansi-svg.mjs";

const COLUMNS = 100;
const ROWS = 51;
const COMMAND = ["audit", "npm", "--offline"];
/** The day on which the picture is taken; an audit's answers depend on the date. */
const NOW = "2026-11-22";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = new URL("../docs/scorecard.svg", import.meta.url);

const output = execFileSync(
  process.execPath,
  [fileURLToPath(new URL("../dist/cli.js", import.meta.url)), ...COMMAND, "--now", NOW],
  {
    cwd: root,
    encoding: "utf8",
    env: { PATH: process.env.PATH, FORCE_COLOR: "1", COLUMNS: String(COLUMNS) },
  },
);
const title = `assay ${COMMAND.join(" ")}`;
const svg = renderSvg(parseAnsi(output.trimEnd()), { columns: COLUMNS, rows: ROWS, title });

if (process.argv.includes("--check")) {
  if (readIfThere(target) === svg) {
    process.stdout.write("docs/scorecard.svg is what the command prints.\n");
  } else {
    process.stderr.write("docs/scorecard.svg is stale. Run npm run scorecard and commit it.\n");
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, svg);
  process.stdout.write("wrote docs/scorecard.svg\n");
}

function readIfThere(url) {
  try {
    return readFileSync(url, "utf8");
  } catch {
    return "";
  }
}
