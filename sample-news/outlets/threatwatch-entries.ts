import type { ArticlePage, CatalogueEntry, Place } from '../catalogue.ts';

const everywhere: Place[] = ['feed', 'archive', 'sitemap'];

function research(slug: string, page: Omit<ArticlePage, 'article'>, places = everywhere): CatalogueEntry {
  return { path: `/research/${slug}`, places, answer: { article: `en/${slug}`, ...page } };
}

/** What Threatwatch serves and where it can be found; its hard cases are explained in `expected.json`. */
export const threatwatchEntries: readonly CatalogueEntry[] = [
  research('wannacry', { layout: 'report' }),
  research('notpetya', { layout: 'classic' }),
  research('solarwinds-sunburst', { layout: 'report' }),
  research('log4shell', { layout: 'report' }),
  research('colonial-pipeline', { layout: 'classic', metadata: 'opengraph' }),
  research('moveit', { layout: 'report' }),
  research('proxylogon-hafnium', { layout: 'report' }),
  research('stuxnet', { layout: 'report' }),
  research('mirai-dyn', { layout: 'classic', metadata: 'none' }),
  research('kaseya-revil', { layout: 'report' }),
  // Found in one place only, so that leaving out feed, sitemap or archive would show.
  research('ukraine-power-grid', { layout: 'classic' }, ['archive']),
  research('xz-backdoor', { layout: 'scripted' }, ['feed']),
  research('equifax-struts', { layout: 'classic', metadata: 'opengraph' }, ['sitemap']),
  {
    path: '/research/3cx-supply-chain',
    places: everywhere,
    answer: { article: 'extra/en-injection', layout: 'report' },
  },
  {
    path: '/news/balcony-tomatoes',
    places: ['feed', 'archive', 'news-sitemap'],
    answer: { article: 'extra/en-off-topic', layout: 'report' },
  },
  {
    path: '/news/heartbleed-one-year-on',
    headline: 'Heartbleed, one year on: who still has not patched',
    date: '2015-04-07T09:00:00Z',
    places: ['archive', 'news-sitemap'],
    answer: { article: 'extra/en-soft-404', layout: 'report', metadata: 'none' },
  },
  {
    path: '/news/wire-colonial-pipeline',
    places: ['archive', 'news-sitemap'],
    answer: {
      article: 'en/colonial-pipeline',
      layout: 'classic',
      metadata: 'opengraph',
      date: '2021-05-18T06:00:00-04:00',
      credit: 'from our research desk, by wire',
      canonical: '/research/colonial-pipeline',
    },
  },
  {
    path: '/news/log4shell-update',
    places: ['feed', 'archive', 'news-sitemap'],
    answer: {
      article: 'en/log4shell',
      layout: 'report',
      date: '2022-01-05T10:00:00Z',
      title: 'Log4Shell, updated: what to patch first and what to look for',
      edits: [
        [
          '<p>Log4j writes log files for',
          '<p><strong>Updated on 5 January 2022:</strong> the US Federal Trade Commission warned on 4 January that it will pursue companies that fail to deal with Log4j.</p>\n<p>Log4j writes log files for',
        ],
        [
          'In the first week we saw mostly opportunists: the Muhstik and Mirai botnets, the Kinsing cryptocurrency miner, and a small ransomware family named Khonsari.',
          'The first week belonged to opportunists: botnets such as Muhstik and Mirai, the coin miner Kinsing, and Khonsari, a ransomware family that hardly anybody had heard of.',
        ],
        [
          'Outgoing connections tell you more than incoming requests:',
          'Watch what leaves your network rather than what arrives in it:',
        ],
      ],
    },
  },
  {
    path: '/print/log4shell',
    headline: 'Log4Shell: one line in a log file is enough (print view)',
    date: '2021-12-14T07:20:00Z',
    places: [],
    relatedTo: ['/research/log4shell'],
    answer: { article: 'en/log4shell', layout: 'report', canonical: '/research/log4shell', noindex: true },
  },
  {
    path: '/members/ransom-demands',
    places: ['archive', 'sitemap'],
    relatedTo: ['/research/kaseya-revil'],
    answer: { article: 'members/en-briefing', layout: 'report' },
  },
  {
    path: '/research/wannacry-indicators.pdf',
    headline: 'WannaCry indicators as a PDF',
    date: '2017-05-16T08:00:00Z',
    places: ['archive'],
    relatedTo: ['/research/wannacry'],
    answer: { pdf: ['Threatwatch: WannaCry indicators', 'TCP port 445', 'mssecsvc.exe', 'tasksche.exe'] },
  },
  {
    path: '/research/conficker-lessons',
    headline: 'What Conficker should have taught us',
    date: '2016-11-21T09:00:00Z',
    places: [],
    relatedTo: ['/research/wannacry', '/research/notpetya'],
    answer: { status: 404 },
  },
  {
    path: '/news/shadow-brokers-auction',
    headline: 'The Shadow Brokers and an auction without bidders',
    date: '2016-08-16T12:00:00Z',
    places: ['archive', 'news-sitemap'],
    answer: { status: 410 },
  },
  {
    path: '/go/wannacry',
    headline: 'In short: the WannaCry worm',
    date: '2017-05-15T10:00:00Z',
    places: [],
    relatedTo: ['/research/notpetya', '/research/mirai-dyn'],
    answer: { redirect: '/research/wannacry', status: 301 },
  },
  {
    path: '/go/loop-a',
    headline: 'Our dossier on ransomware crews',
    date: '2020-03-02T09:00:00Z',
    places: ['archive'],
    answer: { redirect: '/go/loop-b', status: 302 },
  },
  {
    path: '/go/loop-b',
    headline: 'Dossier: ransomware crews, second edition',
    date: '2020-03-03T09:00:00Z',
    places: [],
    relatedTo: ['/research/colonial-pipeline'],
    answer: { redirect: '/go/loop-a', status: 302 },
  },
  {
    path: '/go/cloud-status',
    headline: 'Live: status of the big clouds',
    date: '2020-11-25T18:00:00Z',
    places: ['archive'],
    answer: { redirect: 'http://169.254.169.254/latest/meta-data/', status: 302 },
  },
  {
    path: '/go/newsroom',
    headline: 'Meet the newsroom',
    date: '2019-06-03T09:00:00Z',
    places: [],
    relatedTo: ['/research/moveit'],
    answer: { redirect: 'http://10.0.0.8/admin', status: 307 },
  },
  {
    path: '/go/chinese-edition',
    headline: 'Read us in Chinese: WannaCry',
    date: '2017-05-17T09:00:00Z',
    places: [],
    relatedTo: ['/research/solarwinds-sunburst'],
    answer: { redirect: 'http://anquanliaowang.example/article/wannacry.html', status: 302 },
  },
];
