import type { Source } from '../define-source.ts';
import { listPage } from './page-number.ts';
import { isNamedIn, parametersOf } from './query-parameters.ts';

const mostParameters = 3;
/** Ways to show the same list in another order, number or form. */
const facet =
  /^(?:sort|sort_?by|sortorder|sort_?dir|order|order_?by|orderdir|dir|direction|asc|desc|filter|filters|filter_.*|per_?page|page_?size|pagesize|limit|size|rows|display|display_?mode|facet.*|f\[.*|f%5b.*|min_?price|max_?price)$/;
const viewValue = /^(?:list|grid|table|card|cards|tile|compact|full|all|day|week|month|year|calendar|agenda)$/i;
/** By these, content management systems say which of their parts answers, and not what it shows. */
const routing = /^(?:m|c|a|s|act|mod|app|option|itemid|layout|controller|action|module|route|r|siteid|lang|l|locale)$/;

/**
 * One sentence that says why a listing is a list shown in another way, which multiply without end, or null. What the
 * source itself writes in its seeds or names in its listing pattern is its way to show the list.
 */
export function facetTrap(url: URL, source: Source): string | null {
  const own = new Set(source.seeds.flatMap((seed) => parametersOf(new URL(seed.url).search).map(String)));
  const parameters = parametersOf(url.search).filter(
    ([name, value]) => !own.has(String([name, value])) && !isNamedIn(source.listing, name),
  );
  for (const [name, value] of parameters)
    if (facet.test(name) || (name === 'view' && viewValue.test(value)) || (name === 'v' && viewValue.test(value)))
      return `Its parameter "${name.slice(0, 60)}" shows a list in another way.`;
  const turned = listPage(url.href);
  const left = turned ? parametersOf(new URL(turned.list).search).map(([name]) => name) : null;
  const telling = parameters.filter(([name]) => !routing.test(name) && (left === null || left.includes(name)));
  return telling.length > mostParameters ? `It narrows a list by ${telling.length} parameters.` : null;
}
