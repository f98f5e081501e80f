import { parseLabels } from './name-list.ts';

/** Sectors of the economy and of the state; the main name is a label that stays the same in both languages. */
export const sectors = parseLabels(`
government: ~government, =governments, government agencies, government agency, government organizations, government organisations, government entities, government bodies, public sector, local governments, municipalities, 政府机构, 政府部门, 政府机关, 政府单位, 政务, 政企单位, 党政机关, 地方政府, 各国政府
defence: ~defence, ~defense, defense industry, defence industry, defense sector, defense contractors, defence contractors, aerospace and defense, 国防, 国防工业, 国防军工, 军工, 军工企业
military: =military, armed forces, 军队, 军方, 军事机构, 军事部门, 军事单位, 军事目标, 武装力量
diplomacy: embassies, diplomats, foreign ministries, diplomatic missions, 外交机构, 外交部门, 使领馆, 大使馆, 外交
finance: ~finance, ~financial, ~banking, financial sector, financial services, financial institutions, financial institution, financial organizations, financial industry, banking sector, banking industry, banks, 金融机构, 金融行业, 金融业, 金融, 银行业, 银行
insurance: ~insurance, insurance companies, insurance industry, insurers, 保险业, 保险行业, 保险公司
cryptocurrency: cryptocurrency exchanges, cryptocurrency exchange, crypto exchanges, cryptocurrency industry, blockchain industry, DeFi, 加密货币交易所, 加密货币行业, 数字货币交易所, 区块链行业
healthcare: healthcare, health care, healthcare sector, healthcare organizations, healthcare providers, hospitals, medical institutions, health sector, 医疗机构, 医疗行业, 医疗卫生, 医疗, 医院, 卫生行业
pharmaceutical: ~pharmaceutical, pharmaceutical companies, pharmaceutical industry, pharmaceuticals, biotechnology, vaccine makers, 制药, 制药公司, 医药行业, 生物医药, 生物技术
energy: ~energy, energy sector, energy companies, energy industry, power grid, electric utilities, electricity sector, power companies, nuclear power plants, nuclear facilities, 能源行业, 能源, 电力行业, 电力, 电网, 核设施, 核电站
oil and gas: oil and gas, oil & gas, petrochemical, oil companies, gas pipelines, pipeline operators, 石油, 石油天然气, 石化, 油气
water: water utilities, water treatment, water sector, wastewater, water supply, 供水, 水务, 污水处理, 自来水厂
transport: ~transport, ~transportation, transportation sector, railways, shipping industry, maritime industry, ports and terminals, airports, airlines, 交通运输, 交通行业, 铁路, 航运, 海运, 港口, 机场, 航空公司
aerospace: aerospace, ~aviation, aviation sector, aviation industry, satellite operators, space industry, 航空航天, 航天, 航空, 卫星通信
automotive: ~automotive, car makers, carmakers, automakers, automotive industry, 汽车行业, 汽车制造, 车企
manufacturing: ~manufacturing, manufacturers, manufacturing sector, manufacturing industry, industrial enterprises, 制造业, 制造企业, 工业企业, 生产制造
critical infrastructure: critical infrastructure, critical national infrastructure, industrial control systems, 关键信息基础设施, 关键基础设施, 基础设施行业, 工业控制系统, 工控系统
telecommunications: telecommunications, telecommunication, telecoms, telecom operators, telecom companies, telcos, internet service providers, mobile operators, telecom sector, 电信行业, 电信运营商, 电信, 运营商, 通信行业, 互联网服务提供商
technology: ~technology, technology companies, tech companies, technology sector, IT sector, IT companies, IT services, software companies, software vendors, managed service providers, MSPs, cloud providers, semiconductor industry, semiconductors, 科技公司, 科技企业, 互联网企业, 互联网公司, 互联网行业, IT行业, 信息技术行业, 软件公司, 软件企业, 半导体, 芯片企业, 高科技企业
education: ~education, educational institutions, universities, higher education, schools, education sector, 教育机构, 教育行业, 教育, 高校, 大学, 学校, 高等院校
research: research institutes, research institutions, think tanks, think tank, academia, scientific research, 科研机构, 科研院所, 研究机构, 科研, 智库, 学术机构
media: ~media, media organizations, media companies, news organizations, news outlets, journalists, broadcasters, 媒体行业, 新闻媒体, 新闻机构, 媒体机构, 记者, 传媒
retail: ~retail, retailers, retail sector, retail industry, e-commerce, ecommerce, online stores, supermarkets, 零售业, 零售行业, 零售, 电商, 电子商务
hospitality: hospitality, hotels, hospitality industry, hospitality sector, casinos, travel industry, tourism, 酒店, 酒店业, 餐饮, 旅游业, 旅游行业
logistics: ~logistics, logistics companies, courier companies, 物流, 物流行业, 快递, 供应链企业
legal: ~legal, law firms, legal sector, law firm, 律师事务所, 律所
real estate: real estate, construction companies, construction industry, construction sector, 房地产, 建筑行业, 建筑业, 建筑企业
gaming: ~gaming, video game companies, gaming industry, online gambling, game developers, 游戏行业, 游戏公司, 游戏厂商, 博彩, 在线赌博
agriculture: ~agriculture, food and agriculture, food processing, food industry, 农业, 食品加工, 食品行业
chemical: ~chemical, chemical industry, chemical plants, 化工, 化工行业
mining industry: mining industry, steel industry, metallurgy, 采矿业, 钢铁行业, 冶金
non-governmental organisations: non-governmental organisations, NGOs, NGO, non-governmental organizations, non-profits, nonprofits, human rights organizations, human rights activists, dissidents, civil society, 非政府组织, 非营利组织, 人权组织, 人权活动人士, 异见人士
elections: election infrastructure, election systems, political parties, election campaigns, 选举系统, 选举基础设施, 政党, 选举机构
law enforcement: law enforcement, law enforcement agencies, police departments, 执法机构, 执法部门, 公安机关, 警察部门
`);
