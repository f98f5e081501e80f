const boilerplateWords = new Set(
  (
    'advert advertisement advertorial adsbygoogle addtoany breadcrumb breadcrumbs bdsharebuttonbox comments commentlist ' +
    'cookie cookies disqus gdpr newsletter onetrust outbrain pagination pinglun qrcode recommend recommended ' +
    'recommendations related reward share sharebar sharedaddy sharethis sharing sidebar social sponsored subscribe taboola'
  ).split(' '),
);
const boilerplatePhrases =
  /(?:^|[-_ ])(?:comment-?(?:list|area|form|section|respond|box|wrap)|post-?nav(?:igation)?|(?:prev|next)-?post|read-?(?:next|more)|more-?(?:posts|stories|articles|news)|about-?author|author-?(?:bio|box|info|card)|skip-?link|screen-?reader-text|sr-only|visually-?hidden|table-?of-?contents|toc|tag-?list|tags-?links|post-?tags|hot-?(?:news|list|article)|rank-?list|xg-?(?:news|list|wz)|share-?(?:box|bar|tools?|buttons?|links?)|dianzan|shangyipian|xiayipian|copyright-?(?:box|notice|info)|popup|lightbox|paywall-?prompt|app-?download|ad-?(?:slot|unit|box|container|wrap))(?=$|[-_ ])/;
const boilerplateIds =
  /^(?:comments?|disqus_thread|respond|sidebar|secondary|related(?:[-_](?:posts|articles|news|stories))?|recommend(?:ed)?|share|toc|breadcrumbs?|newsletter|cookie[-_]?(?:banner|consent|notice|bar|law-info-bar)|onetrust-.*|cybotcookiebotdialog|pinglun|colophon|masthead)$/;
/** Names that speak of the layout around the article, not of the furniture: `has-sidebar`, `content-sidebar-wrap`. */
const layoutWords = /(?:^|[-_ ])(?:has|with|no|wrap|wrapper|layout|main|content|page|site|embed)(?=$|[-_ ])/;
const untouchable = /^(?:HTML|BODY|MAIN|ARTICLE|H[1-6]|PRE|CODE|TABLE|TBODY|TR)$/;
const commentish = /comment|disqus|pinglun|respond|reply|replies/;

/** Whether class, id and role name an element as furniture: comments, related stories, sharing, cookie notices and the like. */
export function isBoilerplate(element: Element): boolean {
  if (untouchable.test(element.tagName)) return false;
  const role = element.getAttribute('role');
  if (role && /^(?:navigation|search|dialog|alertdialog|menu|menubar|tablist|toolbar)$/.test(role)) return true;
  const id = element.getAttribute('id')?.toLowerCase() ?? '';
  if (id && boilerplateIds.test(id)) return true;
  const classes = element.getAttribute('class');
  if (!classes || classes.length > 500) return false;
  return classes
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/\s+/)
    .some(
      (name) =>
        !layoutWords.test(name) &&
        (boilerplatePhrases.test(name) || name.split(/[-_]+/).some((word) => boilerplateWords.has(word))),
    );
}

/** Whether an element is a comment section by its name: those may well be longer than the article. */
export function isCommentSection(element: Element): boolean {
  return commentish.test(`${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`.toLowerCase());
}

/** Headings under which other articles are advertised. */
export const otherStories =
  /^[\s【[（(]*(?:related(?: (?:articles?|posts?|stories|news|reading|content|topics|resources))?|(?:you (?:may|might) (?:also )?(?:like|be interested in|enjoy))|more (?:from|stories|on this|articles|posts|news|like this)[^.]{0,40}|read (?:next|more|also)|also read|recommended(?: (?:reading|for you|articles|posts|stories))?|(?:most popular|popular|latest|recent|trending)(?: (?:posts?|articles?|stories|news))?|share this(?: (?:article|post|story))?|leave a (?:reply|comment)|(?:\d+ )?comments?|about the authors?|subscribe[^.]{0,40}|相关(?:阅读|文章|新闻|推荐|链接|报道|资讯|内容)|延伸阅读|推荐(?:阅读|文章|新闻)?|(?:热门|最新|热点)(?:文章|新闻|推荐|资讯|评论)|(?:往期|精彩)(?:推荐|回顾|内容|文章)|猜你喜欢|更多(?:文章|新闻|阅读|推荐)|大家都在看|点击排行|(?:网友|用户|全部|最新|发表)?评论(?:\s*[（(]?\d*[)）]?)?|上一篇|下一篇|分享到|扫码关注)[\s】\]）):：>»…]*$/i;

/** Share of an element's text that stands in links, 0 to 1. */
export function linkDensity(element: Element): number {
  const length = element.textContent?.replace(/\s+/g, '').length ?? 0;
  if (length === 0) return 0;
  let linked = 0;
  for (const link of element.querySelectorAll('a')) linked += link.textContent?.replace(/\s+/g, '').length ?? 0;
  return Math.min(1, linked / length);
}
