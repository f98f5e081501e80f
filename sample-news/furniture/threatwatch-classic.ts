import { each, englishDate, escapeHtml } from '../markup.ts';
import { articleHead } from './head.ts';
import { type ArticleView, coverPath } from './views.ts';

const strip = ['Home:/', 'Research:/research', 'News:/news', 'Archive:/archive', 'Contact:/contact'];

/** The design before the present one: divs in divs, class names that only its authors knew, dates as plain text. */
export function threatwatchClassic(view: ArticleView): string {
  const { site, title, topic, author, credit, date, modified, summary } = view;
  const year = Number(date.slice(0, 4));
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head>
${articleHead(view)}
<style type="text/css">.x9-lede{font-weight:bold}</style>
</head>
<body class="tw0">
<div id="outer"><div class="hd-stripe"><div class="hd-l"><a href="/">Threatwatch</a></div><div class="hd-r">${each(strip, (item) => `<a href="${item.split(':')[1]}">${item.split(':')[0]}</a>`)}</div></div>
<div class="crumbtrail breadcrumb">You are here: <a href="/">Home</a> &raquo; <a href="${topic.href}">${escapeHtml(topic.title)}</a></div>
<div class="cols"><div class="c-main"><div class="x9"><div class="x9-in">
<div class="x9-hl"><h1>${escapeHtml(title)}</h1></div>
<div class="x9-info">Posted on ${englishDate(date)} by <b class="author">${escapeHtml(author)}</b>${credit ? ` (${escapeHtml(credit)})` : ''}${modified ? `, last updated on ${englishDate(modified)}` : ''}</div>
<div class="sharebar"><a href="https://www.facebook.com/sharer.php?u=${encodeURIComponent(site.origin + view.path)}">Like</a> <a href="https://x.com/intent/post?url=${encodeURIComponent(site.origin + view.path)}">Tweet</a> <a href="javascript:window.print()">Print</a></div>
<div class="x9-lede">${escapeHtml(summary)}</div>
<div class="x9-pic"><img src="${coverPath(view.path)}" alt="" /></div>
<div class="x9-txt">
${view.body}
</div>
<div class="x9-kw">Filed under: ${each(view.tags, (tag) => `<a href="${site.search}?q=${encodeURIComponent(tag)}">${escapeHtml(tag)}</a>`)}</div>
</div></div>
<div class="blk-also related"><div class="blk-t">You may also like</div>${each(view.related, ({ href, title: other, date: day }) => `<div class="also-row"><a href="${escapeHtml(href)}">${escapeHtml(other)}</a> <i>${englishDate(day)}</i></div>`)}</div>
<div class="talkback" id="comments"><div class="blk-t">Reader comments (${view.comments.length})</div>${each(view.comments, ({ name, html }, index) => `<div class="tb-row"><div class="tb-who">${index + 1}. ${escapeHtml(name)} wrote:</div><div class="tb-what">${html}</div></div>`)}<div class="tb-form"><form action="/contact"><textarea name="text"></textarea><input type="submit" value="Say it" /></form></div></div>
</div>
<div class="c-side"><div class="boxy"><div class="blk-t">Most popular</div>${each(site.mostRead, ({ href, title: other }, index) => `<div class="pop">${index + 1}. <a href="${escapeHtml(href)}">${escapeHtml(other)}</a></div>`)}</div>
<div class="boxy newsletter"><div class="blk-t">Newsletter</div><form action="/newsletter"><input name="email" value="your e-mail" /><input type="submit" value="Go" /></form></div>
<div class="boxy ad-slot"><a href="https://ads.example.net/click?c=77" rel="sponsored">Advertisement: backups that restore. Try them free for a month.</a></div></div></div>
<div class="ft">Copyright ${year} Threatwatch. <a href="/privacy">Privacy</a> | <a href="/about">About us</a> | <a href="${site.rss}">RSS</a></div></div>
<div class="cookie-bar" id="ck">This site uses cookies. <a href="/privacy">More</a> <a href="#" onclick="document.getElementById('ck').style.display='none';return false">OK</a></div>
<script type="text/javascript">var _cnt = _cnt || []; _cnt.push(['page', ${JSON.stringify(view.path)}]);</script>
</body>
</html>
`;
}
