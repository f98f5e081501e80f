import type { Source } from '../define-source.ts';
import { anquanke } from './anquanke.ts';
import { antiy } from './antiy.ts';
import { blackHills } from './black-hills.ts';
import { bleepingComputer } from './bleeping-computer.ts';
import { butianForum } from './butian-forum.ts';
import { certEu } from './cert-eu.ts';
import { checkPointResearch } from './check-point-research.ts';
import { cisaAdvisories } from './cisa-advisories.ts';
import { cncert } from './cncert.ts';
import { cnvd } from './cnvd.ts';
import { cverc } from './cverc.ts';
import { cyberCentreCanada } from './cyber-centre-canada.ts';
import { darkReading } from './dark-reading.ts';
import { dbappsecurity } from './dbappsecurity.ts';
import { devcore } from './devcore.ts';
import { dfirReport } from './dfir-report.ts';
import { dwcon } from './dwcon.ts';
import { elasticSecurityLabs } from './elastic-security-labs.ts';
import { firstBlog } from './first-blog.ts';
import { freebuf } from './freebuf.ts';
import { googleThreatIntelligence } from './google-threat-intelligence.ts';
import { goupsec } from './goupsec.ts';
import { govcertHk } from './govcert-hk.ts';
import { hackernewsCc } from './hackernews-cc.ts';
import { hitcon } from './hitcon.ts';
import { hkcert } from './hkcert.ts';
import { ithomeSecurity } from './ithome-security.ts';
import { jpcertEn } from './jpcert-en.ts';
import { kanxue } from './kanxue.ts';
import { krebsOnSecurity } from './krebs-on-security.ts';
import { malwarebytesLabs } from './malwarebytes-labs.ts';
import { microsoftSecurity } from './microsoft-security.ts';
import { ncscUk } from './ncsc-uk.ts';
import { nsfocusBlog } from './nsfocus-blog.ts';
import { objectiveSee } from './objective-see.ts';
import { portswiggerResearch } from './portswigger-research.ts';
import { projectZero } from './project-zero.ts';
import { qianxinThreatIntelligence } from './qianxin-threat-intelligence.ts';
import { qianxinXlab } from './qianxin-xlab.ts';
import { rapid7 } from './rapid7.ts';
import { roartalk } from './roartalk.ts';
import { sampleNewsEn } from './sample-news-en.ts';
import { sampleNewsZh } from './sample-news-zh.ts';
import { sansIsc } from './sans-isc.ts';
import { secpulse } from './secpulse.ts';
import { secrss } from './secrss.ts';
import { securelist } from './securelist.ts';
import { securityWeek } from './security-week.ts';
import { seebugPaper } from './seebug-paper.ts';
import { sentinelLabs } from './sentinel-labs.ts';
import { talos } from './talos.ts';
import { teamt5 } from './teamt5.ts';
import { tencentSecurityResponse } from './tencent-security-response.ts';
import { tencentXuanwu } from './tencent-xuanwu.ts';
import { theHackerNews } from './the-hacker-news.ts';
import { trendMicroResearch } from './trend-micro-research.ts';
import { twcert } from './twcert.ts';
import { unit42 } from './unit-42.ts';
import { venustech } from './venustech.ts';
import { virusBulletin } from './virus-bulletin.ts';
import { weLiveSecurity } from './we-live-security.ts';
import { xianzhi } from './xianzhi.ts';

/** The sources that come with this program. Those on the web are unverified until `sevenllm sources check` has passed. */
export const builtInSources: readonly Source[] = [
  sampleNewsEn,
  sampleNewsZh,
  cisaAdvisories,
  ncscUk,
  certEu,
  cyberCentreCanada,
  jpcertEn,
  krebsOnSecurity,
  bleepingComputer,
  theHackerNews,
  securityWeek,
  darkReading,
  securelist,
  unit42,
  talos,
  weLiveSecurity,
  microsoftSecurity,
  googleThreatIntelligence,
  projectZero,
  sentinelLabs,
  checkPointResearch,
  trendMicroResearch,
  malwarebytesLabs,
  rapid7,
  elasticSecurityLabs,
  portswiggerResearch,
  sansIsc,
  dfirReport,
  blackHills,
  objectiveSee,
  virusBulletin,
  firstBlog,
  cncert,
  cnvd,
  cverc,
  twcert,
  hkcert,
  govcertHk,
  anquanke,
  freebuf,
  roartalk,
  secrss,
  dwcon,
  goupsec,
  hackernewsCc,
  secpulse,
  ithomeSecurity,
  kanxue,
  xianzhi,
  butianForum,
  hitcon,
  qianxinThreatIntelligence,
  qianxinXlab,
  nsfocusBlog,
  tencentXuanwu,
  tencentSecurityResponse,
  seebugPaper,
  antiy,
  venustech,
  dbappsecurity,
  devcore,
  teamt5,
];
