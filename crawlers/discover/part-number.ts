/** One way to read an address as the address of a numbered part. */
export interface PartNumber {
  /** The address with the number taken out: equal for all parts of one article, and often the first part itself. */
  stem: string;
  part: number;
  /** Whether the number can only be a page's (`?page=2`); one in a path may as well number articles. */
  certain: boolean;
}

const mostParts = 50;
const certainParameter = /^(page|pg|paged|pageno|page_no|pagenum|pageindex|pn)=(\d{1,2})$/i;
// "p" is also what WordPress calls the number of an article.
const uncertainParameter = /^(p)=(\d{1,2})$/i;
const pathNumbers = [
  /^(?<head>.+?)\/page[/-](?<part>\d{1,2})(?<tail>\/?)$/i,
  /^(?<head>.+?)\/(?<part>\d{1,2})(?<tail>\/?)$/,
  /^(?<head>.+?)[_-](?<part>\d{1,2})(?<tail>\.s?html?|\.aspx?|\.php)$/i,
];

/** Every way to read a canonical address as a numbered part: `?page=2`, `/page/2`, `/2`, `_2.html`, `-2.html`. */
export function partNumbers(href: string): PartNumber[] {
  const url = new URL(href);
  return [...inQuery(url), ...inPath(url)].filter(({ part }) => part >= 1 && part <= mostParts);
}

function inQuery(url: URL): PartNumber[] {
  const parameters = url.search.slice(1).split('&').filter(Boolean);
  return parameters.flatMap((parameter) => {
    const certain = certainParameter.exec(parameter);
    const number = (certain ?? uncertainParameter.exec(parameter))?.[2];
    if (number === undefined) return [];
    const rest = parameters.filter((other) => other !== parameter).join('&');
    const stem = `${url.origin}${url.pathname}${rest && `?${rest}`}`;
    return [{ stem, part: Number(number), certain: certain !== null }];
  });
}

function inPath(url: URL): PartNumber[] {
  return pathNumbers.flatMap((pattern) => {
    const groups = pattern.exec(url.pathname)?.groups;
    if (!groups) return [];
    // The first part ends as the others do, or with a slash, or with nothing.
    const stems = [...new Set([groups.tail!, '', '/'])].map(
      (tail) => `${url.origin}${groups.head}${tail}${url.search}`,
    );
    return stems.map((stem) => ({ stem, part: Number(groups.part), certain: false }));
  });
}
