import { each, escapeHtml } from '../markup.ts';
import { pageHead } from './head.ts';
import type { SiteView, Teaser } from './views.ts';

const menu = [
  ['/', 'Home'],
  ['/research', 'Research'],
  ['/news', 'News'],
  ['/archive', 'Archive'],
  ['/about', 'About'],
] as const;

/** A whole page of Threatwatch in its present design: head, masthead, content, sidebar, footer, cookie notice. */
export function threatwatchFrame(site: SiteView, head: string, content: string, sidebar = ''): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
${head}
</head>
<body class="tw">
<a class="skip-link" href="#content">Skip to content</a>
<header class="site-header">
<div class="bar"><p class="logo"><a href="/">Threat<span>watch</span></a></p>
<form class="site-search" action="${site.search}" role="search"><input name="q" type="search" placeholder="Search reports" aria-label="Search"><button>Search</button></form>
<a class="button" href="/newsletter">Subscribe</a></div>
<nav class="main-nav" aria-label="Main"><ul>${each(menu, ([href, label]) => `<li><a href="${href}">${label}</a></li>`)}</ul></nav>
</header>
<div class="layout">
<main id="content">
${content}
</main>
${sidebar}
</div>
${footer(site)}
${cookieNotice}
</body>
</html>
`;
}

/** A page that is not an article: its head and frame around some content. */
export function threatwatchPage(site: SiteView, title: string, content: string, extraHead = ''): string {
  return threatwatchFrame(site, pageHead(site, `${title} - ${site.name}`, extraHead), content, sidebar(site));
}

/** Most-read stories (with the parameters by which the outlet counts clicks) and the newsletter form. */
export function sidebar(site: SiteView): string {
  return `<aside class="sidebar">
<section class="most-read"><h2>Most read</h2>
<ol>${each(site.mostRead, ({ href, title }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(title)}</a></li>`)}</ol></section>
<section class="newsletter"><h2>The Friday briefing</h2><p>One e-mail a week: what broke, who broke it, and what to patch before Monday.</p>
<form action="/newsletter" method="get"><label>E-mail <input type="email" name="email" placeholder="you@example.org"></label><button>Sign up</button></form>
<p class="small">No tracking pixels. See our <a href="/privacy">privacy notice</a>.</p></section>
<section class="topics"><h2>Topics</h2><ul>${each(site.topics, ({ href, title }) => `<li><a href="${href}">${escapeHtml(title)}</a></li>`)}</ul></section>
</aside>`;
}

export function teaserCards(stories: readonly Teaser[], dateOf: (date: string) => string): string {
  return each(
    stories,
    ({ href, title, date, section, summary }) => `<li class="card"><p class="kicker">${escapeHtml(section)}</p>
<h3><a href="${escapeHtml(href)}">${escapeHtml(title)}</a></h3>
<p>${escapeHtml(summary)}</p><p class="small"><time datetime="${date}">${dateOf(date)}</time></p></li>`,
  );
}

function footer(site: SiteView): string {
  return `<footer class="site-footer"><div class="bar">
<p>© Threatwatch. Independent reporting on attacks and the people behind them. A sample outlet: the texts are real, the newsroom is not.</p>
<ul><li><a href="/about">About</a></li><li><a href="/contact">Contact</a></li><li><a href="/privacy">Privacy</a></li><li><a href="${site.rss}">RSS</a></li><li><a href="${site.atom}">Atom</a></li><li><a href="/archive">Archive</a></li></ul>
</div></footer>`;
}

const cookieNotice = `<div class="cookie-banner" id="cookie-banner" role="dialog" aria-label="Cookies"><p>We use cookies to remember your choice about cookies, and a few that count readers. Which ones may we set?</p><button data-consent="1">All of them</button> <button data-consent="0">Only the needed ones</button></div>
<script>
document.querySelectorAll('[data-consent]').forEach(function (button) {
  button.addEventListener('click', function () {
    document.cookie = 'consent=' + button.dataset.consent + '; max-age=31536000; path=/';
    document.getElementById('cookie-banner').remove();
  });
});
if (document.cookie.includes('consent=')) document.getElementById('cookie-banner').remove();
</script>`;
