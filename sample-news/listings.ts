import type { OutletDefinition } from './catalogue.ts';
import type { ListingView, SiteView } from './furniture/views.ts';
import { newestFirst, type Story, storiesAt } from './stories.ts';

/** The list at a path: a page of the archive, a section, a topic, or what a search found. */
export function listingView(
  { archive, paths, sections, search }: OutletDefinition,
  site: SiteView,
  stories: readonly Story[],
  path: string,
  query: URLSearchParams,
): ListingView | undefined {
  const whole = { site, path, pages: [path], page: 1 };

  const archived = storiesAt(stories, 'archive');
  const pages = Array.from({ length: Math.ceil(archived.length / archive.perPage) }, (_, index) =>
    paths.archive(index + 1),
  );
  const page = pages.indexOf(path) + 1;
  if (page > 0) {
    const shown = archived.slice((page - 1) * archive.perPage, page * archive.perPage);
    return { ...archive, site, path, pages, page, stories: shown };
  }

  const listed = newestFirst(stories).filter(({ isOriginal }) => isOriginal);
  const section = sections.find((one) => one.path === path);
  if (section)
    return { ...whole, ...section, stories: listed.filter(({ href }) => href.startsWith(section.prefix)).slice(0, 12) };

  const topic = site.topics.find(({ href }) => href === path);
  if (topic)
    return {
      ...whole,
      title: topic.title,
      introduction: '',
      stories: listed.filter((one) => one.section === topic.title),
    };

  if (path !== paths.search && !path.startsWith(`${paths.search}?`)) return undefined;
  const asked = (query.get('q') ?? '').toLowerCase();
  const found = listed.filter((one) =>
    [one.title, one.summary, ...one.tags].some((text) => text.toLowerCase().includes(asked)),
  );
  return { ...whole, ...search, stories: found };
}
