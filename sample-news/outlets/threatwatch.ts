import type { OutletDefinition } from '../catalogue.ts';
import { englishComments } from '../furniture/english-comments.ts';
import { threatwatchTheme } from '../furniture/threatwatch-theme.ts';
import { threatwatchEntries } from './threatwatch-entries.ts';

const slug = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** Threatwatch, the outlet in English. */
export const threatwatch: OutletDefinition = {
  host: 'threatwatch.example',
  name: 'Threatwatch',
  language: 'en',
  entries: threatwatchEntries,
  paths: {
    rss: '/feed.xml',
    atom: '/atom.xml',
    sitemapIndex: '/sitemap.xml',
    sitemap: '/sitemap-research.xml',
    newsSitemap: '/sitemap-news.xml.gz',
    archive: (page) => (page === 1 ? '/archive' : `/archive?page=${page}`),
    topic: (name) => `/topics/${slug(name)}`,
    search: '/search',
  },
  sections: [
    { path: '/', title: 'Latest', introduction: 'What we published last.', prefix: '/' },
    {
      path: '/research',
      title: 'Research',
      introduction: 'Long reads on attacks that mattered.',
      prefix: '/research/',
    },
    { path: '/news', title: 'News', introduction: 'Short pieces, wire copy and the weekend page.', prefix: '/news/' },
  ],
  archive: { title: 'Archive', introduction: 'Everything we have published, newest first.', perPage: 6 },
  search: { title: 'Search', introduction: 'Stories whose title, summary or tags hold what you asked for.' },
  notFound: {
    title: 'Nothing here',
    body: '<p>There is no page at this address. The <a href="/archive">archive</a> lists all there is.</p>',
  },
  mostRead: [
    '/research/wannacry?utm_source=sidebar&utm_medium=most-read&utm_campaign=tw',
    '/research/solarwinds-sunburst?utm_source=sidebar&utm_medium=most-read&utm_campaign=tw',
    '/research/stuxnet?utm_source=sidebar#page-top',
    '/research/moveit?utm_source=sidebar&utm_medium=most-read&utm_campaign=tw',
    '/research/log4shell?utm_source=sidebar&utm_medium=most-read&utm_campaign=tw#comments',
  ],
  comments: englishComments,
  robots: `# Readers and crawlers are welcome; members' pages are for members.
User-agent: *
Disallow: /members/
Disallow: /search
Crawl-delay: 0.05

User-agent: GreedyBot
Disallow: /

Sitemap: http://threatwatch.example/sitemap.xml
`,
  stylesheet: '/assets/threatwatch.css',
  theme: threatwatchTheme,
  pages: [
    {
      path: '/about',
      title: 'About Threatwatch',
      body: `<p>Threatwatch explains attacks on computers after the noise has settled: what happened, how it worked, who was hit, what is known of the people behind it, and what a defender can do. It is the English half of a sample site; its newsroom is made up, the incidents are not.</p>
<h2>Corrections</h2><p>We correct mistakes in the text and say so at its end. Write to the desk through our <a href="/contact">contact page</a>.</p>
<h2 id="comments">Comments</h2><p>Readers may disagree with us and with each other, politely. Advertising is removed.</p>`,
    },
    {
      path: '/contact',
      title: 'Contact',
      body: '<p>The desk reads its mail on working days. Please do not send samples of malware by e-mail; ask for an upload link first.</p>',
    },
    {
      path: '/privacy',
      title: 'Privacy',
      body: '<p>We keep one cookie that remembers your choice about cookies. Our log files are deleted after fourteen days.</p>',
    },
    {
      path: '/newsletter',
      title: 'The Friday briefing',
      body: '<p>One e-mail each Friday with the five stories of the week and the three updates you should install. You can leave with one click.</p>',
    },
  ],
};
