/** Colours, type and the parts that every section shares. Text has a contrast of at least 4.5 on every ground used. */
export const STYLE_BASE: string = `
:root {
  color-scheme: light dark;
  --ground: #fbfaf7; --paper: #ffffff; --ink: #1d2125; --soft: #575d65; --line: #dfdbd2; --edge: #8a8d91; --faint: #f2f0ea;
  --accent: #1f4e79; --hatch: #c9d8e6; --cut: #ffffff;
  --met: #1b6a40; --partial: #875500; --unmet: #a3262b; --unknown: #535a64; --na: #666b72;
  --alarm-ground: #fbefed; --good-ground: #eef5ef; --open-ground: #f8f3e6;
  --serif: ui-serif, Charter, "Iowan Old Style", "Source Serif 4", "Noto Serif", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181b; --paper: #1b1f23; --ink: #e8e6e1; --soft: #a7adb5; --line: #353a40; --edge: #747b84; --faint: #20252a;
    --accent: #8fbbe6; --hatch: #2f4a63; --cut: #15181b;
    --met: #7ec89a; --partial: #e2b45c; --unmet: #f39a94; --unknown: #b4bac3; --na: #a1a7af;
    --alarm-ground: #2c1e1e; --good-ground: #1a2620; --open-ground: #29251a;
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.page { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem 4rem; }
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, figure { margin: 0; }
ul, ol { padding: 0; }
h1, h2, h3, h4, h5 { text-wrap: balance; line-height: 1.25; }
h2 { font: 600 1.5rem/1.25 var(--serif); }
main > section { margin-top: 3.5rem; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
code, .digest { font: .875em/1.5 var(--mono); unicode-bidi: isolate; }
a, bdi, q, .address { unicode-bidi: isolate; }
.small { font-size: .875rem; color: var(--soft); }
.label { font-size: .8125rem; font-weight: 600; color: var(--soft); }
.host { font-size: .8125rem; color: var(--soft); }
.tag { display: inline-block; font-size: .8125rem; line-height: 1.35; padding: .05rem .45rem; border: 1px solid var(--line); border-radius: 3px; color: var(--soft); }
ul.plain { list-style: none; }
ul.plain > li + li { margin-top: .5rem; }
.away { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0; }
caption.away { position: absolute; }
.sprite { position: absolute; }
.skip { position: absolute; left: -100vw; top: 0; padding: .6rem 1rem; background: var(--paper); z-index: 1; }
.skip:focus { left: 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }

.icon { width: 1em; height: 1em; flex: none; }
.cut { stroke: var(--cut); }
.verdict { font-weight: 600; white-space: nowrap; }
.verdict .icon { vertical-align: -.125em; margin-right: .4em; }
.is-met { --tone: var(--met); } .is-partial { --tone: var(--partial); } .is-unmet { --tone: var(--unmet); }
.is-unknown { --tone: var(--unknown); } .is-na, .is-note { --tone: var(--na); }
.verdict { color: var(--tone); }
.strength { font-size: .8125rem; color: var(--soft); white-space: nowrap; }
.pips { margin-right: .4em; vertical-align: -.05em; }
.pip { fill: none; stroke: currentColor; stroke-width: 1; }
.pip.on { fill: currentColor; }

details > summary { cursor: pointer; width: fit-content; max-width: 100%; color: var(--accent); font-size: .9375rem; padding: .2rem 0; }
summary:hover { text-decoration: underline; text-underline-offset: .18em; }
summary::marker { color: var(--soft); }

table { width: 100%; border-collapse: collapse; text-align: left; font-size: .9375rem; }
th, td { padding: .6rem 1rem .6rem 0; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th, tbody th { min-width: 7.5rem; }
thead th { font-size: .8125rem; font-weight: 600; color: var(--soft); padding-block: .3rem; }
@media (max-width: 46rem) {
  table.stack, .stack tbody, .stack tr, .stack th, .stack td { display: block; width: 100%; }
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack tr { padding: .75rem 0; border-bottom: 1px solid var(--line); }
  .stack tbody th { font-weight: 600; }
  .stack tbody th, .stack td { padding: .15rem 0; border: 0; }
  .stack td::before { content: attr(data-column); display: block; font-size: .8125rem; font-weight: 600; color: var(--soft); }
}

.fact-list { font-size: .9375rem; }
.fact-list > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 0 1rem; padding: .15rem 0; }
.fact-list dt { color: var(--soft); }
@media (max-width: 30rem) { .fact-list > div { grid-template-columns: minmax(0, 1fr); padding: .3rem 0; } .fact-list dt { font-size: .8125rem; } }
`;
