import { parseNames } from './name-list.ts';

/** Makers of hardware, software and security products, and the research teams named after them. */
export const vendors = parseNames(`
Microsoft, 微软, Microsoft Corporation
Apple, =Apple, 苹果公司
Google, 谷歌
Amazon, =Amazon, Amazon Web Services, 亚马逊公司
Meta, ~Meta, Facebook公司
Adobe
Oracle, =Oracle, 甲骨文
Cisco, 思科
Cisco Talos, Talos, Talos Intelligence, 思科Talos
VMware
Broadcom, 博通
Citrix, 思杰
Fortinet, 飞塔
FortiGuard Labs
Palo Alto Networks, 派拓网络
Unit 42
Check Point, Check Point Research, 捷邦
Juniper, =Juniper, Juniper Networks, 瞻博网络
F5, F5 Networks
SonicWall
WatchGuard
Zyxel, 合勤
Sophos
Barracuda, ~Barracuda, Barracuda Networks, 梭子鱼网络
Ivanti
Pulse Secure
SolarWinds
Kaseya
ConnectWise
N-able
Progress Software
Atlassian
GitLab
GitHub
JetBrains
HashiCorp
Docker, =Docker
Red Hat, RedHat, 红帽
Canonical, =Canonical
SUSE
IBM, 国际商业机器公司
IBM X-Force, X-Force
Intel, =Intel, 英特尔
AMD
NVIDIA, 英伟达
Arm Ltd
Qualcomm, 高通
MediaTek, 联发科
Samsung, 三星
Siemens, 西门子
Schneider Electric, 施耐德电气, 施耐德
Rockwell Automation, 罗克韦尔
ABB
Honeywell, 霍尼韦尔
Emerson, ~Emerson
Mitsubishi Electric, 三菱电机
Omron, 欧姆龙
Moxa, 摩莎
Advantech, 研华
Dell, 戴尔
HP, Hewlett-Packard, Hewlett Packard Enterprise, HPE, 惠普
Lenovo, 联想集团
Acer, 宏碁
ASUS, 华硕
MSI, 微星
Gigabyte, =Gigabyte, 技嘉
Supermicro, 超微
QNAP, 威联通
Synology, 群晖
D-Link, 友讯
TP-Link, 普联
Netgear, 网件
Linksys
DrayTek, 居易科技
MikroTik
Ubiquiti
Huawei, 华为
ZTE, 中兴通讯
Hikvision, 海康威视
Dahua, 大华股份
Tenda, 腾达
Ruijie, 锐捷
Xiaomi, 小米公司
Alibaba, 阿里巴巴, 阿里云
Tencent, 腾讯
Tencent Security, 腾讯安全, 腾讯御见, 腾讯安全御见威胁情报中心, 腾讯安全威胁情报中心
Baidu, 百度
ByteDance, 字节跳动
JD.com, 京东
NetEase, 网易
Qihoo 360, 奇虎360, 360安全, 360公司, 360高级威胁研究院, 360安全大脑, 360安全卫士, 360威胁情报中心
QiAnXin, Qi An Xin, Qianxin, 奇安信, 奇安信威胁情报中心, 红雨滴团队
NSFOCUS, 绿盟科技, 绿盟, 伏影实验室
Antiy, Antiy Labs, 安天, 安天CERT
Venustech, 启明星辰
Sangfor, 深信服
DBAPPSecurity, 安恒信息
TopSec, 天融信
Hillstone Networks, 山石网科
ThreatBook, 微步在线
Knownsec, 知道创宇
~Rising, 瑞星
Huorong, 火绒安全, 火绒
Kingsoft, 金山毒霸, 金山安全
Chaitin, 长亭科技
Asiainfo Security, 亚信安全
H3C, 新华三
Yonyou, 用友
Kingdee, 金蝶
Weaver Software, 泛微
Seeyon, 致远互联
Landray, 蓝凌
Kaspersky, Kaspersky Lab, 卡巴斯基
SentinelOne, SentinelLabs, Sentinel Labs
CrowdStrike
Mandiant, 曼迪安特
FireEye, 火眼公司
Symantec, 赛门铁克
McAfee, 迈克菲
Trellix
Trend Micro, TrendMicro, 趋势科技
ESET
Bitdefender, 比特梵德
Avast
AVG
Avira
F-Secure, WithSecure, 芬安全
G DATA
Malwarebytes
Proofpoint
Mimecast
Zscaler
Netskope
Cloudflare
Akamai
Imperva
Radware
Recorded Future, Insikt Group
Group-IB
Positive Technologies
Dragos
Claroty
Nozomi Networks
Armis
Forescout
Rapid7
Tenable
Qualys
Volexity
Huntress
Red Canary
Secureworks, SecureWorks
Cybereason
Elastic Security Labs
Sekoia
Intezer
Morphisec
ReversingLabs
Sucuri
Wordfence
Netlab, 360 Netlab, 360网络安全研究院
AhnLab, 安博士
Lookout, ~Lookout
Zimperium
Cyble
Cyfirma, CYFIRMA
KELA
Flashpoint, ~Flashpoint
Intel 471
Chainalysis
Elliptic, =Elliptic
Trustwave, SpiderLabs
Varonis
CyberArk
Okta
Duo Security
LastPass
1Password
Snyk
Sonatype
JFrog
Aqua Security
Sysdig
Wiz, ~Wiz
Orca Security
Lacework
Tidelift
NSO Group, NSO公司
Cellebrite
Hacking Team, HackingTeam
Intellexa
Cytrox
Gamma Group
Accellion
Snowflake, =Snowflake
Salesforce
Salesloft
Twilio
Zendesk
SAP, 思爱普
ServiceNow
Zoho
ManageEngine
Zoom, =Zoom
Slack, =Slack
Telegram
WhatsApp
Twitter, 推特
LinkedIn, 领英
Facebook, 脸书
Mozilla
Opera, ~Opera
Yahoo, 雅虎
PayPal
Sony, 索尼
Nintendo, 任天堂
Toshiba, 东芝
Hitachi, 日立
Fujitsu, 富士通
NEC
Ericsson, 爱立信
Nokia, 诺基亚
Mitel
Avaya
Philips, 飞利浦
GE Healthcare
Medtronic
OpenAI
Anthropic
`);
