/** The part that is read at a glance: masthead, levels, notes and the grid. */
export const STYLE_SCORE: string = `
.masthead { padding-top: 3rem; }
.eyebrow { color: var(--soft); font-size: .9375rem; }
h1 { font: 600 clamp(2rem, 1.4rem + 2.6vw, 3.25rem)/1.1 var(--serif); letter-spacing: -.01em; margin-top: .35rem; }
.facts { display: flex; flex-wrap: wrap; gap: .15rem 1.5rem; list-style: none; margin-top: .75rem; }
nav { margin-top: 1.5rem; border-block: 1px solid var(--line); }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.75rem; list-style: none; }
nav a { display: block; padding: .55rem 0; text-decoration: none; font-size: .9375rem; }
nav a:hover { text-decoration: underline; }

.overview { margin-top: 2rem !important; }
.panel { display: grid; grid-template-columns: minmax(15rem, 1fr) minmax(0, 2.4fr); background: var(--paper); border: 1px solid var(--line); border-radius: 6px; }
.verdict-block { padding: 1.5rem 1.75rem; border-right: 1px solid var(--line); display: flex; flex-direction: column; justify-content: center; }
.verdict-block .level { display: flex; align-items: baseline; gap: .6rem; margin-bottom: .5rem; }
.numeral { font: 600 1.75rem/1 var(--serif); font-variant-numeric: lining-nums; }
.level .numeral { font-size: 5.5rem; letter-spacing: -.03em; }
.level .of { font: 400 1.25rem/1 var(--serif); color: var(--soft); }
.levels { margin-top: .35rem; }
.verdict-block .small { margin-top: .35rem; }
.tracks { list-style: none; padding: .35rem 1.75rem; display: flex; flex-direction: column; }
.track-row { flex: 1; display: grid; grid-template-columns: minmax(0, 1fr) 2.75rem minmax(0, 19rem); gap: .25rem 1rem; align-items: center; padding: .9rem 0; }
.track-row + .track-row { border-top: 1px solid var(--line); }
.track-row h3 { font-size: 1.0625rem; }
.track-row h3 a { color: inherit; text-decoration: none; }
.track-row h3 a:hover { text-decoration: underline; }
.track-level { text-align: right; }
.is-off .numeral { font-size: 1.125rem; color: var(--soft); }
.gauge-none { color: var(--soft); font-size: .875rem; }
.gauge { display: block; width: 100%; max-width: 22rem; height: auto; overflow: visible; }
.step { stroke: var(--accent); stroke-width: 1.25; }
.step.verified { fill: var(--accent); }
.step.potential { stroke-dasharray: 4 3; }
.step.open { stroke: var(--edge); stroke-width: .75; }
.hatch-ground { fill: var(--hatch); } .hatch-line, .dot { fill: var(--accent); }
.step-text { font: 12.5px var(--sans); fill: var(--ink); }
.step-number { font-weight: 600; }
.step-off { fill: var(--soft); }
.key { display: flex; flex-wrap: wrap; gap: .3rem 1.75rem; margin-top: .9rem; font-size: .8125rem; color: var(--soft); }
.key dt, .key dd { display: inline; }
.key dt { color: var(--ink); font-weight: 600; }
.sample { vertical-align: -2px; }
.tally { margin-top: 2rem; }
.bar { display: block; width: 100%; height: .75rem; }
.share-met { fill: var(--met); } .share-partial { fill: var(--partial); } .share-unmet { fill: var(--unmet); }
.share-unknown { fill: var(--unknown); fill-opacity: .45; } .share-not-applicable { fill: var(--line); }
.tally ul { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; list-style: none; margin-top: .6rem; }

.note { padding: 1.25rem 1.5rem 1.4rem; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; }
main > .note { margin-top: 1.5rem; }
.overview + .note { margin-top: 2.5rem; }
.note h2 { font-size: 1.25rem; margin-bottom: .4rem; }
.note table, .note details { margin-top: .6rem; }
.note ul.plain { margin-top: .6rem; }
.note td ul.plain { margin-top: 0; }
.is-alarm { background: var(--alarm-ground); border-color: var(--unmet); }
.is-bad { border-color: var(--unmet); } .is-bad h2, .is-alarm h2 { color: var(--unmet); }
.is-good { background: var(--good-ground); border-color: var(--met); } .is-good h2 { color: var(--met); }
.is-open { background: var(--open-ground); border-color: var(--partial); } .is-open h2 { color: var(--partial); }
.command { margin: .75rem 0 0; padding: .6rem .9rem; background: var(--faint); border-radius: 4px; white-space: pre-wrap; user-select: all; }

.grid > .small { margin: .3rem 0 1rem; max-width: 46rem; }
.grid table { table-layout: fixed; }
.grid thead th:first-child { width: 9.5rem; }
.grid tbody th { padding-top: 1rem; }
.grid td { padding-block: .6rem; padding-right: 1.25rem; }
.grid-track { display: block; font-weight: 600; }
.chips { list-style: none; }
.chip { display: grid; grid-template-columns: 1rem minmax(0, 1fr); gap: 0 .6rem; padding: .4rem .5rem; margin-left: -.5rem; border-radius: 4px; color: var(--ink); text-decoration: none; line-height: 1.35; }
.chip:hover { background: var(--faint); }
.chip:hover .chip-title { text-decoration: underline; text-underline-offset: .18em; }
.chip .icon { color: var(--tone); margin-top: .2em; }
.chip-title { font-size: .9375rem; }
.chip-state { grid-column: 2; display: flex; flex-wrap: wrap; gap: 0 .75rem; font-size: .8125rem; color: var(--soft); }
.chip-state .word { color: var(--tone); font-weight: 600; }
@media (max-width: 60rem) {
  .panel { grid-template-columns: minmax(0, 1fr); }
  .verdict-block { border-right: 0; border-bottom: 1px solid var(--line); }
}
@media (max-width: 46rem) {
  .masthead { padding-top: 1.75rem; }
  .tracks, .verdict-block { padding-inline: 1.1rem; }
  .track-row { grid-template-columns: minmax(0, 1fr) auto; }
  .track-row .gauge, .track-row .gauge-none { grid-column: 1 / -1; margin-top: .35rem; }
  .key { flex-direction: column; }
  .note { padding-inline: 1.1rem; }
  .grid tbody th { padding-bottom: .5rem; } .grid-track { display: inline; font-size: 1.125rem; }
}
@media (forced-colors: active) {
  .step, .share { forced-color-adjust: none; }
  .chip, .tag { border: 1px solid; }
}
`;
