import { chineseDate, each, escapeHtml } from '../markup.ts';
import { articleHead, pageHead } from './head.ts';
import { liaowangFrame, teaserRows } from './liaowang-frame.ts';
import { liaowangPortal } from './liaowang-portal.ts';
import { type ArticleView, type Comment, coverPath, type ListingView, type Theme } from './views.ts';

/** The looks of 安全瞭望: the present design in semantic HTML, and the portal page it had before. */
export const liaowangTheme: Theme = {
  report: (view) => liaowangFrame(view.site, articleHead(view), reportContent(view)),
  classic: liaowangPortal,
  scripted: (view, dataPath) =>
    liaowangFrame(
      view.site,
      pageHead(view.site, view.site.name, '<script src="/assets/reader.js" defer></script>'),
      `<div id="app" data-story="${dataPath}"></div>`,
    ),
  listing: (view) => liaowangFrame(view.site, listingHead(view), listingContent(view)),
  page: (site, { title, body }) =>
    liaowangFrame(site, pageHead(site, `${title} - ${site.name}`, ''), `<h1>${escapeHtml(title)}</h1>\n${body}`),
};

function reportContent(view: ArticleView): string {
  const { title, topic, summary, author, credit, date, modified, body, path, site } = view;
  const url = encodeURIComponent(site.origin + path);
  return `<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="${topic.href}">${escapeHtml(topic.title)}</a> &gt; 正文</div>
<article class="lw-article">
<h1>${escapeHtml(title)}</h1>
<p class="lw-meta">作者：<span class="author">${escapeHtml(author)}</span>　${credit ? `来源：${escapeHtml(credit)}　` : ''}发布时间：<time datetime="${date}">${chineseDate(date)}</time>${modified ? `　更新时间：<time class="updated" datetime="${modified}">${chineseDate(modified)}</time>` : ''}</p>
<p class="lw-lead">${escapeHtml(summary)}</p>
<p class="lw-cover"><img src="${coverPath(path)}" alt=""></p>
<div class="lw-content">
${body}
</div>
<p class="tag-list">标签：${each(view.tags, (tag) => `<a href="${site.search}?q=${encodeURIComponent(tag)}">${escapeHtml(tag)}</a>`)}</p>
<div class="share-box">分享到：<a href="https://service.weibo.com/share/share.php?url=${url}&amp;title=${encodeURIComponent(title)}">微博</a> <a href="https://connect.qq.com/widget/shareqq/index.html?url=${url}">QQ</a> <a href="#weixin">微信</a></div>
</article>
<section class="related"><h2>相关阅读</h2><ul class="lw-rows">${teaserRows(view.related)}</ul></section>
${comments(view)}`;
}

function comments({ comments: posts, date }: ArticleView): string {
  const post = ({ name, hours, html }: Comment) => {
    const at = new Date(Date.parse(date) + hours * 3_600_000).toISOString();
    return `<li class="comment-item"><b>${escapeHtml(name)}</b><time datetime="${at}">${chineseDate(at)}</time><p>${html}</p></li>`;
  };
  return `<section class="comment-list" id="pinglun"><h2>网友评论（${posts.length}）</h2><ul>${each(posts, post)}</ul>
<form action="/contact.html"><textarea name="text" rows="3" placeholder="文明上网，理性发言"></textarea><button>发表评论</button></form></section>`;
}

function listingHead({ site, title, pages, page }: ListingView): string {
  const before = page > 1 ? `<link rel="prev" href="${pages[page - 2]}">` : '';
  const after = page < pages.length ? `<link rel="next" href="${pages[page]}">` : '';
  return pageHead(site, `${title} - ${site.name}`, before + after);
}

function listingContent({ title, introduction, stories, pages, page }: ListingView): string {
  const numbers = each(pages, (href, index) =>
    index + 1 === page ? `<span>${page}</span>` : `<a href="${href}">${index + 1}</a>`,
  );
  const after = page < pages.length ? `<a href="${pages[page]}">下一页</a>` : '';
  return `<h1>${escapeHtml(title)}</h1><p class="lw-lead">${escapeHtml(introduction)}</p>
<ul class="lw-rows">${teaserRows(stories)}</ul>
${pages.length > 1 ? `<div class="pagination">${numbers} ${after}</div>` : ''}`;
}
