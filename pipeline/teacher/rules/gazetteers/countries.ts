import { parseNames } from './name-list.ts';

/** Countries and regions with their adjectives; names of people, towns and things elsewhere are left out or need a cue. */
export const countries = parseNames(`
China, =Chinese, 中国, 中华人民共和国, 我国
Hong Kong, 香港
Macau, Macao, 澳门
Taiwan, =Taiwanese, 台湾
United States, =US, =U.S., =USA, =U.S, United States of America, =American, =Americans, 美国, 美利坚
United Kingdom, =UK, =U.K., =Britain, =British, Great Britain, =England, 英国
Russia, =Russian, =Russians, Russian Federation, 俄罗斯, 俄国, 俄联邦
Ukraine, =Ukrainian, =Ukrainians, 乌克兰
Belarus, Belarusian, 白俄罗斯
Poland, =Polish, 波兰
Germany, =German, =Germans, 德国
France, =French, 法国
Italy, =Italian, 意大利
Spain, =Spanish, 西班牙
Portugal, =Portuguese, 葡萄牙
Netherlands, =Dutch, The Netherlands, 荷兰
Belgium, Belgian, 比利时
Luxembourg, 卢森堡
Switzerland, =Swiss, 瑞士
Austria, Austrian, 奥地利
Ireland, =Irish, 爱尔兰
Norway, Norwegian, 挪威
Sweden, =Swedish, 瑞典
Finland, =Finnish, 芬兰
Denmark, =Danish, 丹麦
Iceland, 冰岛
Estonia, Estonian, 爱沙尼亚
Latvia, Latvian, 拉脱维亚
Lithuania, Lithuanian, 立陶宛
Czech Republic, =Czech, Czechia, 捷克
Slovakia, Slovak, 斯洛伐克
Slovenia, 斯洛文尼亚
Hungary, Hungarian, 匈牙利
Romania, Romanian, 罗马尼亚
Bulgaria, Bulgarian, 保加利亚
Greece, =Greek, 希腊
Cyprus, 塞浦路斯
Malta, 马耳他
Croatia, Croatian, 克罗地亚
Serbia, Serbian, 塞尔维亚
Bosnia and Herzegovina, Bosnia, 波黑, 波斯尼亚
Montenegro, 黑山共和国
North Macedonia, Macedonia, 北马其顿
Albania, Albanian, 阿尔巴尼亚
Kosovo, 科索沃
Moldova, Moldovan, 摩尔多瓦
Georgia, ~Georgia, =Georgian, 格鲁吉亚
Armenia, Armenian, 亚美尼亚
Azerbaijan, Azerbaijani, 阿塞拜疆
Turkey, =Turkey, Türkiye, =Turkish, 土耳其
Kazakhstan, Kazakh, 哈萨克斯坦
Uzbekistan, Uzbek, 乌兹别克斯坦
Kyrgyzstan, Kyrgyz, 吉尔吉斯斯坦
Tajikistan, 塔吉克斯坦
Turkmenistan, 土库曼斯坦
Mongolia, Mongolian, 蒙古国
Japan, =Japanese, 日本
South Korea, South Korean, South Koreans, Republic of Korea, 韩国, 南韩
North Korea, North Korean, North Koreans, =DPRK, 朝鲜, 北韩
India, =Indian, 印度
Pakistan, Pakistani, 巴基斯坦
Bangladesh, Bangladeshi, 孟加拉国, 孟加拉
Sri Lanka, Sri Lankan, 斯里兰卡
Nepal, Nepalese, Nepali, 尼泊尔
Bhutan, 不丹
Maldives, 马尔代夫
Afghanistan, Afghan, 阿富汗
Iran, =Iranian, =Iranians, 伊朗
Iraq, Iraqi, 伊拉克
Israel, =Israeli, =Israelis, 以色列
Palestine, Palestinian, Palestinians, Palestinian Territories, 巴勒斯坦
Syria, Syrian, 叙利亚
Lebanon, Lebanese, 黎巴嫩
Jordan, ~Jordan, Jordanian, 约旦
Saudi Arabia, =Saudi, Saudi Arabian, 沙特阿拉伯, 沙特
United Arab Emirates, =UAE, Emirati, 阿联酋, 阿拉伯联合酋长国
Qatar, Qatari, 卡塔尔
Kuwait, Kuwaiti, 科威特
Bahrain, Bahraini, 巴林
Oman, =Oman, Omani, 阿曼
Yemen, Yemeni, 也门
Egypt, Egyptian, 埃及
Libya, Libyan, 利比亚
Tunisia, Tunisian, 突尼斯
Algeria, Algerian, 阿尔及利亚
Morocco, Moroccan, 摩洛哥
Sudan, Sudanese, 苏丹
Ethiopia, Ethiopian, 埃塞俄比亚
Kenya, Kenyan, 肯尼亚
Uganda, 乌干达
Rwanda, 卢旺达
Tanzania, 坦桑尼亚
Nigeria, Nigerian, 尼日利亚
Ghana, Ghanaian, 加纳
Senegal, 塞内加尔
Ivory Coast, 科特迪瓦
Cameroon, 喀麦隆
Angola, 安哥拉
Zambia, 赞比亚
Zimbabwe, 津巴布韦
Mozambique, 莫桑比克
South Africa, South African, 南非
Vietnam, Viet Nam, Vietnamese, 越南
Laos, =Laos, 老挝
Cambodia, Cambodian, 柬埔寨
Thailand, =Thai, 泰国
Myanmar, Burma, 缅甸
Malaysia, Malaysian, 马来西亚
Singapore, Singaporean, 新加坡
Indonesia, Indonesian, 印度尼西亚, 印尼
Philippines, =Philippine, =Filipino, 菲律宾
Brunei, 文莱
East Timor, Timor-Leste, 东帝汶
Australia, Australian, Australians, 澳大利亚, 澳洲
New Zealand, 新西兰
Papua New Guinea, 巴布亚新几内亚
Fiji, 斐济
Canada, =Canadian, =Canadians, 加拿大
Mexico, Mexican, 墨西哥
Guatemala, 危地马拉
Costa Rica, Costa Rican, 哥斯达黎加
Panama, =Panama, 巴拿马
El Salvador, 萨尔瓦多
Honduras, 洪都拉斯
Nicaragua, 尼加拉瓜
Cuba, ~Cuba, Cuban, 古巴
Haiti, 海地
Dominican Republic, 多米尼加
Puerto Rico, 波多黎各
Colombia, Colombian, 哥伦比亚
Venezuela, Venezuelan, 委内瑞拉
Ecuador, Ecuadorian, 厄瓜多尔
Peru, =Peru, Peruvian, 秘鲁
Bolivia, 玻利维亚
Brazil, Brazilian, 巴西
Chile, =Chile, Chilean, 智利
Argentina, Argentinian, Argentine, 阿根廷
Uruguay, 乌拉圭
Paraguay, 巴拉圭
Europe, =European, 欧洲
Middle East, 中东
Southeast Asia, South-East Asia, 东南亚
South Asia, South Asian, 南亚
Central Asia, 中亚
Latin America, 拉丁美洲, 拉美
North America, 北美
Africa, =African, 非洲
Asia-Pacific, =APAC, Asia Pacific, 亚太
`);
