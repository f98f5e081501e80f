import { parseNames } from './name-list.ts';

/** Ransomware, wipers and lockers. Many of the names are those of the gangs as well; the words beside them decide. */
export const ransomware = parseNames(`
WannaCry, WannaCrypt, WannaCryptor, WanaCrypt0r, Wana Decrypt0r, WCry, 想哭病毒, ~想哭, 魔窟, 永恒之蓝勒索病毒
NotPetya, ExPetr, Nyetya, Petya.A, GoldenEye ransomware
Petya, 必加
Bad Rabbit, BadRabbit, 坏兔子
CryptoLocker
CryptoWall
TorrentLocker
TeslaCrypt
CTB-Locker, CTB Locker
Locky
Cerber
SamSam
GandCrab, 侠盗病毒, 侠盗勒索
REvil, Sodinokibi, Sodin
Ryuk
Conti, ~Conti
DarkSide, Dark Side ransomware
BlackMatter
BlackCat, ALPHV, ~黑猫
LockBit, LockBit 2.0, LockBit 3.0, LockBit Black
LockerGoga
MegaCortex
Maze, ~Maze
Egregor
Netwalker, Mailto ransomware
DoppelPaymer
BitPaymer
WastedLocker
Hades ransomware, ~Hades
PayloadBIN
Phoenix CryptoLocker
Clop, ~Clop, Cl0p
Avaddon
Babuk, Babyk
Hive, ~Hive
Royal ransomware, ~Royal
BlackSuit
Black Basta, BlackBasta
BianLian
Akira, ~Akira
Rhysida
Medusa ransomware, ~Medusa
MedusaLocker
Play ransomware, PlayCrypt
RansomHub
Qilin, ~Qilin, Agenda ransomware
INC Ransom, INC ransomware
Hunters International
Cactus ransomware
8Base
NoEscape
Lynx ransomware
DragonForce
SafePay
Interlock ransomware
Fog ransomware
Embargo ransomware
Cuba ransomware
Ragnar Locker, RagnarLocker
Ragnarok ransomware
RansomEXX, Defray777, RansomEXX2
Zeppelin ransomware, Buran
Dharma, ~Dharma, CrySiS, Crysis勒索
Phobos, ~Phobos
GlobeImposter, Globe Imposter, 十二生肖勒索
STOP ransomware, Djvu, STOP/Djvu
Makop
Mallox, TargetCompany, FARGO ransomware
BeijingCrypt
Magniber
TellYouThePass
Jigsaw ransomware
Satan ransomware, ~撒旦
Satana
GetCrypt
Scarab ransomware
Shade ransomware, Troldesh
Matrix ransomware
Snatch ransomware
Ekans, SNAKE ransomware
Robbinhood, RobbinHood
Thanos ransomware
Prometheus ransomware
Mount Locker, MountLocker
AstroLocker
XingLocker
Pysa, Mespinoza
AvosLocker
Vice Society ransomware
HelloKitty
FiveHands
DeathRansom
Yanluowang, 阎罗王
Lorenz ransomware
Nevada ransomware
ESXiArgs
Trigona
Nokoyawa
BlackByte
Quantum ransomware
Karma ransomware
Diavol
Night Sky ransomware, NightSky
Cheerscrypt
Grief ransomware
Suncrypt
Nefilim
Nemty
Tycoon ransomware
PwndLocker, ProLock
eCh0raix, QNAPCrypt
DeadBolt
Qlocker
Rapid ransomware
Bart ransomware
Popcorn Time ransomware
Spora
Sage ransomware
Mamba ransomware, HDDCryptor
KillDisk
Erebus
Xorist
WannaRen
UNNAMED1989, 微信支付勒索病毒
Coronavirus ransomware
DearCry
Epsilon Red
Ghost ransomware, Cring
Vohuk
Industrial Spy
Cicada3301
Sarcoma ransomware
Eldorado ransomware
Money Message
Dark Angels
Donut Leaks
Monti ransomware
Shamoon, Disttrack, 沙蒙
StoneDrill
ZeroCleare
Dustman
Meteor wiper
HermeticWiper, FoxBlade
IsaacWiper
WhisperGate
CaddyWiper
AcidRain
AcidPour
DoubleZero wiper
SwiftSlicer
Olympic Destroyer, OlympicDestroyer, 奥运破坏者
Ordinypt
BiBi-Linux, BiBi Wiper
DiskParasite
`);
