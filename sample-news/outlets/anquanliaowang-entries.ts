import type { ArticlePage, CatalogueEntry, Place } from '../catalogue.ts';

const everywhere: Place[] = ['feed', 'archive', 'sitemap'];

function article(slug: string, page: Omit<ArticlePage, 'article'>, places = everywhere): CatalogueEntry {
  return { path: `/article/${slug}.html`, places, answer: { article: `zh/${slug}`, ...page } };
}

/** What 安全瞭望 serves and where it can be found; its hard cases are explained in `expected.json`. */
export const anquanliaowangEntries: readonly CatalogueEntry[] = [
  article('wannacry', { layout: 'classic', metadata: 'opengraph' }),
  article('solarwinds', { layout: 'report' }),
  article('log4j2', { layout: 'report' }),
  article('nwpu', { layout: 'report' }),
  article('oceanlotus', { layout: 'report' }),
  article('dtlminer', { layout: 'classic', metadata: 'none' }),
  article('xcodeghost', { layout: 'classic', metadata: 'none', charset: 'gbk' }),
  article('gandcrab', { layout: 'report' }),
  article('struts2-s2-045', { layout: 'classic', metadata: 'opengraph' }),
  article('weblogic-mining', { layout: 'classic', metadata: 'none' }),
  // Found in one place only, so that leaving out feed, sitemap or archive would show.
  article('patchwork', { layout: 'report' }, ['sitemap']),
  article('stuxnet', { layout: 'report' }, ['archive']),
  article('ukraine-grid', { layout: 'classic', metadata: 'opengraph' }, ['feed']),
  {
    path: '/article/emotet-japan.html',
    places: everywhere,
    answer: { article: 'extra/ja-third-language', layout: 'report' },
  },
  {
    path: '/article/huizhou-weekend.html',
    places: ['feed', 'archive', 'news-sitemap'],
    answer: { article: 'extra/zh-off-topic', layout: 'report' },
  },
  {
    path: '/kuaixun/20210305.html',
    places: ['feed', 'archive', 'news-sitemap'],
    answer: { article: 'extra/zh-too-short', layout: 'classic', metadata: 'none' },
  },
  {
    path: '/kuaixun/weblogic-zhuanzai.html',
    places: ['archive', 'news-sitemap'],
    answer: {
      article: 'zh/weblogic-mining',
      layout: 'classic',
      metadata: 'none',
      date: '2019-06-26T08:00:00+08:00',
      credit: '安全瞭望专栏',
      canonical: null,
    },
  },
  {
    path: '/article/gandcrab-gengxin.html',
    places: everywhere,
    answer: {
      article: 'zh/gandcrab',
      layout: 'report',
      date: '2019-07-19T10:00:00+08:00',
      title: 'GandCrab勒索病毒始末（更新版）：主解密密钥已公开',
      edits: [
        [
          '<p>2018年1月下旬，GandCrab出现在俄语地下论坛。',
          '<p><strong>7月更新：</strong>2019年7月，美国联邦调查局公布了GandCrab第4版至5.2版的主解密密钥，供安全厂商制作工具。</p>\n<p>2018年1月下旬，GandCrab出现在俄语地下论坛。',
        ],
        [
          '最后一版工具发布时，距运营者宣布停运只过去两周多，不少保留了加密文件的单位因此得救。',
          '等到最后一版工具问世，离运营者宣布收手才两个多星期，许多一直留着密文的单位总算等来了转机。',
        ],
        ['换句话说，“退休”很可能只是换了一块招牌。', '所谓“退休”，多半是换个名字继续营业，读者不可掉以轻心。'],
      ],
    },
  },
  {
    path: '/neican/2019-q2.html',
    places: ['archive', 'sitemap'],
    relatedTo: ['/article/weblogic-mining.html'],
    answer: { article: 'members/zh-neican', layout: 'report' },
  },
  {
    path: '/article/wannacry-ioc.pdf',
    headline: 'WannaCry失陷指标（PDF下载）',
    date: '2017-05-16T12:00:00+08:00',
    places: ['archive'],
    relatedTo: ['/article/wannacry.html'],
    answer: { pdf: ['WannaCry IOC', 'TCP 445', 'mssecsvc.exe', 'tasksche.exe'] },
  },
  {
    path: '/article/xiongmao-shaoxiang.html',
    headline: '“熊猫烧香”十年：那只举香的熊猫留下了什么',
    date: '2016-12-20T09:00:00+08:00',
    places: [],
    relatedTo: ['/article/wannacry.html', '/article/dtlminer.html'],
    answer: { status: 404 },
  },
  {
    path: '/kuaixun/20160401.html',
    headline: '快讯：本站推出“免杀”服务（愚人节）',
    date: '2016-04-01T08:00:00+08:00',
    places: ['archive', 'news-sitemap'],
    answer: { status: 410 },
  },
  {
    path: '/go/zhenwang.html',
    headline: '一文读懂震网',
    date: '2020-06-18T09:00:00+08:00',
    places: [],
    relatedTo: ['/article/ukraine-grid.html', '/article/solarwinds.html'],
    answer: { redirect: '/article/stuxnet.html', status: 302 },
  },
  {
    path: '/go/toupiao.html',
    headline: '年度十大安全事件投票',
    date: '2018-12-28T09:00:00+08:00',
    places: ['archive'],
    answer: { redirect: 'http://192.168.1.1/cgi-bin/vote', status: 302 },
  },
];
