import type { OutletDefinition } from '../catalogue.ts';
import { chineseComments } from '../furniture/chinese-comments.ts';
import { liaowangTheme } from '../furniture/liaowang-theme.ts';
import { anquanliaowangEntries } from './anquanliaowang-entries.ts';

/** 安全瞭望, the outlet in Chinese. */
export const anquanliaowang: OutletDefinition = {
  host: 'anquanliaowang.example',
  name: '安全瞭望',
  language: 'zh',
  entries: anquanliaowangEntries,
  paths: {
    rss: '/rss.xml',
    atom: '/atom.xml',
    sitemapIndex: '/sitemap_index.xml',
    sitemap: '/sitemap-article.xml',
    newsSitemap: '/sitemap-kuaixun.xml.gz',
    archive: (page) => (page === 1 ? '/list.html' : `/list_${page}.html`),
    topic: (_, index) => `/channel/${index + 1}.html`,
    search: '/search.html',
  },
  sections: [
    { path: '/', title: '最新文章', introduction: '本站最近发布的内容。', prefix: '/' },
    { path: '/kuaixun/', title: '快讯', introduction: '短消息与站务公告。', prefix: '/kuaixun/' },
  ],
  archive: { title: '全部文章', introduction: '按发布时间倒序排列。', perPage: 6 },
  search: { title: '站内搜索', introduction: '标题、摘要或标签中含有关键词的文章。' },
  notFound: { title: '找不到页面', body: '<p>这个地址没有内容，请从<a href="/list.html">全部文章</a>重新查找。</p>' },
  mostRead: [
    '/article/wannacry.html?spm=a2c4e.11153940.rank.1',
    '/article/dtlminer.html?spm=a2c4e.11153940.rank.2',
    '/article/nwpu.html?utm_source=rank&utm_medium=site',
    '/article/oceanlotus.html?spm=a2c4e.11153940.rank.4',
    '/article/log4j2.html?from=timeline&isappinstalled=0#pinglun',
  ],
  comments: chineseComments,
  robots: `User-agent: *
Disallow: /neican/
Disallow: /search.html
Crawl-delay: 0.05

Sitemap: http://anquanliaowang.example/sitemap_index.xml
`,
  stylesheet: '/assets/liaowang.css',
  theme: liaowangTheme,
  pages: [
    {
      path: '/about.html',
      title: '关于我们',
      body: '<p>《安全瞭望》关注网络攻击事件的来龙去脉：发生了什么、如何得手、谁受到影响、该怎么防。本站是示例站点的中文部分，编辑部纯属虚构，事件均有公开资料可查。</p><p>发现差错请通过<a href="/contact.html">联系页面</a>告诉我们，更正会在文末注明。</p>',
    },
    { path: '/contact.html', title: '联系我们', body: '<p>编辑部工作日收信。请勿直接通过邮件发送病毒样本。</p>' },
    { path: '/privacy.html', title: '隐私政策', body: '<p>本站只用一个Cookie记录您的选择，访问日志保留十四天。</p>' },
    {
      path: '/dingyue.html',
      title: '订阅周报',
      body: '<p>每周五一封邮件，内含本周五篇文章和三个必须安装的补丁，可随时退订。</p>',
    },
  ],
};
