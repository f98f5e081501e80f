/** Parameters that say where a visitor came from, never what is shown. Matched whole, lower case. */
const trackingParameters = new Set(
  [
    'fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh mc_cid mc_eid mkt_tok',
    '_ga _gl _hsenc _hsmi hsctatracking vero_id oly_anon_id oly_enc_id s_cid cmpid trk trkcampaign wt.mc_id',
    'ref ref_src ref_url referrer referer',
    'spm scm spm_id_from vd_source isappinstalled mpshare bd_vid hmsr hmpl hmcu hmkw hmci qhclickid sharefrom',
    'share_source share_medium share_plat share_token share_from share_id share_tag share_session_id',
    'sharer_shareid sharer_sharetime sharer_shareinfo sharer_shareinfo_first',
    'phpsessid jsessionid sessionid session_id',
  ].flatMap((names) => names.split(' ')),
);
const trackingPrefixes = ['utm_', 'pk_', 'mtm_', 'matomo_', 'piwik_', 'hsa_', 'at_campaign', 'aspsessionid'];

/** Sites whose pages are named by a few parameters only; all others carry the reader's session. */
const meaningfulParameters: Record<string, readonly string[]> = {
  'mp.weixin.qq.com': ['__biz', 'mid', 'idx', 'sn'],
};

const longest = 2000;

/**
 * One spelling for the addresses of one page: absolute, http or https, without fragment, credentials, default port,
 * session id and tracking parameters, parameters sorted by name, escapes in upper case and only where needed. A trailing
 * slash stays as it is. Null for what is no such address or longer than 2,000 characters.
 */
export function canonicalUrl(href: string, base?: string): string | null {
  if (href.length > longest * 2) return null;
  const url = parse(href, base);
  if (!url) return null;
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null;
  // Every part that is set is parsed again, and a page has hundreds of links: only what is there is set.
  if (url.hash !== '' || url.href.endsWith('#')) url.hash = '';
  if (url.username !== '' || url.password !== '') url.username = url.password = '';
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  if (/[%;]/.test(url.pathname)) url.pathname = sameEscapes(url.pathname).replace(/;jsessionid=[^/;]*/gi, '');
  if (url.search !== '' || url.href.endsWith('?')) url.search = canonicalSearch(url);
  return url.href.length <= longest ? url.href : null;
}

function parse(href: string, base: string | undefined): URL | null {
  try {
    return new URL(href, base);
  } catch {
    return null;
  }
}

// Split by hand: URLSearchParams would re-encode what was escaped in another charset, such as GBK.
function canonicalSearch(url: URL): string {
  const meaningful = meaningfulParameters[url.hostname];
  return sameEscapes(url.search.slice(1))
    .split('&')
    .map((pair) => ({ pair, name: pair.split('=', 1)[0]!.toLowerCase() }))
    .filter(({ pair, name }) => (meaningful ? meaningful.includes(name) : pair !== '' && !isTracking(name, pair)))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
    .map(({ pair }) => pair)
    .join('&');
}

function isTracking(name: string, pair: string): boolean {
  if (trackingParameters.has(name) || trackingPrefixes.some((prefix) => name.startsWith(prefix))) return true;
  // "from=timeline" names a share button, "from=20" or "from=2024-01-01" a part of a list.
  return name === 'from' && !/=\d/.test(pair);
}

function sameEscapes(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (escaped, hexadecimal: string) => {
    const character = String.fromCharCode(Number.parseInt(hexadecimal, 16));
    return /[\w.~-]/.test(character) ? character : escaped.toUpperCase();
  });
}
