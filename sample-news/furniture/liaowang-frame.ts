import { chineseDate, each, escapeHtml } from '../markup.ts';
import type { SiteView, Teaser } from './views.ts';

const menu = [
  ['/', '首页'],
  ['/list.html', '全部文章'],
  ['/kuaixun/', '快讯'],
  ['/about.html', '关于我们'],
  ['/contact.html', '联系我们'],
] as const;

/** A whole page of 安全瞭望 in its present design. */
export function liaowangFrame(site: SiteView, head: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
${head}
</head>
<body class="lw">
<header class="lw-header"><div class="lw-bar"><a class="lw-logo" href="/">安全<em>瞭望</em></a>
<nav class="lw-nav"><ul>${each(menu, ([href, label]) => `<li><a href="${href}">${label}</a></li>`)}</ul></nav>
<form class="lw-search" action="${site.search}" role="search"><input name="q" placeholder="搜索文章"><button>搜索</button></form></div></header>
<div class="lw-body">
<main>
${content}
</main>
<aside class="lw-aside sidebar">
<section class="rank-list"><h2>热门文章</h2><ol>${each(site.mostRead, ({ href, title }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(title)}</a></li>`)}</ol></section>
<section class="newsletter"><h2>订阅周报</h2><p>每周五一封邮件，只讲值得讲的事。</p><form action="/dingyue.html"><input type="email" name="email" placeholder="您的邮箱"><button>订阅</button></form></section>
<section class="qrcode"><h2>关注我们</h2><div class="lw-qr" aria-hidden="true"></div><p>扫码关注公众号“安全瞭望”</p></section>
<section class="topics"><h2>栏目</h2><ul>${each(site.topics, ({ href, title }) => `<li><a href="${href}">${escapeHtml(title)}</a></li>`)}</ul></section>
</aside>
</div>
<footer class="lw-footer"><p>© 安全瞭望　本站为示例站点，文章内容据公开资料撰写，编辑部纯属虚构。</p>
<p><a href="/about.html">关于我们</a> <a href="/contact.html">联系我们</a> <a href="/privacy.html">隐私政策</a> <a href="${site.rss}">RSS</a> <a href="${site.atom}">Atom</a></p></footer>
<div class="cookie-notice" id="cookie-notice">本站使用Cookie统计访问量。继续浏览即表示您同意我们的<a href="/privacy.html">隐私政策</a>。<button type="button">知道了</button></div>
<script>
document.querySelector('#cookie-notice button').addEventListener('click', function () {
  document.getElementById('cookie-notice').remove();
});
</script>
</body>
</html>
`;
}

export function teaserRows(stories: readonly Teaser[]): string {
  return each(
    stories,
    ({ href, title, date, section, summary }) =>
      `<li class="lw-row"><h3><a href="${escapeHtml(href)}">${escapeHtml(title)}</a></h3><p>${escapeHtml(summary)}</p><p class="lw-small">${escapeHtml(section)} · <time datetime="${date}">${chineseDate(date)}</time></p></li>`,
  );
}
