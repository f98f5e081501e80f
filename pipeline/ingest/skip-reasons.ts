/**
 * Why a record of an archive is not taken in as a page, with the words for a person. Such records are counted in the
 * report and not entered in the ledger: a slice of the web is nearly all images, redirects and requests.
 */
export const skipReasons = {
  warcinfo: 'descriptions of an archive',
  request: 'requests',
  metadata: 'metadata',
  revisit: 'captures that only point to an earlier one',
  continuation: 'rests of records in several parts',
  'other-record': 'records of other types',
  'other-status': 'responses with another status than 200',
  'other-type': 'neither HTML nor plain text',
  'no-web-address': 'without an http or https address',
  'not-wanted': 'addresses that --url-pattern does not match',
  'cut-short': 'captures that the crawler cut short',
  'too-large': 'over 10 MB',
  reserved: 'pages whose owner asks not to be indexed, archived or mined',
} as const;

export type SkipReason = keyof typeof skipReasons;
