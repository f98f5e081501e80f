import { parseNames } from './name-list.ts';

/** Vulnerabilities known by a name of their own. */
export const namedVulnerabilities = parseNames(`
Log4Shell
Spring4Shell, SpringShell
Heartbleed, 心脏出血, 心脏滴血
Shellshock, 破壳漏洞
BlueKeep
DejaBlue
SMBGhost, 永恒之黑
SMBleed
SIGRed
Zerologon, ZeroLogon
PrintNightmare
ProxyLogon
ProxyShell
ProxyNotShell
ProxyToken
Follina
HiveNightmare, SeriousSAM
noPac, NoPac
PwnKit
Dirty COW, 脏牛漏洞, 脏牛
Dirty Pipe, 脏管道
Baron Samedit
Looney Tunables
regreSSHion
Citrix Bleed, CitrixBleed
Ripple20
URGENT/11
BlueBorne
KRACK
FragAttacks
Meltdown, =Meltdown, 熔断漏洞
Spectre, =Spectre, 幽灵漏洞
Foreshadow, =Foreshadow
ZombieLoad
Downfall, ~Downfall
Retbleed
Row hammer, Rowhammer
POODLE, =POODLE
FREAK, =FREAK
Logjam
DROWN attack
BEAST attack
ROBOT attack
Stagefright
BadUSB
Thunderspy
LogoFAIL
BootHole
Text4Shell
ToolShell
React2Shell
FORCEDENTRY
KISMET exploit
BLASTPASS
Trident exploit
VENOM vulnerability
GHOST vulnerability
Badlock
EFAIL
Ghostcat, 幽灵猫
Evil Maid
SweynTooth
TunnelVision
HTTP/2 Rapid Reset, Rapid Reset
KeyTrap
TsuNAME
DoubleAgent
SpookySSL
DogWalk
MadLicense
`);
