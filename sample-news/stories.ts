import type { CatalogueEntry, OutletDefinition, Place } from './catalogue.ts';
import type { Link, Teaser } from './furniture/views.ts';
import type { SampleArticle } from './load-articles.ts';

/** One line of the outlet's lists: an article, or something else that is linked like one. */
export interface Story extends Teaser {
  /** ISO 8601: when it last changed. */
  changed: string;
  places: readonly Place[];
  relatedTo: readonly string[];
  tags: readonly string[];
  /** Whether it is an article of its own: not a copy, and not a link that leads elsewhere. */
  isOriginal: boolean;
}

const feedLength = 12;

/** The story of a catalogue entry; `articleOf` throws for a text that is missing. */
export function storyOf(entry: CatalogueEntry, articleOf: (name: string) => SampleArticle): Story {
  const page = 'article' in entry.answer ? entry.answer : null;
  const article = page ? articleOf(page.article) : null;
  const date = entry.date ?? page?.date ?? article?.date;
  if (date === undefined) throw new Error(`${entry.path} needs a date`);
  return {
    href: entry.path,
    title: entry.headline ?? page?.title ?? article!.title,
    date,
    changed: page?.date ?? article?.modified ?? date,
    section: article?.section ?? '',
    summary: entry.headline ? '' : (article?.summary ?? ''),
    places: entry.places,
    relatedTo: entry.relatedTo ?? [],
    tags: article?.tags ?? [],
    isOriginal:
      page !== null && entry.headline === undefined && page.title === undefined && page.canonical === undefined,
  };
}

export function newestFirst(stories: readonly Story[]): Story[] {
  return [...stories].sort((one, other) => Date.parse(other.date) - Date.parse(one.date));
}

export function storiesAt(stories: readonly Story[], place: Place): Story[] {
  const found = newestFirst(stories).filter(({ places }) => places.includes(place));
  return place === 'feed' ? found.slice(0, feedLength) : found;
}

/** Three stories at least: those that are announced for this page, then of its section, then of its time. */
export function relatedStories(stories: readonly Story[], story: Story): Story[] {
  const announced = stories.filter(({ relatedTo }) => relatedTo.includes(story.href));
  const distance = (other: Story) =>
    Math.abs(Date.parse(other.date) - Date.parse(story.date)) / (other.section === story.section ? 1000 : 1);
  const others = stories
    .filter((other) => other.isOriginal && other.href !== story.href && other.places.includes('archive'))
    .filter((other) => !announced.includes(other))
    .sort((one, other) => distance(one) - distance(other));
  return [...announced, ...others.slice(0, Math.max(1, 3 - announced.length))];
}

/** The sections of all stories as links, in the order in which the catalogue names them. */
export function topicsOf(stories: readonly Story[], paths: OutletDefinition['paths']): Link[] {
  const names = new Set(stories.filter(({ isOriginal }) => isOriginal).map(({ section }) => section));
  return [...names].map((title, index) => ({ href: paths.topic(title, index), title }));
}
