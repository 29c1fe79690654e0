import { type Html, html, type HtmlValue } from "./escape.ts";

export interface TableOptions {
  /** Read out first; shown only where `visible` says so. */
  caption: string;
  columns: readonly string[];
  rows: readonly { id?: string; cells: readonly HtmlValue[] }[];
}

/**
 * A table whose rows become blocks on a narrow screen, each cell under its column's name. The roles are written out
 * because browsers drop them once a table is no longer laid out as one. The first cell of a row is its header.
 */
export function table({ caption, columns, rows }: TableOptions): Html {
  const body = rows.map(({ id, cells }) => {
    const [first, ...rest] = cells;
    const head = html`<th role="rowheader" scope="row" data-column="${columns[0]}">${first}</th>`;
    const others = rest.map(
      (cell, at) => html`<td role="cell" data-column="${columns[at + 1]}"><div>${cell}</div></td>`,
    );
    return id === undefined
      ? html`<tr role="row">${head}${others}</tr>\n`
      : html`<tr role="row" id="${id}">${head}${others}</tr>\n`;
  });
  const heads = columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`);
  return html`<table class="stack" role="table">
<caption class="away">${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">
${body}</tbody>
</table>`;
}
