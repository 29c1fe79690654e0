/** The matrix's own style: system fonts, both colour schemes, titles that stay in sight while a wide table scrolls. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1d2329;--soft:#55606b;--paper:#fff;--band:#f2f4f6;--line:#cfd6dc;--met:#12693a;--partial:#7a4b00;--unmet:#a3172a;--unknown:#4b5563;--focus:#1f4e79}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaee;--soft:#a9b4be;--paper:#14181c;--band:#1e242a;--line:#3a444d;--met:#6fd39a;--partial:#e9b25f;--unmet:#ff8f9c;--unknown:#b3bdc7;--focus:#8fc1f0}}
*{box-sizing:border-box}
body{margin:0;padding:1.5rem;font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1,h2,p{overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:0 0 .25rem}
h2{font-size:1.15rem;margin:1.75rem 0 .5rem}
p{margin:.25rem 0;max-width:75ch}
.soft{color:var(--soft)}
.scroll{position:relative;overflow:auto;width:fit-content;max-width:100%;max-height:85vh;border:1px solid var(--line);border-radius:4px;margin-top:1rem}
.scroll:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
table{border-collapse:separate;border-spacing:0;font-size:.9rem}
caption{text-align:left;padding:.5rem .6rem;color:var(--soft)}
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;background:var(--paper)}
td{white-space:nowrap}
thead th{position:sticky;top:0;z-index:1;background:var(--band);overflow-wrap:anywhere;min-width:7rem}
tbody th{position:sticky;left:0;font-weight:400;min-width:13rem;max-width:22rem;overflow-wrap:anywhere}
thead th:first-child{left:0;z-index:2}
.track th,.track td{background:var(--band);font-weight:600}
.wrap td{white-space:normal;overflow-wrap:anywhere;min-width:7rem}.wrap td:last-child{min-width:16rem}
.n{color:var(--soft);font-variant-numeric:tabular-nums}
.met{color:var(--met)}.partial{color:var(--partial)}.unmet{color:var(--unmet)}.unknown,.na{color:var(--unknown)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:40rem){body{padding:.75rem}tbody th{min-width:9rem;max-width:11rem}}
@media print{.scroll{overflow:visible;max-height:none;border:0}thead th,tbody th{position:static}body{padding:0}}
`;
