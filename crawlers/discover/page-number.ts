export interface ListPage {
  /** The address without the number, equal for all pages of one list. */
  list: string;
  /** Null where the address says by something else than a number where its page begins. */
  page: number | null;
}

/** Parameters that turn a list's pages; "p" is also what WordPress calls the number of an article. */
const inQuery =
  /^(page|pg|paged|pageno|page_no|pagenum|page_num|pageindex|pagenumber|curpage|currentpage|pn|p)=(\d{1,9})$/i;
/** Parameters that say where in a list a page begins. */
const offset = /^(start|offset|from|first|before|after|cursor|max_id|since_id|updated-max|page_token|continue)=/i;
const inPath = [
  /^(?<head>.*?)\/page[/-]?(?<page>\d{1,9})(?<tail>\/?|\.s?html?)$/i,
  /^(?<head>.*?\/(?:index|list|default|news|more|archive)(?:_\d{1,9})?)[_-](?<page>\d{1,9})(?<tail>\.s?html?|\.aspx?|\.php|\.jspx?)$/i,
];

/**
 * Which page of which list a listing's address names, or null: `?page=3`, `/page/3/`, `list_3.html`, `index-3.html`, or,
 * without a number, `?before=2024-03-15`.
 */
export function listPage(href: string): ListPage | null {
  const url = new URL(href);
  const parameters = url.search.slice(1).split('&').filter(Boolean);
  const search = (left: readonly string[]) => (left.length > 0 ? `?${left.join('&')}` : '');
  const turning = parameters.find((parameter) => inQuery.test(parameter));
  const rest = parameters.filter((parameter) => parameter !== turning && !offset.test(parameter));
  if (turning) return { list: `${url.origin}${url.pathname}${search(rest)}`, page: Number(turning.split('=')[1]) };
  for (const pattern of inPath) {
    const groups = pattern.exec(url.pathname)?.groups;
    // Eight digits are a day's.
    if (groups && !/^(?:19|20)\d{6}$/.test(groups.page!))
      return { list: `${url.origin}${groups.head || '/'}${search(rest)}`, page: Number(groups.page) };
  }
  return rest.length < parameters.length ? { list: `${url.origin}${url.pathname}${search(rest)}`, page: null } : null;
}

/** The list that a listing belongs to: its first page is written without a number. */
export function listOf(href: string): string {
  const found = listPage(href);
  const { origin, pathname, search } = new URL(href);
  const list = found?.list ?? `${origin}${pathname}${search}`;
  return list.replace(/\/(?:index|default)?(?:\.s?html?|\.aspx?|\.php)?(?=\?|$)/i, '');
}
