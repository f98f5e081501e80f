import { listPage } from './page-number.ts';
import { parametersOf } from './query-parameters.ts';

const mostSegments = 8;

/**
 * What listings of one making have in common: `/tag/W/page/N`, `/D/W`, `/list.php?N=…`. Words after the first segment are
 * W, numbers N, dates D, hexadecimal digits H; of a query only its names count.
 */
export function urlShape(url: string): string {
  const { pathname, search } = new URL(listPage(url)?.list ?? url);
  const segments = pathname
    .replace(/\/\d{4}(?:[/-]\d{1,2}){1,2}(?=\/|$)/g, '/D')
    .split('/')
    .filter(Boolean);
  const shapes = segments
    .slice(0, mostSegments)
    .map((segment, at) => shapeOf(segment, at === 0 && segments.length > 1));
  const names = [...new Set(parametersOf(search).map(([name]) => name.replace(/\d+/g, 'N')))].sort();
  const rest = segments.length > mostSegments ? '/…' : '';
  return `/${shapes.join('/')}${rest}${names.length > 0 ? `?${names.slice(0, mostSegments).join('&')}` : ''}`;
}

function shapeOf(segment: string, isFirst: boolean): string {
  const [, name = segment, ending = ''] = /^(.+?)(\.[a-z]{2,5})?$/i.exec(segment) ?? [];
  if (name === 'D' || /^(?:19|20)\d{2}-?\d{2}-?\d{2}$/.test(name)) return `D${ending}`;
  if (/^\d+$/.test(name)) return `N${ending}`;
  if (/^[0-9a-f-]{16,}$/i.test(name)) return `H${ending}`;
  return `${isFirst ? name.replace(/\d+/g, 'N').slice(0, 40) : 'W'}${ending}`;
}
