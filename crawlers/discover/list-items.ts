import { latestTime } from './since.ts';

/** A date on a page. */
export interface DateMark {
  date: string;
  /** The element it stands in: `time`, `span.date`. Dates of one list stand in the same. */
  element: string;
  /** Whether it is marked as a date, and not only written as one. */
  marked: boolean;
}

/** What an element holds that has not found its match inside it. */
export interface Piece {
  /** Tag and first class; those of one list are the same. */
  element: string;
  links: string[];
  date: DateMark | null;
  /** Whether its links are a list of their own, such as a menu. */
  isList: boolean;
}

/** Links of one item: title, picture, "read more", categories. */
const mostItemLinks = 30;
const mostListLinks = 200;
const mostUnmatched = 2000;
const fewestInRow = 3;
/** Links of one form that are a list; an item may have a few such. */
const fewestInList = 5;
const itemElements = /^(li|tr|article)(\.|$)/;

/**
 * Gives links the dates that stand in their own item of a list: the smallest element with a link and a date of which its
 * parent has several alike; or, where links and dates have no element in common, the neighbour in a row in which they
 * take turns. What stands beside a date by chance, such as a menu beside today's, gets none.
 */
export class ListItems {
  readonly dates = new Map<string, string>();
  /** Forms of items that are surely a list's. */
  readonly #known = new Set<string>();
  readonly #unmatched: Piece[] = [];

  /** Matches what an element's children have left, and returns what is left of it for its own parent. */
  close(element: string, pieces: readonly Piece[]): Piece {
    const rest = this.#matchRow(this.#matchItems(pieces));
    const links = rest.filter((piece) => piece.links.length > 0);
    const single = links.filter(({ isList }) => !isList);
    const isList = single.length === 0 ? links.length > 0 : hasListed(single);
    const own = new Set((single.length > 0 ? single : links).flatMap((piece) => piece.links));
    const kept = own.size <= (isList ? mostListLinks : mostItemLinks) ? [...own] : [];
    return { element, links: kept, date: bestOf(rest.flatMap(({ date }) => date ?? [])), isList };
  }

  /** Matches items that stood alone but look like those of a list elsewhere on the page. */
  end(): void {
    for (const piece of this.#unmatched)
      if (this.#known.has(formOf(piece)) || itemElements.test(piece.element))
        this.#match(piece.links, piece.date!.date);
  }

  #matchItems(pieces: readonly Piece[]): Piece[] {
    const items = new Map<string, number>();
    for (const piece of pieces) if (isItem(piece)) items.set(formOf(piece), (items.get(formOf(piece)) ?? 0) + 1);
    const lists = new Set<string>();
    const rest = pieces.filter((piece) => {
      if (!isItem(piece)) return true;
      if ((items.get(formOf(piece)) ?? 0) < 2) {
        if (this.#unmatched.length < mostUnmatched) this.#unmatched.push(piece);
        return true;
      }
      this.#known.add(formOf(piece));
      lists.add(piece.element);
      this.#match(piece.links, piece.date!.date);
      return false;
    });
    // An item without a date beside items with one has none: a date further out is not its own.
    return lists.size === 0 ? rest : rest.filter(({ element }) => !lists.has(element));
  }

  #matchRow(pieces: Piece[]): Piece[] {
    const elements = new Map<string, number>();
    for (const { date, links } of pieces)
      if (date && links.length === 0) elements.set(date.element, (elements.get(date.element) ?? 0) + 1);
    const [element, count] = [...elements].sort((one, other) => other[1] - one[1])[0] ?? ['', 0];
    if (count < fewestInRow) return pieces;
    const isDate = ({ date, links }: Piece) => links.length === 0 && date?.element === element;
    const first = pieces.findIndex(isDate);
    const last = pieces.findLastIndex(isDate);
    const between = pieces.slice(first, last).filter(({ links }) => links.length > 0);
    const like = new Set(between.map((piece) => piece.element));
    const isLink = (piece: Piece | undefined) =>
      piece !== undefined && piece.links.length > 0 && like.has(piece.element);
    if (between.length < count - 1) return pieces;
    const dateBefore = isLink(pieces.slice(last + 1).find(({ links }) => links.length > 0));
    const dateAfter = isLink(pieces.slice(0, first).findLast(({ links }) => links.length > 0));
    this.#matchNeighbours(pieces, { isDate, isLink, dateBefore, dateAfter });
    return pieces.filter((piece) => !isDate(piece) && !isLink(piece));
  }

  /** Where the row does not tell whether dates come before or after their links, the later of both is safe. */
  #matchNeighbours(
    pieces: readonly Piece[],
    row: { isDate(piece: Piece): boolean; isLink(piece: Piece): boolean; dateBefore: boolean; dateAfter: boolean },
  ): void {
    const both = row.dateBefore === row.dateAfter;
    const walk = (ordered: readonly Piece[]) => {
      let date: string | null = null;
      for (const piece of ordered) {
        if (row.isDate(piece)) date = piece.date!.date;
        else if (date && row.isLink(piece)) this.#match(piece.links, date);
      }
    };
    if (both || row.dateBefore) walk(pieces);
    if (both || row.dateAfter) walk(pieces.toReversed());
  }

  #match(links: readonly string[], date: string): void {
    for (const link of links) {
      const known = this.dates.get(link);
      if (known === undefined || isLater(date, known)) this.dates.set(link, date);
    }
  }
}

const isItem = ({ links, date, isList }: Piece): boolean => date !== null && links.length > 0 && !isList;
const formOf = ({ element, date }: Piece): string => `${element} ${date?.element}`;

/** Whether so many pieces of one form hold links that they are a list. */
function hasListed(pieces: readonly Piece[]): boolean {
  const counts = new Map<string, number>();
  for (const { element } of pieces) counts.set(element, (counts.get(element) ?? 0) + 1);
  return pieces.every(({ element }) => counts.get(element)! >= fewestInList);
}

function bestOf(marks: readonly DateMark[]): DateMark | null {
  const marked = marks.filter((mark) => mark.marked);
  const candidates = marked.length > 0 ? marked : marks;
  return candidates.reduce<DateMark | null>(
    (best, mark) => (best === null || isLater(mark.date, best.date) ? mark : best),
    null,
  );
}

const timeOf = (date: string): number => latestTime(date)?.getTime() ?? Number.NEGATIVE_INFINITY;
const isLater = (date: string, other: string): boolean => date !== other && timeOf(date) > timeOf(other);
