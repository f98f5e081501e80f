import type { Evidence } from '../records.ts';
import { type Html, html } from './html.ts';

/** Most characters of a text that are shown. */
const mostShown = 4000;

/** A text with the places of its evidence marked; what overlaps is one mark. A very long one is cut, and says so. */
export function markedText(text: string, evidence: readonly Evidence[]): Html {
  const shown = text.slice(0, mostShown);
  const pieces: Html[] = [];
  let at = 0;
  for (const { start, end, names } of placesOf(evidence, shown.length)) {
    pieces.push(html`${shown.slice(at, start)}<mark title="${names.join(', ')}">${shown.slice(start, end)}</mark>`);
    at = end;
  }
  const rest = text.length - shown.length;
  return html`${pieces}${shown.slice(at)}${rest > 0 && html`<span class="cut"> … ${rest} more characters</span>`}`;
}

function placesOf(evidence: readonly Evidence[], length: number) {
  const places: { start: number; end: number; names: string[] }[] = [];
  const sorted = evidence
    .map(({ path, start, end }) => ({ start, end: Math.min(end, length), name: path }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  for (const { start, end, name } of sorted) {
    const last = places.at(-1);
    if (last && start < last.end) {
      last.end = Math.max(last.end, end);
      last.names.push(name);
    } else places.push({ start, end, names: [name] });
  }
  return places;
}
