import { bars } from '../bars.ts';
import type { Figures } from '../figures.ts';
import { html } from '../html.ts';
import { counted, whole } from '../numbers.ts';
import { section, table } from './section.ts';

/** Sizes from here on share a bar. */
const sizeTogether = 10;

/** Documents that say nearly the same. */
export function clusters({ clusters: { sizes, duplicates, largest } }: Figures) {
  const question = 'How much of it was told twice?';
  const total = sizes.reduce((sum, one) => sum + one.clusters, 0);
  if (total === 0) return section('clusters', question, 'No document is a copy or near-duplicate of another.');
  const shownSizes = [...new Set(sizes.map(({ size }) => Math.min(size, sizeTogether)))];
  return section(
    'clusters',
    question,
    `${counted(duplicates, 'document')} ${duplicates === 1 ? 'was' : 'were'} left out for a better copy, in ${counted(total, 'cluster')}.`,
    bars({
      label: 'Clusters of near-duplicate documents by size',
      rows: shownSizes.map((size) => `${size}${size === sizeTogether ? ' or more' : ''} documents`),
      series: [
        {
          name: 'clusters',
          colour: 'var(--ours)',
          values: shownSizes.map((shown) =>
            sizes
              .filter(({ size }) => Math.min(size, sizeTogether) === shown)
              .reduce((sum, one) => sum + one.clusters, 0),
          ),
        },
      ],
    }),
    html`<h3>The largest</h3>`,
    table(
      [{ name: 'Kept document' }, { name: 'Source' }, { name: 'Documents', isNumber: true }],
      largest.map(({ title, source, size, id }) => [html`<bdi title="${id}">${title}</bdi>`, source, whole(size)]),
    ),
  );
}
