import type { Comparison, MatrixTrack } from "../../compare/compare.ts";
import type { CapabilityState, Levels } from "../../compare/snapshot.ts";
import { type Html, html } from "../html/escape.ts";
import { symbolsFor } from "../theme.ts";
import { levelsText, levelText, SHORT_STRENGTH, stateNotes, stateWords } from "./words.ts";

/** Up to here registries are columns; more of them read better as rows. */
const MOST_COLUMNS = 12;

const SYMBOLS = symbolsFor(true);

/** Every capability of every report, with the strength of its evidence. */
export function matrixTable(comparison: Comparison): Html {
  const body =
    comparison.snapshots.length > MOST_COLUMNS ? reportsAsRows(comparison) : asColumns(comparison);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Matrix of capabilities and reports">${body}</div>`;
}

function asColumns({ snapshots, overall, tracks }: Comparison): Html {
  const show = cells(stateWords);
  const head = snapshots.map(({ label }) => html`<th scope="col">${label}</th>`);
  const rows = tracks.map(
    (track) => html`${levelRow(track.title, track.levels)}
${track.rows.map(
  ({ title, level, cells: states }) =>
    html`<tr><th scope="row"><span class="n">${level}</span> ${title}</th>${states.map(show)}</tr>
`,
)}`,
  );
  return html`<table><thead><tr><th scope="col">Capability</th>${head}</tr></thead>
<tbody>${levelRow("Registry", overall)}
${rows}</tbody></table>`;
}

function levelRow(title: string, all: readonly (Levels | null)[]): Html {
  return html`<tr class="track"><th scope="row">${title}</th>${all.map((one) => html`<td>${one ? levelsText(one) : SYMBOLS.dash}</td>`)}</tr>`;
}

function reportsAsRows({ snapshots, overall, tracks }: Comparison): Html {
  const show = cells(({ strength }) => (strength ? SHORT_STRENGTH[strength] : ""));
  const level = levelCells();
  const head = tracks.map((track) => trackHead(track));
  const rows = snapshots.map(
    ({ label }, at) =>
      html`<tr><th scope="row">${label}</th>${level(overall[at] ?? null)}${tracks.map(
        (track) =>
          html`${level(track.levels[at] ?? null)}${track.rows.map(({ cells: states }) => show(states[at] ?? null))}`,
      )}</tr>
`,
  );
  return html`<table><thead><tr><th scope="col">Registry</th><th scope="col">Level</th>${head}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

function trackHead({ title, rows }: MatrixTrack): Html {
  return html`<th scope="col">${title}: level</th>${rows.map((row) => html`<th scope="col"><span class="n">${row.level}</span> ${row.title}</th>`)}`;
}

const CLASSES = {
  met: "met",
  partial: "partial",
  unmet: "unmet",
  unknown: "unknown",
  "not-applicable": "na",
} as const;

/** There are few different cells and, of a thousand reports, very many cells: each kind is made once. */
function cells(words: (state: CapabilityState) => string): (state: CapabilityState | null) => Html {
  const made = new Map<string, Html>();
  const empty = html`<td>${SYMBOLS.dash}<span class="sr"> not in this report</span></td>`;
  return (state) => {
    if (!state) return empty;
    const notes = stateNotes(state);
    const key = [state.outcome, state.strength, state.code, ...notes].join();
    const known = made.get(key);
    if (known) return known;
    const text = `${SYMBOLS.verdict[state.outcome]} ${words(state)}`.trim();
    const marks = notes.length > 0 ? ` (${notes.join(", ")})` : "";
    const cell = html`<td class="${CLASSES[state.outcome]}"><span aria-hidden="true">${text}</span><span class="sr">${stateWords(state)}</span>${marks}</td>`;
    made.set(key, cell);
    return cell;
  };
}

function levelCells(): (levels: Levels | null) => Html {
  const made = new Map<string, Html>();
  return (levels) => {
    const text = levels ? levelText(levels.level) : SYMBOLS.dash;
    const known = made.get(text) ?? html`<td><strong>${text}</strong></td>`;
    made.set(text, known);
    return known;
  };
}
