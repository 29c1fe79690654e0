// Terminal output as SVG: every run of one style is a text of its own at its own place, so that no font moves a column.

const COLORS = {
  31: "#ff7b72",
  32: "#56d364",
  33: "#e3b341",
  34: "#79c0ff",
  35: "#d2a8ff",
  36: "#76e3ea",
  37: "#f0f6fc",
  90: "#8b949e",
  91: "#ffa198",
  92: "#7ee787",
  93: "#f2cc60",
  94: "#a5d6ff",
  95: "#e2c5ff",
  96: "#b3f0ff",
};
const FOREGROUND = "#c9d1d9";
const BACKGROUND = "#0d1117";
const CELL = { width: 8.4, height: 18 };
const MARGIN = 16;
const TITLE = 34;

/** Lines of runs `{ text, color, bold }`, from text with SGR sequences. Anything but colour and weight is an error. */
export function parseAnsi(output) {
  let style = { color: FOREGROUND, bold: false };
  return output.split("\n").map((line) => {
    const runs = [];
    for (const [, codes, text] of line.matchAll(/\u001b\[([\d;]*)m|([^\u001b]+)/g)) {
      if (text !== undefined) runs.push({ text, ...style });
      else for (const code of codes.split(";")) style = applySgr(style, Number(code));
    }
    return runs;
  });
}

function applySgr(style, code) {
  if (code === 0) return { color: FOREGROUND, bold: false };
  if (code === 1 || code === 22) return { ...style, bold: code === 1 };
  if (code === 39) return { ...style, color: FOREGROUND };
  const color = COLORS[code];
  if (color === undefined) throw new Error(`SGR ${code} is not drawn yet`);
  return { ...style, color };
}

/** At most `rows` lines; what is left out is said in the last one. */
export function renderSvg(lines, { columns, rows, title }) {
  const shown = lines.length > rows ? lines.slice(0, rows - 1) : lines;
  if (shown.length < lines.length) {
    const text = `… and ${lines.length - shown.length} more lines`;
    shown.push([{ text, color: COLORS[90], bold: false }]);
  }
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = TITLE + shown.length * CELL.height + MARGIN;
  const texts = shown.flatMap((runs, row) => {
    const y = TITLE + row * CELL.height + 13;
    let column = 0;
    return runs.flatMap(({ text, color, bold }) => {
      const x = round(MARGIN + (column + leading(text)) * CELL.width);
      column += [...text].length;
      return text.trim() === "" ? [] : [textElement({ x, y, text: text.trim(), color, bold })];
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Output of ${escape(title)}">
<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>
<circle cx="18" cy="17" r="5" fill="#f85149"/><circle cx="36" cy="17" r="5" fill="#d29922"/><circle cx="54" cy="17" r="5" fill="#3fb950"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
<text x="${width / 2}" y="22" text-anchor="middle" fill="${COLORS[90]}">$ ${escape(title)}</text>
${texts.join("\n")}
</g>
</svg>
`;
}

function textElement({ x, y, text, color, bold }) {
  const weight = bold ? ' font-weight="700"' : "";
  const length = round([...text].length * CELL.width);
  return `<text x="${x}" y="${y}" fill="${color}"${weight} textLength="${length}">${escape(keepSpaces(text))}</text>`;
}

/** White space in SVG collapses, and what asks it not to works in some viewers only. */
function keepSpaces(text) {
  return text.replaceAll("  ", "\u00a0\u00a0");
}

function leading(text) {
  return text.length - text.trimStart().length;
}

function round(value) {
  return Math.round(value * 10) / 10;
}

function escape(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
