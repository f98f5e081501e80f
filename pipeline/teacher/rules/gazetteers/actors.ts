import { parseNames } from './name-list.ts';

/** Named groups and gangs. Who stands behind a name is disputed often; here stand only names used for the same activity. */
export const actors = parseNames(`
APT1, Comment Crew, Comment Panda, PLA Unit 61398
APT2, Putter Panda
APT3, Gothic Panda, UPS Team, Buckeye
APT5, Mulberry Typhoon, Keyhole Panda
APT10, menuPass, Stone Panda, Red Apollo, Potassium
APT12, IXESHE, Numbered Panda
APT15, Ke3chang, Vixen Panda, Mirage Group, Nylon Typhoon
APT16
APT17, Deputy Dog, Tailgater Team
APT18, Wekby, Dynamite Panda, TG-0416
APT19, Codoso, Deep Panda, Shell Crew
APT20, Violin Panda
APT24, PittyTiger, Pitty Panda
APT27, Emissary Panda, LuckyMouse, Iron Tiger, Bronze Union, Threat Group-3390, TG-3390, Linen Typhoon
APT28, Fancy Bear, Sofacy, Sednit, Pawn Storm, STRONTIUM, Forest Blizzard, Tsar Team, APT-C-20, 奇幻熊, 花式熊
APT29, Cozy Bear, CozyBear, The Dukes, NOBELIUM, Midnight Blizzard, UNC2452, Dark Halo, Cloaked Ursa, APT-C-25, 舒适熊
APT30
Naikon
APT31, Zirconium, Judgment Panda, Violet Typhoon
APT32, OceanLotus, Ocean Lotus, Canvas Cyclone, SeaLotus, APT-C-00, 海莲花
APT33, Elfin, Refined Kitten, Holmium, Peach Sandstorm
OilRig, APT34, Helix Kitten, Hazel Sandstorm, Cobalt Gypsy, 人面马
APT35, Charming Kitten, Phosphorus, Mint Sandstorm, Magic Hound, NewsBeef, 迷人小猫
APT37, Reaper Group, ScarCruft, Ricochet Chollima, InkySquid, Group123, APT-C-28
APT38, Bluenoroff, Stardust Chollima, Sapphire Sleet
APT39, Chafer, Remix Kitten
APT40, Leviathan APT, TEMP.Periscope, Kryptonite Panda, Gingham Typhoon
APT41, Double Dragon, Wicked Panda, Brass Typhoon, Barium, Winnti Group
APT42, Calanque
APT43, Emerald Sleet
APT44, Sandworm, Sandworm Team, Voodoo Bear, Seashell Blizzard, Iridium, BlackEnergy Group, Electrum, 沙虫组织, APT-C-13
APT45, Andariel, Silent Chollima, Onyx Sleet
Lazarus Group, Lazarus, Hidden Cobra, Zinc, Diamond Sleet, Labyrinth Chollima, Guardians of Peace, APT-C-26, 拉撒路
Kimsuky, Velvet Chollima, Thallium, Black Banshee, APT-C-55
Konni Group
Turla, Venomous Bear, Waterbug, Krypton, Secret Blizzard, APT-C-29
Gamaredon, Gamaredon Group, Primitive Bear, Shuckworm, Armageddon Group, Actinium, Aqua Blizzard, UAC-0010, APT-C-53
Energetic Bear, Dragonfly, Crouching Yeti, Berserk Bear, Ghost Blizzard
Ember Bear, Cadet Blizzard, UAC-0056
Star Blizzard, Callisto Group, SEABORGIUM, COLDRIVER
Winter Vivern, UAC-0114, TA473
Ghostwriter, UNC1151
TEMP.Veles, XENOTIME
CyberBerkut
Equation Group, Equation APT, APT-C-40, ~方程式
The Lamberts, ~Longhorn, APT-C-39
ProjectSauron, Project Sauron, Strider APT, APT-C-16, 索伦之眼
Shadow Brokers, The Shadow Brokers, 影子经纪人
Patchwork, Dropping Elephant, Hangover Group, Chinastrats, APT-C-09, 摩诃草, 白象组织, ~白象
BITTER, T-APT-17, APT-C-08, 蔓灵花, 苦象
SideWinder, Rattlesnake APT, Razor Tiger, T-APT-04, APT-C-24, ~响尾蛇
SideCopy
Transparent Tribe, APT36, ProjectM, Mythic Leopard, APT-C-56, 透明部落
Donot Team, Donot APT, =Donot, DoNot Group, Viceroy Tiger, APT-C-35, 肚脑虫, 幼象
Confucius APT, ~Confucius, 魔罗桫
VajraEleph, APT-Q-43, 金刚象
APT-C-48, CNC APT, 芜琼洞
APT-C-01, PoisonVine, GreenSpot, Poison Ivy Group, 毒云藤, 绿斑
BlueMushroom, APT-C-12, 蓝宝菇
DarkHotel, Tapaoux, Dubnium, T-APT-02, APT-C-06, 黑店组织, 寄生兽
APT-C-60, 伪猎者
APT-C-47, 旺刺
Golden Rat, APT-C-27, 黄金鼠
Arid Viper, Desert Falcon, Desert Falcons, Two-tailed Scorpion, APT-C-23, 双尾蝎
Molerats, Gaza Cybergang, Gaza Cyber Gang, Extreme Jackal
APT-C-37, 拍拍熊
ZooPark, APT-C-38, 军刀狮
Blind Eagle, APT-C-36, 盲眼鹰
Infy, Prince of Persia, APT-C-07
StrongPity, PROMETHIUM, APT-C-41, 蓝色魔眼
APT-C-15, 人面狮行动
Nuo Chong Lions, 诺崇狮
MuddyWater, Static Kitten, Seedworm, Mango Sandstorm, 污水组织
Agrius, Pink Sandstorm, BlackShadow
Moses Staff
Tortoiseshell, Imperial Kitten, Crimson Sandstorm
Lyceum, HEXANE
CopyKittens
Rocket Kitten
Ajax Security Team
Cleaver, Threat Group-2889
CyberAv3ngers, Cyber Av3ngers
Predatory Sparrow, Gonjeshke Darande
Syrian Electronic Army
Mustang Panda, Bronze President, RedDelta, TA416, Earth Preta, HoneyMyte, Twill Typhoon, Stately Taurus
Volt Typhoon, Vanguard Panda, Bronze Silhouette
Salt Typhoon, GhostEmperor, FamousSparrow
Flax Typhoon, Ethereal Panda
Silk Typhoon, HAFNIUM
Storm-0558
Storm-0978, RomCom Group, Tropical Scorpius, Void Rabisu
Storm-1811
Storm-0501
Storm-2603
Tick, ~Tick, Bronze Butler, REDBALDKNIGHT
Tropic Trooper, KeyBoy, Pirate Panda
BlackTech, Palmerworm, Circuit Panda, 黑凤梨
Goblin Panda, Cycldek, Hellsing APT
Lotus Blossom, Spring Dragon, Thrip, Billbug
Axiom, ~Axiom
Night Dragon
Elderwood, Elderwood Gang
GALLIUM, Granite Typhoon, Alloy Taurus
ToddyCat
LightBasin, UNC1945
Earth Lusca, TAG-22, Aquatic Panda
Earth Estries
Earth Longzhi
Gelsemium
Evasive Panda, Daggerfly, Bronze Highland
Moshen Dragon
RedEcho
RedHotel
RedFoxtrot
Sharp Panda
IndigoZebra
CloudComputating, BackdoorDiplomacy
UNC3886
UNC4841
UNC5221
UNC5537
UNC3944, Scattered Spider, Octo Tempest, 0ktapus, Muddled Libra
UNC1878
UNC2447
LAPSUS$, DEV-0537, Strawberry Tempest
ShinyHunters
FIN4
FIN5
FIN6, Skeleton Spider
FIN7, Carbon Spider, Sangria Tempest, Carbanak Group, Navigator Group
FIN8, Syssphinx
FIN9
FIN10
FIN11, TA505, Lace Tempest, Graceful Spider
FIN12, Pistachio Tempest
FIN13, Elephant Beetle
Carbanak gang, Anunak
Cobalt Group, Cobalt Gang, Cobalt Spider
Silence Group, ~Silence
Evil Corp, Indrik Spider, Manatee Tempest, UNC2165
Wizard Spider, Trickbot gang, Periwinkle Tempest, Grim Spider
Gold Southfield, Pinchy Spider
Gold Ulrick
TA542, Mummy Spider, Gold Crestwood
TA551, Shathak, Gold Cabin
TA577
TA570
TA558
TA544
TA569, SocGholish operators
TA453
TA444
TA428
TA459
TA410
TA413
TA2541
TA866
Magecart
Rocke, ~Rocke
TeamTNT
Kinsing gang
8220 Gang, 8220 Mining Group, 8220挖矿团伙, 8220团伙
WatchDog gang
Outlaw group
Dark Caracal
Dark Basin
Machete, ~Machete, El Machete, APT-C-43
Poseidon Group
Packrat
Careto, The Mask, ~Mask
Animal Farm, Snowglobe
Inception Framework, Cloud Atlas
RTM Group
Buhtrap
Sea Turtle, Teal Kurma, Marbled Dust
Domestic Kitten
DarkHydrus, Lazy Meerkat
WIRTE
WindShift, Bahamut, Windy Phoenix
Stealth Falcon, FruityArmor
Candiru, Sourgum
Whitefly
Orangeworm
Gallmaker
Leafminer, Raspite
Allanite
Sowbug
Honeybee APT
Group5
Scarlet Mimic
Suckfly
NEODYMIUM
Dust Storm, Operation Dust Storm
Blackgear
Roaming Mantis, Shaoye
Silver Fox, 银狐
GoldenEyeDog, 金眼狗, APT-Q-27
谷堕大盗
血茜草
Higaisa, 黑格莎
Rancor, Rancor Group
Stone Wolf, Core Werewolf
XDSpy
Void Banshee
Tomiris
YoroTrooper
GoldenJackal
Sticky Werewolf
Vice Society, Vanilla Tempest, DEV-0832
Karakurt
RansomHouse
World Leaks
BianLian gang
Killnet, KillNet
Anonymous Sudan, Storm-1359
NoName057(16), NoName057
XakNet
CyberArmyofRussia_Reborn, Cyber Army of Russia Reborn
IT Army of Ukraine
Anonymous, ~Anonymous, 匿名者
LulzSec
Lizard Squad
Phantom Squad
GhostSec
SiegedSec
AgainstTheWest, ATW组织
Guacamaya
Belarusian Cyber-Partisans, Cyber Partisans
IntelBroker
Armada Collective
DD4BC
Nitro Group
Pioneer Kitten, Fox Kitten, Rubidium, Lemon Sandstorm
Nemesis Kitten, DEV-0270
Moonstone Sleet
Jade Sleet, TraderTraitor, UNC4899
Citrine Sleet, AppleJeus operators
Famous Chollima, WageMole
Jasper Sleet
Contagious Interview
UAC-0050
UAC-0006
UAC-0102
UTA0178
UTA0137
`);
