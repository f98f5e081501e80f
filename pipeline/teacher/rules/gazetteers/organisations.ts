import { parseNames } from './name-list.ts';

/** Agencies, computer emergency teams, standards bodies, and organisations known as victims of public incidents. */
export const organisations = parseNames(`
CISA, Cybersecurity and Infrastructure Security Agency, 美国网络安全和基础设施安全局, 网络安全和基础设施安全局, 美国网络安全与基础设施安全局
FBI, Federal Bureau of Investigation, 美国联邦调查局, 联邦调查局
NSA, National Security Agency, 美国国家安全局, 美国国安局
CIA, Central Intelligence Agency, 中央情报局, 中情局
DHS, Department of Homeland Security, 美国国土安全部, 国土安全部
DOJ, =DoJ, Department of Justice, Justice Department, 美国司法部, 司法部
US-CERT
ICS-CERT
CERT/CC
US Cyber Command, U.S. Cyber Command, USCYBERCOM, 美国网络司令部, 网络司令部
NIST, National Institute of Standards and Technology, 美国国家标准与技术研究院
MITRE
OFAC, Office of Foreign Assets Control
US Treasury, U.S. Treasury, Treasury Department, Department of the Treasury, 美国财政部
State Department, Department of State, 美国国务院
Department of Defense, DoD, Pentagon, 美国国防部, 五角大楼
Department of Energy, 美国能源部
SEC, Securities and Exchange Commission, 美国证券交易委员会
FTC, Federal Trade Commission, 联邦贸易委员会
FCC, Federal Communications Commission, 联邦通信委员会
US Secret Service, U.S. Secret Service
White House, 白宫
Office of Personnel Management, OPM, 美国人事管理局
NASA, 美国国家航空航天局
Internal Revenue Service, IRS
HHS, Department of Health and Human Services
NCSC, National Cyber Security Centre, 英国国家网络安全中心
GCHQ, 英国政府通信总部
National Crime Agency, NCA, 英国国家犯罪局
NHS, National Health Service, 英国国家医疗服务体系
ICO, Information Commissioner's Office
CERT-UA, 乌克兰计算机应急响应小组
SBU, Security Service of Ukraine, 乌克兰安全局
SSSCIP
ANSSI
BSI, Federal Office for Information Security, 德国联邦信息安全局
BKA, Bundeskriminalamt
Europol, 欧洲刑警组织
Eurojust
ENISA, 欧盟网络安全局
CERT-EU
Interpol, INTERPOL, 国际刑警组织
NATO, 北约
European Union, 欧盟
European Commission, 欧盟委员会
European Parliament, 欧洲议会
United Nations, 联合国
World Health Organization, 世界卫生组织, 世卫组织
International Olympic Committee, 国际奥委会
ACSC, Australian Cyber Security Centre, 澳大利亚网络安全中心
Australian Federal Police
CCCS, Canadian Centre for Cyber Security, 加拿大网络安全中心
CERT NZ
JPCERT/CC, JPCERT
NISC
KISA, Korea Internet & Security Agency
National Intelligence Service, 韩国国家情报院
CERT-In
SingCERT
HKCERT
TWCERT/CC
CNCERT, CNCERT/CC, 国家互联网应急中心, 国家计算机网络应急技术处理协调中心
国家计算机病毒应急处理中心, CVERC, National Computer Virus Emergency Response Center
国家信息安全漏洞共享平台
国家信息安全漏洞库
国家互联网信息办公室, 国家网信办, Cyberspace Administration of China
工业和信息化部, 工信部, MIIT
公安部, Ministry of Public Security
国家安全部, Ministry of State Security
中国人民银行
中国信息安全测评中心
国家税务总局
西北工业大学, Northwestern Polytechnical University
武汉市地震监测中心
GRU, Main Intelligence Directorate, 格鲁乌, 俄罗斯军事情报总局
FSB, Federal Security Service, 俄罗斯联邦安全局
SVR, Foreign Intelligence Service, 俄罗斯对外情报局
Roskomnadzor
Islamic Revolutionary Guard Corps, IRGC, 伊斯兰革命卫队
Reconnaissance General Bureau, 侦察总局
Unit 8200, 8200部队
Shadowserver Foundation, Shadowserver
Citizen Lab, 公民实验室
Amnesty International
Electronic Frontier Foundation
Apache Software Foundation, Apache软件基金会
OWASP
FIRST.org
Zero Day Initiative, ZDI
Google Threat Analysis Group, Threat Analysis Group
Project Zero, Google Project Zero
Microsoft Threat Intelligence, MSTIC, Microsoft Threat Intelligence Center
Democratic National Committee, 美国民主党全国委员会
Colonial Pipeline, 科洛尼尔管道, 科洛尼尔
JBS Foods, JBS USA
Maersk, 马士基
Norsk Hydro, 海德鲁
Saudi Aramco, 沙特阿美
Merck, ~Merck
Mondelez
TNT Express
Rosneft
Bangladesh Bank, 孟加拉国央行, 孟加拉央行
SWIFT组织
Equifax, 艾可飞
Marriott, 万豪
Target Corporation
Home Depot
Anthem Inc
Capital One
JPMorgan Chase, 摩根大通
Sony Pictures, Sony Pictures Entertainment, 索尼影业
Uber, =Uber, 优步
T-Mobile
AT&T
Verizon, 威瑞森
Optus
Medibank
MGM Resorts, 米高梅
Caesars Entertainment, 凯撒娱乐
Change Healthcare
UnitedHealth, UnitedHealth Group
CommonSpirit Health
Irish Health Service Executive, Health Service Executive
Universal Health Services
Travelex
Garmin, 佳明
Honda, 本田
Toyota, 丰田
TSMC, 台积电
Foxconn, 富士康
Renault, 雷诺
Telefónica, Telefonica, 西班牙电信
Deutsche Bahn, 德国铁路
FedEx, 联邦快递
Kyivstar
Ukrenergo
Viasat
Dyn, =Dyn
OVH
Natanz, 纳坦兹
Bushehr, 布什尔核电站
Mt. Gox, Mt.Gox
Coincheck
Poly Network
Ronin Network
Bybit
Binance, 币安
Coinbase
KuCoin
FTX
British Library, 大英图书馆
British Airways, 英国航空
Royal Mail
Transport for London
Marks & Spencer
Jaguar Land Rover, 捷豹路虎
Ticketmaster
Ashley Madison
Colonial Pipeline Company
Oldsmar
City of Baltimore
City of Atlanta
City of Dallas
`);
