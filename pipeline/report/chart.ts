import { BarChart, BoxplotChart, ScatterChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { Html, html } from './html.ts';

use([BarChart, BoxplotChart, ScatterChart, GridComponent, SVGRenderer]);

/** Widths that every chart is drawn in, in pixels: one for a desk, one for a telephone; style shows one of them. */
const widths = { wide: 880, narrow: 344 } as const;

export interface Chart {
  /** What it shows, for those who do not see it. */
  label: string;
  /** How it is drawn when so wide. Colours are CSS variables, so that one drawing serves both themes. */
  draw: (isNarrow: boolean) => EChartsCoreOption & { height: number };
  /** What is shown when one points at a datum. */
  titleOf: (series: number, datum: number) => string;
  /** Colours, as CSS variables, and what they stand for. */
  legend?: readonly { colour: string; name: string; isMarker?: boolean }[];
}

/** A chart as inline SVG, for every width, with its legend. */
export function chart({ label, draw, titleOf, legend = [] }: Chart): Html {
  const entries = legend.map(
    ({ colour, name, isMarker }) =>
      html`<li><i class="${isMarker ? 'marker' : 'swatch'}" style="background:${colour}"></i>${name}</li>`,
  );
  const drawings = Object.entries(widths).map(([name, width]) => {
    const { height, ...option } = draw(name === 'narrow');
    return html`<div class="${name}">${render(option, width, height, label, titleOf)}</div>`;
  });
  return html`<figure>${entries.length > 0 && html`<ul class="legend">${entries}</ul>`}${drawings}</figure>`;
}

function render(
  option: EChartsCoreOption,
  width: number,
  height: number,
  label: string,
  titleOf: Chart['titleOf'],
): Html {
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height });
  drawing.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  // Texts in it are escaped by the renderer, so that what looks like a tag is one.
  const inside = svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|pointer-events|ecmeta_ssr_type|ecmeta_silent)="[^"]*"/g, '')
    .replace(
      /<path ([^>]*?) ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"([^>]*)><\/path>/g,
      (_, before, series, datum, after) =>
        `<path ${before}${after}>${html`<title>${titleOf(Number(series), Number(datum))}</title>`}</path>`,
    );
  return html`<svg role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${new Html(inside)}</svg>`;
}

/** Lines and letters of an axis, in the colours of the page. */
export const axisStyle = {
  axisLabel: { color: 'var(--soft)', fontSize: 12 },
  axisLine: { show: false, lineStyle: { color: 'var(--line)' } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: 'var(--line)' } },
} as const;
