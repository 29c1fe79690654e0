/** On paper everything is open, nothing is filtered away, and no control is left. */
export const STYLE_PRINT: string = `
@page { margin: 16mm 14mm; }
@media print {
  :root {
    --ground: #fff; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --edge: #888; --faint: #fff;
    --accent: #1f4e79; --hatch: #c9d8e6; --cut: #fff;
    --met: #1b6a40; --partial: #875500; --unmet: #a3262b; --unknown: #535a64; --na: #666;
    --alarm-ground: #fff; --good-ground: #fff; --open-ground: #fff;
  }
  html { color-scheme: light; font-size: 9pt; }
  .page { max-width: none; padding: 0; }
  .masthead { padding-top: 0; }
  nav, .filters, .skip { display: none !important; }
  .cap[hidden], .level-group[hidden], .track[hidden] { display: block !important; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  summary { list-style: none; color: var(--soft); }
  summary::-webkit-details-marker { display: none; }
  .step, .pip, .share, .icon, .hatch-ground, .hatch-line { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
  a[rel]:not(.address)::after { content: " (" attr(href) ")"; font-size: .85em; }
  a[rel] + .host { display: none; }
  h1, h2, h3, h4, h5, .level-head, .track > header { break-after: avoid; }
  .panel, .tally, .piece, .inset, .criteria > li, tr { break-inside: avoid; }
  .cap { padding: .8rem 0; }
  .cap, .detail, .criteria, .evidence { display: block; }
  .cap-state > * { display: inline; margin-right: .75rem; }
  .cap-state { display: block; break-after: avoid; margin-bottom: .15rem; }
  .criteria > li, .piece { margin-bottom: .5rem; }
  .pips, .gauge, .sample { height: auto; }
  .pips { width: 1.1rem; }
  .detail > div + div > h5:first-child { margin-top: 1.25rem; }
  .reason, h4 { break-after: avoid; }
  main > section { margin-top: 1.75rem; }
  .cap:target::before { display: none; }
  tr:target { background: none; }
  .piece { border: 1px solid var(--line); }
  thead { display: table-header-group; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  .note:has(thead) { break-inside: avoid; }
  .command { border: 1px solid var(--line); }
}
`;
