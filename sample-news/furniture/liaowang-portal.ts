import { each, escapeHtml, minuteDate } from '../markup.ts';
import { articleHead } from './head.ts';
import { type ArticleView, coverPath } from './views.ts';

/** The portal that 安全瞭望 was before its redesign: nested divs, inline styles, dates as text, previous and next article. */
export function liaowangPortal(view: ArticleView): string {
  const { site, title, topic, date, author, credit } = view;
  const neighbour = (label: string, link: ArticleView['older']) =>
    `<p>${label}：${link ? `<a href="${escapeHtml(link.href)}">${escapeHtml(link.title)}</a>` : '没有了'}</p>`;
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
${articleHead(view)}
</head>
<body class="mh">
<div class="topbar"><div class="w1000"><span>欢迎来到安全瞭望！</span><span class="fr"><a href="#" onclick="return false">设为首页</a> | <a href="/contact.html">投稿</a> | <a href="/dingyue.html">订阅</a></span></div></div>
<div class="w1000 mh-hd"><a href="/" class="mh-logo">安全瞭望</a><span class="mh-slogan">看得远一点，防得早一点</span></div>
<div class="mh-dh"><div class="w1000"><a href="/">首页</a>${each(site.topics.slice(0, 8), ({ href, title: name }) => `<a href="${href}">${escapeHtml(name)}</a>`)}</div></div>
<div class="w1000 weizhi">您现在的位置：<a href="/">首页</a> &gt;&gt; <a href="${topic.href}">${escapeHtml(topic.title)}</a> &gt;&gt; 正文</div>
<div class="w1000 clearfix"><div class="zuo"><div class="kuang">
<div class="bt"><h1>${escapeHtml(title)}</h1></div>
<div class="xx">来源：${escapeHtml(credit ?? site.name)}　作者：${escapeHtml(author)}　发布时间：${minuteDate(date)}　点击：<span id="hits">${1000 + title.length * 37}</span>次　字号：<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a></div>
<div class="zw" style="font-size:16px;line-height:1.9">
<p style="text-align:center"><img src="${coverPath(view.path)}" alt="" width="600" /></p>
${view.body}
</div>
<div class="zrbj" style="text-align:right">（责任编辑：${escapeHtml(author)}）</div>
<div class="bdsharebuttonbox">分享到：<a href="https://service.weibo.com/share/share.php?url=${encodeURIComponent(site.origin + view.path)}">新浪微博</a> <a href="javascript:;">微信</a> <a href="javascript:;">QQ空间</a></div>
<div class="sxp post-nav">${neighbour('上一篇', view.older)}${neighbour('下一篇', view.newer)}</div>
</div>
<div class="kuang"><div class="lm">相关文章</div><ul class="lb">${each(view.related, ({ href, title: other, date: day }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(other)}</a><span>${minuteDate(day).slice(0, 10)}</span></li>`)}</ul></div>
<div class="kuang pinglun" id="pinglun"><div class="lm">网友评论</div>${each(view.comments, ({ name, html }, index) => `<div class="pl"><div class="plr">${index + 1}楼　${escapeHtml(name)}</div><div class="pln">${html}</div></div>`)}<form action="/contact.html"><textarea name="text"></textarea><input type="submit" value="发表评论" /></form></div>
</div>
<div class="you"><div class="kuang"><div class="lm">点击排行</div><ul class="lb">${each(site.mostRead, ({ href, title: other }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(other)}</a></li>`)}</ul></div>
<div class="kuang gg"><a href="https://ads.example.com.cn/c?id=31" rel="nofollow">【广告】企业级备份一体机，春季特惠</a></div></div></div>
<div class="mh-ft"><a href="/about.html">关于我们</a> | <a href="/contact.html">联系我们</a> | <a href="/privacy.html">隐私政策</a> | <a href="${site.rss}">RSS</a><br />版权所有 安全瞭望　示例站点</div>
<script type="text/javascript">var _hits = _hits || []; _hits.push(['view', ${JSON.stringify(view.path)}]);</script>
</body>
</html>
`;
}
