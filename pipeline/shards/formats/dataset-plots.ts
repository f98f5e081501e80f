import type { EChartsOption } from 'echarts';
import { taskBySlug } from '../../../task-pool/index.ts';
import type { Language } from '../../records.ts';
import type { DatasetFigures, Part } from './dataset-figures.ts';

/** A plot of a card: its file, and what a reader who cannot see it is told. */
export interface Plot {
  path: string;
  about: string;
  svg: string;
}

const languageNames: Record<Language, string> = { en: 'English', zh: 'Chinese' };
const languages = ['en', 'zh'] as const;

/** The plots of a card, as SVG files. The same figures give the same bytes. */
export async function datasetPlots(figures: DatasetFigures): Promise<Plot[]> {
  const tasks = Object.entries(figures.tasks)
    .map(([slug, counts]) => ({ name: taskBySlug(slug).category, counts }))
    .sort((a, b) => totalOf(a.counts) - totalOf(b.counts) || (a.name < b.name ? 1 : -1));
  const years = Object.entries(figures.years).sort(([a], [b]) => (a < b ? -1 : 1));
  const lying = { type: 'category', data: tasks.map(({ name }) => name) } as const;
  return [
    {
      ...{ path: 'images/tasks.svg', about: 'Pairs by task and language' },
      svg: await draw(140 + 24 * tasks.length, {
        ...{ xAxis: { type: 'value' }, yAxis: lying },
        series: barsOf((language) => tasks.map(({ counts }) => counts[language])),
      }),
    },
    ...(await Promise.all([lengthPlot(figures, 'input'), lengthPlot(figures, 'answer')])),
    {
      ...{ path: 'images/years.svg', about: 'Pairs by the year their documents were published in, and language' },
      svg: await draw(320, {
        ...{ xAxis: { type: 'category', data: years.map(([year]) => year) }, yAxis: { type: 'value' } },
        series: barsOf((language) => years.map(([, counts]) => counts[language])),
      }),
    },
  ];
}

async function lengthPlot({ lengths }: DatasetFigures, part: Part): Promise<Plot> {
  const { en, zh } = lengths[part];
  const held = en.flatMap((count, place) => (count + zh[place]! > 0 ? [place] : []));
  const [first = 0, last = 0] = [held[0], held.at(-1)];
  const places = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const svg = await draw(320, {
    xAxis: {
      type: 'category',
      data: places.map((place) => `${2 ** place}–${2 ** (place + 1) - 1}`),
      name: 'characters',
    },
    yAxis: { type: 'value' },
    series: barsOf((language) => places.map((place) => lengths[part][language][place]!)),
  });
  return { path: `images/${part}-lengths.svg`, about: `Lengths of the ${part}s by language`, svg };
}

const totalOf = (counts: Record<Language, number>) => counts.en + counts.zh;

const barsOf = (valuesOf: (language: Language) => number[]): NonNullable<EChartsOption['series']> =>
  languages.map((language) => ({
    ...{ type: 'bar' as const, stack: 'pairs', name: languageNames[language], data: valuesOf(language) },
  }));

async function draw(height: number, option: EChartsOption): Promise<string> {
  // Loaded where it is needed: it is large.
  const echarts = await import('echarts');
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 800, height });
  chart.setOption({
    ...{ animation: false, backgroundColor: '#ffffff', color: ['#2f6fb0', '#d9822b'] },
    ...{ legend: { top: 8 }, grid: { left: 16, right: 96, top: 48, bottom: 24, containLabel: true } },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return withoutCounters(svg);
}

/** Names of classes count on through all charts that a process draws. */
function withoutCounters(svg: string): string {
  const names = new Map<string, string>();
  return svg.replace(/\bzr\d+-[a-z]+-?\d+/g, (name) => {
    const known = names.get(name) ?? `c${names.size}`;
    names.set(name, known);
    return known;
  });
}
