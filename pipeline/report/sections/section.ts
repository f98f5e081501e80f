import { type Html, type HtmlValue, html } from '../html.ts';

/** A part of the page: a question, the answer in a sentence, and what bears it out. */
export function section(id: string, question: string, answer: HtmlValue, ...body: HtmlValue[]): Html {
  return html`<section id="${id}"><h2>${question}</h2><p class="answer">${answer}</p>${body}</section>`;
}

export interface Column {
  name: string;
  isNumber?: boolean;
}

/** A table that scrolls by itself where the screen is too narrow for it. */
export function table(columns: readonly Column[], rows: readonly (readonly HtmlValue[])[], name?: string): Html {
  const kind = (at: number) => (columns[at]?.isNumber ? 'number' : 'text');
  return html`<div class="scroll" tabindex="0"><table class="${name}"><thead><tr>${columns.map(
    ({ name }, at) => html`<th scope="col" class="${kind(at)}">${name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, at) =>
        at === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="${kind(at)}">${cell}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}

/** What is shown at first is the plot; the numbers behind it are a click away. */
export const folded = (summary: string, body: HtmlValue): Html =>
  html`<details><summary>${summary}</summary>${body}</details>`;
