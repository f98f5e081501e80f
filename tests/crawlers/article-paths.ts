/**
 * Of one source: paths (with query) of articles in the form its site gives them, and of pages that are none, a further
 * listing among them where the source declares one.
 */
export interface PathsOfSource {
  articles: readonly string[];
  others: readonly string[];
}

/** What no source may take for an article, whatever its site is built on. */
export const neverArticles: readonly string[] = [
  ...['/', '/index.html', '/login', '/login/', '/wp-login.php', '/signin/', '/register', '/search/', '/search?q=apt'],
  ...['/tag/ransomware', '/tag/ransomware/', '/tags/apt/', '/category/malware/', '/category/malware/page/2/'],
  ...[
    '/author/jane-doe/',
    '/authors/',
    '/about',
    '/about/',
    '/contact/',
    '/feed/',
    '/rss/',
    '/rss.xml',
    '/sitemap.xml',
  ],
  ...['/page/2/', '/?page=2', '/?s=apt', '/robots.txt', '/user/1', '/wp-content/uploads/2024/01/report.pdf'],
];

export const pathsOfSources: Readonly<Record<string, PathsOfSource>> = {
  'sample-news-en': { articles: ['/research/some-report', '/news/some-news'], others: ['/archive', '/archive?page=2'] },
  'sample-news-zh': { articles: ['/article/1001.html', '/kuaixun/7.html'], others: ['/list.html', '/list_2.html'] },
  // English: governments
  'cisa-advisories': {
    articles: [
      '/news-events/cybersecurity-advisories/aa24-038a',
      '/news-events/alerts/2026/01/12/cisa-adds-one-known-exploited-vulnerability-catalog',
      '/news-events/ics-advisories/icsa-24-011-01',
      '/news-events/ics-medical-advisories/icsma-24-058-01',
    ],
    others: ['/news-events/cybersecurity-advisories?page=3', '/news-events/news/some-news', '/topics/cyber-threats'],
  },
  'ncsc-uk': {
    articles: ['/blog-post/prompt-injection-is-not-sql-injection', '/guidance/phishing', '/news/some-alert'],
    others: ['/section/keep-up-to-date/all-news', '/news', '/collection/10-steps', '/information/rss-feeds'],
  },
  'cert-eu': {
    articles: ['/publications/security-advisories/2026-005/', '/publications/threat-intelligence/cb26-05/'],
    others: ['/publications/security-advisories/2024', '/publications/threat-intelligence/2024', '/publications/'],
  },
  'cyber-centre-canada': {
    articles: ['/en/alerts-advisories/mikrotik-security-advisory-av26-887'],
    others: ['/en/alerts-advisories', '/fr/alertes-avis/quelque-chose', '/en/glossary', '/en/alerts-advisories?page=2'],
  },
  'jpcert-en': {
    articles: ['/en/2023/08/maldocinpdf.html', '/en/2016/01/windows-commands-abused-by-attackers.html'],
    others: ['/en/2023/08/', '/en/tags/malware/', '/ja/2023/08/maldocinpdf.html', '/en/malware/'],
  },
  // English: news
  'krebs-on-security': {
    articles: ['/2024/01/some-story-about-a-botnet/'],
    others: ['/2024/01/', '/2024/01/15/', '/category/ransomware/', '/page/2/', '/about/'],
  },
  'bleeping-computer': {
    articles: ['/news/security/citrix-admins-warned-to-shut-down-netscalers-over-2-exploited-zero-days/'],
    others: ['/news/security/', '/news/security/page/2/', '/forums/', '/download/some-tool/', '/tag/windows/'],
  },
  'the-hacker-news': {
    articles: ['/2026/09/critical-check-point-management-server.html'],
    others: ['/2026/09/', '/search/label/Malware', '/p/about-us.html', '/sitemap.xml?page=2'],
  },
  'security-week': {
    articles: ['/cisco-patches-high-severity-ios-xr-vulnerabilities-2/', '/assaf-keren-appointed-new-ciso-of-meta/'],
    others: ['/category/data-breaches/', '/privacy-policy/', '/contributors/jane-doe/', '/daily-briefing/'],
  },
  'dark-reading': {
    articles: ['/cyberattacks-data-breaches/attackers-exploit-zero-day-end-of-life-d-link-routers'],
    others: ['/threat-intelligence', '/author/jane-doe', '/events/some-webinar-to-come', '/cloud-security?page=2'],
  },
  // English: vendors
  securelist: {
    articles: ['/sodin-ransomware/91473/', '/tr/nighteagle-apt-ghostcontainer-and-tunneling/121323/'],
    others: ['/category/apt-reports/', '/author/jane/', '/page/12/', '/threat-category/mobile-threats/'],
  },
  'unit-42': {
    articles: ['/cve-2022-0492-cgroups/', '/tracking-iran-apt-screening-serpens/'],
    others: ['/category/threat-research/', '/about-unit-42/', '/unit-42-all-articles/', '/tools/', '/author/jane-doe/'],
  },
  talos: {
    articles: ['/tinyturla/', '/uncovering-qilin-attack-methods-exposed-through-multiple-cases/'],
    others: ['/category/threat-spotlight/', '/author/jane/', '/tag/apt/', '/page/2/', '/sitemap-posts.xml'],
  },
  'we-live-security': {
    articles: ['/en/eset-research/toolshell-an-all-you-can-eat-buffet-for-threat-actors/'],
    others: [
      '/en/eset-research/',
      '/en/our-experts/jane-doe/',
      '/en/videos/some-short-video/',
      '/fr/malware/un-titre/',
    ],
  },
  'microsoft-security': {
    articles: ['/en-us/security/blog/2024/05/15/threat-actors-misusing-quick-assist/'],
    others: ['/en-us/security/blog/topic/ransomware/', '/en-us/security/blog/author/jane-doe/', '/en-us/security/'],
  },
  'google-threat-intelligence': {
    articles: ['/blog/topics/threat-intelligence/unc5537-snowflake-data-theft-extortion'],
    others: ['/blog/topics/threat-intelligence', '/blog/topics/threat-intelligence/', '/blog/products/gke/some-news'],
  },
  'project-zero': {
    articles: ['/2026/05/pixel-10-exploit.html', '/2024/10/from-naptime-to-big-sleep.html'],
    others: ['/archive.html', '/2026/05/', '/feed.xml', '/vulnerability-disclosure-policy.html'],
  },
  'sentinel-labs': {
    articles: ['/labs/hermetic-wiper-ukraine-under-attack/'],
    others: ['/labs/', '/labs/category/crimeware/', '/labs/our-cves/', '/blog/some-post-of-another-blog/'],
  },
  'check-point-research': {
    articles: ['/2024/raspberry-robin-keeps-riding-the-wave/'],
    others: ['/2024/01/', '/2024/', '/category/threat-research/', '/about-us/'],
  },
  'trend-micro-research': {
    articles: ['/en_us/research/24/k/return-of-anel-in-the-recent-earth-kasha-spearphishing-campaign.html'],
    others: ['/en_us/research.html', '/ja_jp/research/24/k/a-title.html', '/en_us/business.html'],
  },
  'malwarebytes-labs': {
    articles: ['/blog/threat-intelligence/2021/07/avoslocker-enters-the-ransomware-scene-asks-for-partners'],
    others: ['/blog/category/news', '/blog/authors/jane', '/blog/news', '/blog/detections/trojan-cobaltstrike'],
  },
  rapid7: {
    articles: [
      '/blog/post/2024/05/10/ongoing-social-engineering-campaign-linked-to-black-basta-ransomware-operators/',
      '/blog/post/tr-chrysalis-backdoor-dive-into-lotus-blossoms-toolkit',
    ],
    others: ['/blog/', '/blog/tag/metasploit/', '/blog/author/jane/', '/blog/posts/', '/db/vulnerabilities/a-b/'],
  },
  'elastic-security-labs': {
    articles: ['/security-labs/fragile-web-ref7707'],
    others: ['/security-labs/author/jane-doe', '/security-labs/topics/security-research', '/security-labs/about'],
  },
  'portswigger-research': {
    articles: ['/research/smashing-the-state-machine'],
    others: ['/research', '/research/articles', '/research/rss', '/web-security/sql-injection', '/blog/a-post'],
  },
  // English: communities
  'sans-isc': {
    articles: ['/diary/rss/33332', '/diary/27968', '/diary/Windows+Command-Line+Kung+Fu+with+WMIC/1229/'],
    others: ['/diaryarchive.html?month=3&year=2026', '/diary/', '/handler_list.html', '/podcastdetail/9000'],
  },
  'dfir-report': {
    articles: ['/2024/01/29/buzzing-on-christmas-eve-trigona-ransomware-in-3-hours/'],
    others: ['/2024/01/29/', '/2024/01/', '/tag/adfind/', '/page/2/', '/services/'],
  },
  'black-hills': {
    articles: ['/questions-from-a-beginner-threat-hunter/', '/a-toast-to-kerberoast/'],
    others: ['/blog/', '/category/red-team/', '/contact-us/', '/services/active-soc/', '/team/jane-doe/'],
  },
  'objective-see': { articles: ['/blog/blog_0x4B.html'], others: ['/blog.html', '/products/lulu.html', '/rss.xml'] },
  'virus-bulletin': {
    articles: ['/virusbulletin/2015/03/dylib-hijacking-os-x', '/blog/2023/05/some-news-of-the-conference/'],
    others: ['/blog/', '/blog/2023/', '/blog/2023/05/', '/conference/vb2022/abstracts/a-talk/', '/testing/'],
  },
  'first-blog': {
    articles: ['/blog/20250321-black-basta-ransomware-leak'],
    others: ['/blog/', '/blog/rss.xml', '/events/', '/members/teams/', '/blog/_media/board_SF_2018.jpg'],
  },
  // Chinese: governments
  cncert: {
    articles: ['/publish/main/11/2026/20260312144519429724511/20260312144519429724511_.html'],
    others: ['/publish/main/11/index.html', '/publish/main/10/index_2.html', '/publish/main/upload/File/a.pdf'],
  },
  cnvd: {
    articles: ['/webinfo/show/12241'],
    others: [
      '/webinfo/list?max=20&offset=20&type=14',
      '/webinfo/list?type=14',
      '/flaw/show/CNVD-2025-21109',
      '/user/login',
      '/flaw/list',
    ],
  },
  cverc: {
    articles: ['/head/zhaiyao/news20260810-Sorry.htm', '/head/zhaiyao/news20260521-yhyj.htm'],
    others: ['/head/zhaiyao/index.htm', '/zxdt/index.htm', '/head/'],
  },
  twcert: {
    articles: ['/tw/cp-104-10725-feaeb-1.html', '/tw/cp-132-10864-944b1-1.html'],
    others: ['/tw/lp-104-1.html', '/tw/mp-1.html', '/en/cp-139-10865-de323-2.html', '/tw/cp-40-2835-507dc-1.html'],
  },
  hkcert: {
    articles: ['/tc/security-bulletin/apache-http-server-multiple-vulnerabilities_20240719'],
    others: ['/tc/blog', '/tc/blog?item_per_page=100&page=2', '/tc/event/a-challenge', '/blog/an-english-post'],
  },
  'govcert-hk': {
    articles: ['/tc/alerts_detail.php?id=1708'],
    others: ['/tc/alerts.php', '/en/alerts_detail.php?id=1708', '/tc/alerts_detail.php', '/tc/about.html'],
  },
  // Chinese: news and communities
  anquanke: {
    articles: ['/post/id/309920', '/post/id/86809'],
    others: ['/news', '/vul', '/member.html?memberId=1', '/tag/CVE', '/subject/id/1'],
  },
  freebuf: {
    articles: ['/articles/web/428512.html', '/news/413364.html', '/articles/421046.html', '/sectool/417015.html'],
    others: ['/articles/web', '/news', '/author/someone', '/column/1234', '/fevents/1234.html'],
  },
  roartalk: {
    articles: ['/posts/EyO0', '/posts/om1K'],
    others: ['/posts/', '/tag/APT', '/member/1AbC', '/category/news'],
  },
  secrss: { articles: ['/articles/78754'], others: ['/articles', '/articles?tag=APT', '/tags/1', '/privacy.html'] },
  dwcon: { articles: ['/post/4938'], others: ['/post', '/category/1', '/topic/12', '/login'] },
  goupsec: { articles: ['/news/17579.html'], others: ['/news', '/news/page/2', '/archives/tag/apt', '/guide/1.html'] },
  'hackernews-cc': {
    articles: ['/archives/64062'],
    others: ['/archives/category/news', '/archives/tag/apt', '/page/2', '/archives/author/dawn'],
  },
  secpulse: {
    articles: ['/archives/205740.html'],
    others: ['/archives/tag/QuarksPwDump', '/archives/category/news', '/archives/author/someone', '/newpage/author'],
  },
  'ithome-security': {
    articles: ['/news/176910'],
    others: ['/security', '/security?page=2', '/news', '/users/someone', '/tags/ransomware', '/tech/90000'],
  },
  kanxue: {
    articles: ['/thread-286878.htm'],
    others: ['/forum-161.htm', '/forum-161-2.htm', '/user-home-1.htm', '/thread-286878-2.htm', '/user-login.htm'],
  },
  xianzhi: { articles: ['/news/18630', '/t/2582'], others: ['/news', '/forum/', '/users/1', '/tag/1', '/tab/1'] },
  'butian-forum': { articles: ['/share/4722', '/article/214'], others: ['/share', '/people/1', '/topic/48', '/Rss'] },
  hitcon: {
    articles: ['/2023/08/blog-post.html'],
    others: ['/2023/08/', '/2026/03/HITCON-Training2026-CFS-en.html', '/search/label/CTF', '/p/about.html'],
  },
  // Chinese: vendors
  'qianxin-threat-intelligence': {
    articles: ['/blog/articles/analysis-of-new-variants-and-components-of-patchwork-spyder-downloader-cn/'],
    others: ['/blog/', '/blog/articles/', '/blog/articles/operation-south-star-en/', '/blog/tags/apt/', '/advisory/'],
  },
  'qianxin-xlab': {
    articles: ['/gayfemboy/', '/arystinger-botnet-hijacks-legacy-routers-for-global-attacks-en/'],
    others: ['/tag/botnet/', '/author/someone/', '/page/2/', '/rss/', '/tag/'],
  },
  'nsfocus-blog': {
    articles: ['/tls1-3protocol/', '/ubuntu-26mobaxterm-26-4x11%E8%BD%AC%E5%8F%91/'],
    others: ['/category/threatalerts/', '/tag/apt/', '/author/someone/', '/page/2/', '/feed/'],
  },
  'tencent-xuanwu': {
    articles: ['/cn/2019/03/18/ghidra-from-xxe-to-rce/', '/cn/2023/12/05/hide_and_seek/'],
    others: ['/cn/', '/cn/2019/03/', '/cn/page/2/', '/en/2019/03/18/a-title/', '/cn/atom.xml'],
  },
  'tencent-security-response': {
    articles: ['/index.php/blog/msg/209'],
    others: ['/index.php/blog', '/index.php/blog/index/2', '/index.php/report/add', '/index.php/feed/blog/0'],
  },
  'seebug-paper': {
    articles: ['/1230/', '/89/'],
    others: ['/category/vul-analysis/', '/users/author/?nickname=a', '/?page=3', '/archive/', '/rss/'],
  },
  antiy: {
    articles: [
      '/research/notice&report/research_report/20201214.html',
      '/research/notice&report/research_report/SmokeLoader_Analysis_202504.html',
    ],
    others: [
      '/research/notice&report/research_report/index.html',
      '/research/notice&report/research_report/index_2.html',
      '/about.html',
    ],
  },
  venustech: {
    articles: ['/new_type/aqjx/20210224/22404.html'],
    others: ['/new_type/aqtg/', '/new_type/aqtg/index_2.html', '/new_type/rczp/', '/new_type/xnWAF/'],
  },
  dbappsecurity: {
    articles: ['/blog/articles/2021/06/09/0day-cve-2021-33739/', '/blog/index.php/2020/09/18/operation-domino/'],
    others: ['/blog/', '/blog/articles/', '/blog/index.php/category/apt/', '/blog/articles/2021/06/'],
  },
  devcore: {
    articles: ['/blog/2014/06/19/client-ip-detection/'],
    others: [
      '/blog/',
      '/blog/2019/06/21/operation-crack-hacking-IDA-Pro-installer-PRNG-from-an-unusual-way-en/',
      '/team',
    ],
  },
  teamt5: {
    articles: ['/tw/posts/line-malware-cybersecurity-incident/'],
    others: ['/tw/blog/', '/en/posts/a-title/', '/tw/posts/', '/tw/products/threatsonar/'],
  },
};
