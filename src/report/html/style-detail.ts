/** Filters and the list of capabilities with what stands behind each. */
export const STYLE_DETAIL: string = `
.filters { margin-top: 1.25rem; padding: 1rem 1.25rem; background: var(--faint); border-radius: 6px; display: grid; grid-template-columns: minmax(0, 1fr); gap: .9rem; }
fieldset { margin: 0; padding: 0; border: 0; min-width: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
legend { padding: 0; margin-bottom: .4rem; font-size: .8125rem; font-weight: 600; color: var(--soft); }
.toggle { display: inline-flex; align-items: center; gap: .45em; padding: .3rem .7rem; border: 1px solid var(--line); border-radius: 4px; background: var(--paper); font-size: .9375rem; cursor: pointer; }
.toggle input { margin: 0; accent-color: var(--accent); }
.toggle .icon { color: var(--tone); }
.toggle:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.count { color: var(--soft); }
.fields { display: flex; flex-wrap: wrap; gap: .75rem 1rem; }
.fields label { display: grid; grid-template-columns: minmax(0, 1fr); gap: .2rem; max-width: 100%; font-size: .8125rem; font-weight: 600; color: var(--soft); min-width: 0; }
.fields .grow { flex: 1 1 12rem; }
select { width: 100%; max-width: 16rem; }
select, input[type="search"], button { font: inherit; font-size: .9375rem; font-weight: 400; color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: 4px; padding: .35rem .6rem; min-height: 2.25rem; }
input[type="search"] { width: 100%; }
button { cursor: pointer; }
button:hover { border-color: var(--ink); }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.actions [role="status"] { margin-right: auto; font-size: .9375rem; }

.track { margin-top: 2.75rem; }
.track > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; padding-bottom: .6rem; border-bottom: 2px solid var(--ink); }
.track h3 { font: 600 1.375rem/1.25 var(--serif); }
.track-state { font: 400 1.125rem/1.25 var(--serif); }
.track > header .small { flex-basis: 100%; }
.level-head { display: flex; gap: .9rem; align-items: baseline; padding: 1.4rem 0 .5rem; font-size: .9375rem; }
.level-head span { color: var(--soft); }
.cap { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: .25rem 1.5rem; padding: 1rem 0; border-top: 1px solid var(--line); }
.cap:focus { outline: none; }
.cap { position: relative; }
.cap:target::before { content: ""; position: absolute; inset: .9rem auto .9rem -1rem; width: 3px; background: var(--accent); }
.cap-state { display: flex; flex-direction: column; gap: .15rem; align-items: flex-start; }
h4 { font-size: 1.0625rem; font-weight: 600; }
.reason { max-width: 46rem; margin-top: .15rem; }
.cap-meta { font-size: .875rem; color: var(--soft); margin: .3rem 0 .1rem; }
.detail { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 0 2.5rem; padding: .5rem 0 .75rem; }
.detail p, .detail ol, .detail ul.links { max-width: 46rem; }
h5 { font-size: .9375rem; font-weight: 600; margin: 1.25rem 0 .35rem; }
.detail > div > h5:first-child { margin-top: .25rem; }
.detail ol { padding-left: 1.4rem; margin-bottom: .4rem; }
.detail ol li + li { margin-top: .25rem; }
.detail p + p { margin-top: .4rem; }
.links { padding-left: 1.1rem; }
.criteria, .evidence { list-style: none; display: grid; gap: .75rem; }
.criteria .strength, .piece .strength { margin: 0 .4rem; }
.piece { padding: .75rem 1rem; background: var(--faint); border-radius: 4px; }
.piece > p { margin-bottom: .35rem; }
.is-aside > p { color: var(--soft); }
.proof-verified { color: var(--met); } .proof-stale { color: var(--unmet); }
.inset { padding: .75rem 1rem; border: 1px solid var(--unmet); border-radius: 4px; margin-bottom: .75rem; }
.detail .small { margin-bottom: .5rem; }
main > section > h2 + p { margin: .3rem 0 .75rem; max-width: 46rem; }
#run .fact-list { margin-top: .75rem; }
#exchanges th { min-width: 3rem; }
#exchanges td:nth-child(2) { min-width: 16rem; }
tr:target { background: var(--faint); }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .875rem; color: var(--soft); }
@media (max-width: 60rem) {
  .detail { grid-template-columns: minmax(0, 1fr); }
  .detail > div + div > h5:first-child { margin-top: 1.25rem; }
}
@media (max-width: 46rem) {
  .cap { grid-template-columns: minmax(0, 1fr); }
  .cap-state { flex-direction: row; gap: 1rem; align-items: center; }
  .piece { padding: .7rem .75rem; }
  #exchanges td:nth-child(2) { min-width: 0; }
}
`;
