/** Texts that use the words of security in another sense, or stand close to it, written for the test: none is a report. */
export const hardOffTopic: Record<'en' | 'zh', readonly string[]> = {
  en: [
    // Product marketing.
    'Our new router brings secure home networking to every room. A built-in firewall and automatic updates keep your family protected, and the app shows which devices are online. Set it up in three minutes, choose a password, and enjoy films in 4K without a break. Now in white and slate, from 129 dollars with free delivery.',
    'Acme Cloud, the trusted platform for data security and compliance, today announced record growth. More than 4,000 customers in thirty countries rely on it, among them eight of the ten largest banks. The company was named a leader in an analyst report for the third year, and will open offices in Dublin and Singapore.',
    'The company announced that it has appointed a new chief financial officer, who joins from a maker of endpoint software. In her new role she will lead finance, investor relations and procurement. The chief executive praised her experience in scaling subscription businesses and in preparing companies for the stock exchange.',
    'Join us at booth 214 to see the newest release of our identity suite. Win a drone, meet our engineers over coffee, and sign up for a free workshop on zero trust. The first hundred visitors receive a T-shirt. Doors open at nine; the evening party takes place on the roof terrace.',
    // General IT news.
    'The browser maker released version 120 with vertical tabs, faster start-up and a new reader mode. Extensions can now be pinned to the toolbar, and passwords move from another browser with one click. The update also lets users pick a shortcut for private windows, and shrinks the memory of idle tabs by a third.',
    'The chat service was down for four hours on Monday after an engineer rolled out a faulty configuration. Users could neither send messages nor log in to their accounts. The company said that no data was lost, apologised, and promised to test such changes on a small group of servers first.',
    'Administrators can now manage users, groups and access to shared folders from a single console. The release adds support for Linux servers, a scheduler for backups, and reports by e-mail. Scripts for PowerShell are included. Licences are counted by named account, and old ones remain valid until they expire.',
    'The operating system will drop support for old processors in its next release, the maker said. Users of such computers will get no feature updates after October. Reviewers criticise that many machines in offices still run well. The company recommends to buy a new device or to rent a virtual desktop.',
    'The start-up trains language models on code and sells an assistant for developers. It explains functions, writes tests and suggests names. In a trial with three hundred programmers the tasks were done a fifth faster. Investors put 60 million dollars into the company, which was founded by two researchers.',
    // Finance.
    'Government securities fell on Friday as investors bet on higher rates. The yield of the ten-year bond rose to 4.4 percent. Traders said that the auction of new paper met with weak demand, and that foreign buyers stayed away. Corporate debt and mortgage-backed securities followed the market down.',
    'The securities regulator fined a broker for trading ahead of its clients. It had no adequate control of access to its order book, and staff shared passwords to the system. The firm paid twelve million dollars without admitting fault and will hire an independent monitor.',
    'Bitcoin climbed above 60,000 dollars as funds bought the currency. Miners sold part of their coins to pay for power. Analysts see resistance at the former peak, and warn of leverage. Ether and smaller tokens rose as well, and shares of trading platforms gained up to nine percent.',
    'Shares of the maker of firewalls fell by a tenth after it cut its outlook. Customers take longer to sign large deals, the chief executive told analysts. Billings grew by eleven percent, less than expected. Three banks lowered their price targets, but keep their advice to buy the stock.',
    // Physical security, war, crime.
    'Security guards at the stadium will search bags and scan tickets from Saturday. The club has put up new fences and forty cameras after fans broke through a gate in spring. Visitors should come early. Bottles, flares and large umbrellas are not allowed, and the police will be on site with 200 officers.',
    'The army said that it had repelled an attack on two villages near the river. Drones struck a fuel depot behind the front, and a bridge was damaged. Both sides report heavy losses. The minister of defence visited the troops and promised more air defence against missiles before winter.',
    'Burglars broke into a jeweller’s shop on Sunday night. They disabled the alarm, cut a hole into the wall and emptied the safe. Police look for a grey van that was seen by a camera in the next street. The owner puts the damage at half a million and offers a reward for hints.',
    'New locks with fingerprint sensors replace keys in the hotel chain. Guests open their rooms by phone, and staff see on a tablet which doors are closed. The maker says that the battery lasts for two years and that an emergency key remains with the manager.',
    'The border agency will hire 600 officers to cut waiting times at airports. Passengers put their passports on a scanner and look into a camera. Unions fear that machines will replace staff. The agency says that threats have not increased, but the number of travellers has.',
    'The court sentenced a man to six years for the kidnapping of a merchant. He had demanded a ransom of two million and released his victim after nine days in the woods. The police traced the money by the numbers of the notes. Two accomplices are still at large.',
    // Medicine.
    'The virus spreads through droplets, and an infection often begins with fever and a dry cough. Doctors advise vulnerable people to get vaccinated before winter. The mutation attacks cells of the throat more easily, but the vaccine still protects against severe illness. Hospitals report 300 infected patients.',
    'Trojan horse therapy: researchers pack a drug into a particle that tumour cells take up like food. Inside, the payload is released and stops the cell from dividing. In mice the tumours shrank by half. Trials with patients are planned, but the approach may have side effects on the liver.',
    'Worms in dogs are common and easy to treat. An infected animal may lose weight or scratch itself. The vet takes a sample and prescribes tablets, which are repeated after three weeks. Protect children by washing their hands, and treat all pets of the household at the same time.',
    'Vulnerability to stress differs from person to person. A study compared people who were exposed to noise at work and found that those with friends at hand recovered faster. The authors propose breaks, quiet rooms and training. Exploiting such findings is up to companies, they say.',
    // Sports, games, culture.
    'The striker exploited a gap in the defence and fired the ball into the net. After the break the visitors attacked with five men, and their captain hit the bar. It was the third victory in a row for the home side, whose attack has scored more goals than any other this season.',
    'In the new expansion players defend a castle against hordes of trojans and thieves. Rogues can spoof a guard, steal keys and plant traps, while wizards encrypt scrolls. The boss attacks in three phases. The developer has patched the balance, and fixed a bug by which gold could be duplicated.',
    'The spy film tells of an agent who hunts a stolen code through four cities. There are chases, double crosses and an evil hacker with a cat. The lead actor is charming, the script less so. The last half hour drags. Two stars from us; in cinemas from Thursday.',
    'My tips for a productive morning: phishing for compliments is out, planning is in. Write three goals on paper, put the phone away, and hack your routine with a walk. A life hack that works for me is to lay out clothes in the evening. Breakfast gives energy, coffee gives joy.',
    // Law, policy, privacy, schools.
    'Social security contributions will rise by half a point in January. Workers and employers pay the same share. The minister said that pensions are safe until 2035, and that the reform protects those who earn least. Unions want higher taxes on wealth instead.',
    'Food security is threatened in the region after two years of drought. The harvest fell by forty percent, and prices of maize have doubled. Aid agencies warn that three million people are vulnerable. They ask for seeds, wells and roads to reach remote villages.',
    'The university offers a new degree in computer science with courses on networks, data and software. Students learn to program in two languages, work on projects with companies, and may spend a term abroad. Applications are open until July; there are ninety places and no fees.',
    'The city will publish its spending as open data. Everyone can download the files and build apps on them. An officer checks that no personal data is released. The council hopes for ideas on traffic and waste, and gives prizes for the best three.',
    'Job safety on building sites is better than ten years ago, the insurer reports. Most accidents happen on ladders. Helmets, nets and training protect workers. The risk is highest on Monday mornings, and for those who are new to the site. Inspectors will visit firms more often.',
  ],
  zh: [
    // 产品营销。
    '这款智能门锁支持指纹、密码和手机开锁，内置摄像头，有人徘徊时会自动报警，守护一家人的安全。电池可用一年，低电量时手机会收到提醒。现在购买享受八折优惠，免费上门安装，三年质保，让您出门更放心。',
    '某云公司宣布，其安全可靠的云平台已服务四千家客户，覆盖金融、政务和零售等行业。公司连续三年入选行业领导者，今年收入增长四成，并将在成都和西安设立研发中心，未来三年计划招聘两千名工程师。',
    '新一代家用路由器上市，信号覆盖一百五十平方米，内置儿童上网管理功能，家长可以用手机设置时间。安装简单，三分钟即可联网，看高清视频不卡顿。首发价二百九十九元，下单赠送网线一条。',
    '公司任命新的首席财务官，她此前在一家软件企业负责投资者关系。首席执行官表示，她的经验将帮助公司扩大订阅业务并筹备上市。公司今年新增客户三百家，续约率达到九成，现金流保持稳定。',
    // 一般信息技术新闻。
    '某聊天软件周一中断服务四个小时，用户无法登录账号和发送消息。公司说，原因是工程师发布了错误的配置，数据没有丢失，并承诺今后先在少量服务器上测试。受影响的会员将获得三天补偿。',
    '浏览器发布新版本，支持垂直标签页，启动速度更快，还可以一键导入其他浏览器的书签和密码。阅读模式重新设计，闲置标签页占用的内存减少三分之一。新版本将在本周内推送给所有用户。',
    '管理员可以在统一的控制台管理用户、部门和共享文件夹的权限，新版本增加了对服务器备份计划的支持，并通过邮件发送报表。授权按账号数量计算，旧的授权在到期之前继续有效。',
    '操作系统的下一个版本将不再支持老款处理器，使用这些电脑的用户在十月以后无法获得功能更新。评论认为办公室里许多机器仍然运行良好。公司建议更换新设备，或者租用虚拟桌面。',
    '这家初创公司训练代码大模型，为程序员提供智能助手，可以解释函数、编写测试、补全代码。在三百名程序员参加的试验中，完成任务的时间缩短了两成。公司刚刚完成六千万美元的融资。',
    // 金融。
    '周五国债价格下跌，十年期收益率升至百分之二点八。交易员表示，新债招标需求偏弱，外资观望情绪较浓。证券公司预计下周市场仍将震荡，投资者应当注意风险，控制仓位，避免追涨杀跌。',
    '证券监管部门对一家券商处以罚款，原因是员工共用交易系统的密码，内部权限管理混乱。公司表示接受处罚并将聘请第三方进行检查。这是今年以来该公司第二次被罚，股价当天下跌百分之三。',
    '比特币价格突破六万美元，机构资金持续流入。部分矿工出售持币以支付电费。分析人士认为前期高点附近存在压力，并提醒注意杠杆风险。其他代币也普遍上涨，交易平台的股价涨幅接近一成。',
    '某防火墙厂商下调全年业绩指引，股价大跌一成。公司管理层表示，客户签订大额合同的周期变长，订单增速低于预期。三家券商下调了目标价，但是维持买入评级，认为行业长期前景良好。',
    // 实体安全、军事、治安。
    '体育场将从周六起加强安检，观众须提前一小时入场，禁止携带瓶装饮料、烟花和长柄雨伞。场馆新增了四十个摄像头和两道围栏，现场将有二百名民警执勤，确保比赛期间的安全。',
    '军方表示击退了敌方对河边两个村庄的攻击，无人机袭击了前线后方的一处油库，一座桥梁受损。双方都称对方损失惨重。国防部长视察部队，承诺在冬季之前加强防空，防御导弹的威胁。',
    '周日夜里，几名窃贼入侵一家珠宝店，破坏了报警器，在墙上凿洞后盗走保险柜里的首饰。警方正在追查监控中出现的一辆灰色面包车。店主估计损失五十万元，并悬赏征集线索。',
    '安全生产大检查今日启动，检查组将对矿山、化工和建筑工地进行排查，重点整治违章作业和消防隐患。去年事故起数下降一成，但是新员工的事故率仍然偏高，企业要加强培训和防护。',
    '交警部门提醒，雨天路滑，驾驶员要降低车速，保持安全距离，系好安全带。昨天高速上发生三起追尾事故，两人轻伤。节日期间车流量大，请提前规划路线，避免疲劳驾驶，遇到故障及时报警。',
    '食品安全抽检结果公布，二十批次样品不合格，主要问题是农药残留和添加剂超标。监管部门已责令企业下架并召回产品，对经营者立案调查。消费者可以通过热线投诉，购买时注意查看标签。',
    '法院以绑架罪判处一名男子有期徒刑六年。他曾向商人家属勒索二百万元，九天后将受害者释放。警方通过纸币编号追踪到赃款，另有两名同伙在逃。被告当庭表示不上诉。',
    // 医学。
    '这种病毒主要通过飞沫传播，感染后常见发热和干咳。医生建议易感人群在冬季之前接种疫苗。变异株更容易攻击咽喉细胞，但疫苗仍能防护重症。各医院本周报告三百名感染者，大多数症状较轻。',
    '研究人员把药物装进一种会被肿瘤细胞吞噬的微粒，像特洛伊木马一样进入细胞后再释放，阻止细胞分裂。小鼠实验中肿瘤缩小一半。下一步计划开展临床试验，观察对肝脏的副作用和免疫系统的攻击。',
    '宠物狗感染蠕虫很常见，也容易治疗。被感染的狗会消瘦、抓痒。兽医采集样本后开驱虫药，三周后重复一次。家里有小孩的要注意洗手，所有宠物最好同时驱虫，防止交叉感染。',
    '流感病毒样本显示，今年流行株与疫苗株匹配良好。疾控专家提醒，学校和养老院是感染的高风险场所，应当开窗通风、勤洗手。出现高热要及时就医，不要自行服用抗生素，以免产生耐药。',
    // 体育、游戏、文化。
    '主队前锋抓住对手后防漏洞，第十分钟攻破球门。下半场客队连续发起攻击，队长的射门击中横梁。这是主队三连胜，他们的攻击线进球最多，防御也有进步，下周将客场挑战榜首球队。',
    '游戏新资料片中，玩家要守卫城堡，抵御成群的盗贼和木马攻城车。刺客可以潜行、窃取钥匙，法师可以加密卷轴。首领分三个阶段攻击。开发商修复了复制金币的漏洞，并发布平衡性补丁。',
    '这部谍战片讲述特工追查被盗密码本的故事，情节在四个城市展开，追车和反转都有，还有一个养猫的反派黑客。主演很有魅力，剧本稍弱，最后半小时拖沓。本片周四上映，评分六点五。',
    '孩子总是攻击别的小朋友怎么办？专家说，先安抚情绪，再了解原因。父母要给孩子足够的安全感，不要当众责骂。可以通过讲故事让孩子学会控制情绪，必要时咨询心理老师，家校配合效果更好。',
    // 政策、教育、生活。
    '社会保险缴费比例明年一月起上调半个百分点，由单位和个人各承担一半。主管部门表示养老金发放安全有保障，改革将保护低收入群体。参保人员可以通过网站查询账户信息，忘记密码的可到窗口办理。',
    '粮食安全是国之大者。今年遭遇干旱，部分地区减产，有关部门加强种子、化肥和农机供应，保障秋收。专家建议推广节水灌溉，提高抗风险能力。储备粮充足，市场价格总体平稳。',
    '大学新设计算机专业，开设网络、数据和软件课程，学生要学习两门编程语言，参加企业项目，还可以出国交流一学期。今年计划招生九十人，报名截止到七月，考生可以在网站上下载申请表。',
    '城市公开财政支出数据，市民可以下载文件并开发应用。专人负责检查，不公开个人信息。市政府希望征集交通和垃圾分类方面的点子，评选出三个优秀作品并给予奖励，颁奖仪式年底举行。',
  ],
};
