import { each, englishDate, escapeHtml } from '../markup.ts';
import { articleHead, pageHead } from './head.ts';
import { threatwatchClassic } from './threatwatch-classic.ts';
import { sidebar, teaserCards, threatwatchFrame, threatwatchPage } from './threatwatch-frame.ts';
import { type ArticleView, type Comment, coverPath, type ListingView, type Theme } from './views.ts';

/** The looks of Threatwatch: the present design in semantic HTML, the one before it, and a page drawn by script. */
export const threatwatchTheme: Theme = {
  report: (view) => threatwatchFrame(view.site, articleHead(view), reportContent(view), sidebar(view.site)),
  classic: threatwatchClassic,
  scripted: (view, dataPath) =>
    threatwatchFrame(
      view.site,
      pageHead(view.site, view.site.name, `<script src="/assets/reader.js" defer></script>`),
      `<div id="app" data-story="${dataPath}"></div><noscript>Please switch on JavaScript to read this story.</noscript>`,
    ),
  listing: (view) => threatwatchPage(view.site, view.title, listingContent(view), pagerHead(view)),
  page: (site, { title, body }) =>
    threatwatchPage(site, title, `<div class="prose"><h1>${escapeHtml(title)}</h1>\n${body}</div>`),
};

function reportContent(view: ArticleView): string {
  const { title, topic, summary, author, credit, date, modified, body, path } = view;
  const first = view.part === 1;
  return `<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="${topic.href}">${escapeHtml(topic.title)}</a></li><li aria-current="page">${escapeHtml(title)}</li></ol></nav>
<article class="story">
<header><p class="kicker"><a href="${topic.href}">${escapeHtml(topic.title)}</a></p>
<h1>${escapeHtml(title)}</h1>
${first ? `<p class="standfirst">${escapeHtml(summary)}</p>` : ''}
<p class="byline">By <span class="author-name">${escapeHtml(author)}</span>${credit ? `, <span class="credit">${escapeHtml(credit)}</span>` : ''} · <time class="published" datetime="${date}">${englishDate(date)}</time>${modified ? ` · updated <time class="updated" datetime="${modified}">${englishDate(modified)}</time>` : ''}</p>
${shareButtons(view)}</header>
${first ? `<figure class="cover"><img src="${coverPath(path)}" alt="" width="1200" height="400"></figure>` : ''}
<div class="story-body">
${body}
</div>
${pager(view)}
<footer class="story-footer"><p class="tags-links">Tags: ${each(view.tags, (tag) => `<a href="${view.site.search}?q=${encodeURIComponent(tag)}" rel="tag">${escapeHtml(tag)}</a>`)}</p></footer>
</article>
<section class="related" aria-labelledby="related-title"><h2 id="related-title">Related stories</h2><ul class="cards">${teaserCards(view.related, englishDate)}</ul></section>
${comments(view)}`;
}

function shareButtons({ site, path, title }: ArticleView): string {
  const url = encodeURIComponent(site.origin + path);
  return `<ul class="share-buttons"><li><a href="https://x.com/intent/post?url=${url}&amp;text=${encodeURIComponent(title)}" rel="nofollow">Post</a></li><li><a href="https://www.linkedin.com/sharing/share-offsite/?url=${url}" rel="nofollow">LinkedIn</a></li><li><a href="mailto:?subject=${encodeURIComponent(title)}&amp;body=${url}">E-mail</a></li></ul>`;
}

function pager({ parts, part }: ArticleView): string {
  if (parts.length === 1) return '';
  const numbers = each(parts, (href, index) =>
    index + 1 === part ? `<span aria-current="page">${part}</span>` : `<a href="${href}">${index + 1}</a>`,
  );
  const before = part > 1 ? `<a rel="prev" href="${parts[part - 2]}">Previous page</a>` : '';
  const after = part < parts.length ? `<a rel="next" href="${parts[part]}">Next page</a>` : '';
  return `<nav class="pagination" aria-label="Pages of this story">${before} ${numbers} ${after}</nav>`;
}

function comments({ comments: posts, date }: ArticleView): string {
  if (posts.length === 0) return '<section id="comments" class="comments"><h2>Comments are closed</h2></section>';
  const post = ({ name, hours, html }: Comment) => {
    const at = new Date(Date.parse(date) + hours * 3_600_000).toISOString();
    return `<li class="comment"><p class="comment-meta"><b>${escapeHtml(name)}</b> <time datetime="${at}">${englishDate(at)}</time></p><p>${html}</p><p class="small"><a href="#reply" rel="nofollow">Reply</a></p></li>`;
  };
  return `<section id="comments" class="comments"><h2>${posts.length} comments</h2><ol class="comment-list">${each(posts, post)}</ol>
<form id="reply" action="/contact"><label>Your comment <textarea name="text" rows="4"></textarea></label><button>Send</button></form></section>`;
}

function listingContent({ title, introduction, stories, pages, page }: ListingView): string {
  const before = page > 1 ? `<a rel="prev" href="${pages[page - 2]}">Newer stories</a>` : '';
  const after = page < pages.length ? `<a rel="next" href="${pages[page]}">Older stories</a>` : '';
  const pagination =
    pages.length > 1
      ? `<nav class="pagination" aria-label="Pages of the list">${before} <span>Page ${page} of ${pages.length}</span> ${after}</nav>`
      : '';
  return `<h1>${escapeHtml(title)}</h1><p class="standfirst">${escapeHtml(introduction)}</p>
<ul class="cards listing">${teaserCards(stories, englishDate)}</ul>
${pagination}`;
}

function pagerHead({ pages, page }: ListingView): string {
  const before = page > 1 ? `<link rel="prev" href="${pages[page - 2]}">` : '';
  return before + (page < pages.length ? `<link rel="next" href="${pages[page]}">` : '');
}
