import { parseNames } from './name-list.ts';

/** Offensive frameworks, administrators' and testers' tools, and the system's own programs that intruders abuse. */
export const tools = parseNames(`
Cobalt Strike, Cobalt Strike Beacon, CS木马
Metasploit, Metasploit Framework, MSF框架, Meterpreter
Mimikatz, MimiKatz, 猕猴桃工具
PsExec
Impacket, wmiexec, smbexec, secretsdump, atexec
PowerShell Empire, ~Empire, Empire framework
Covenant C2
Sliver, ~Sliver
Brute Ratel, Brute Ratel C4, BRc4
Havoc C2, Havoc framework, Havoc Demon
Mythic C2
Merlin C2
Koadic
PoshC2
Pupy, Pupy RAT
SILENTTRINITY
Nighthawk C2
Viper C2
Deimos C2
Manjusaka
Geacon
Supershell
Vshell
AdaptixC2
Chisel, ~Chisel
frp, =frp, =FRP, fatedier/frp
nps, ~nps
ngrok
Ligolo, Ligolo-ng
Stowaway, ~Stowaway
EarthWorm
Venom proxy
iox
Plink, plink.exe
PuTTY
WinSCP
FileZilla
Rclone
MEGAsync, MegaSync
FreeFileSync
7-Zip, 7zip, 7za
WinRAR
AnyDesk
TeamViewer
ScreenConnect, ConnectWise Control
Atera
Splashtop
RustDesk
UltraVNC
TightVNC
RealVNC
Ammyy Admin, AmmyyAdmin
RemoteUtilities, Remote Utilities
NetSupport Manager, NetSupport
LogMeIn
SimpleHelp
Action1
Level.io
MeshAgent, MeshCentral
向日葵远控, 向日葵远程控制, Sunlogin, ToDesk
GotoHTTP
PCHunter, PC Hunter
Process Hacker
GMER
PowerTool64
IObit Unlocker
Defender Control
Backstab tool
Terminator EDR killer
EDRKillShifter
AuKill
EDRSandblast
TDSSKiller
BloodHound, SharpHound, AzureHound
AdFind, ADFind
PowerView
PowerSploit
PowerUp
Nishang
Inveigh
Responder, ~Responder
CrackMapExec, NetExec
Rubeus
Kerbrute
SharpView
Seatbelt, ~Seatbelt
SharpUp
Certipy
Certify, ~Certify
Whisker, ~Whisker
PetitPotam
PrintSpoofer
JuicyPotato, Juicy Potato
RottenPotato, Rotten Potato
SweetPotato
GodPotato
BadPotato
EfsPotato
RoguePotato
LaZagne
WebBrowserPassView
Mail PassView
NirSoft, NirCmd
gsecdump
pwdump, PwDump7
Windows Credential Editor
ProcDump
NanoDump
Dumpert
comsvcs.dll
Sysinternals, Sysinternals Suite
Autoruns
Process Explorer
Process Monitor, ProcMon
SDelete
Nmap, nmap
Zenmap
Masscan, masscan
ZMap
Advanced IP Scanner
Advanced Port Scanner
Angry IP Scanner
SoftPerfect Network Scanner, NetScan
Fscan, fscan
Kscan
nbtscan
Nbtstat
Netcat, =nc.exe, ncat
Socat
Hydra tool, THC Hydra, THC-Hydra
Medusa brute forcer
Ncrack
Hashcat
John the Ripper
Aircrack-ng
Burp Suite, BurpSuite
sqlmap, SQLMap
Nikto
Nessus
OpenVAS
Acunetix, AWVS
Nuclei, ~Nuclei
Xray scanner
Goby, ~Goby
Wireshark
tcpdump
Fiddler
IDA Pro
Ghidra
OllyDbg
x64dbg
dnSpy
de4dot
WinDbg
GDB
Radare2
Frida
Volatility, ~Volatility
YARA
Sigma rules
Snort
Suricata
Zeek
Sysmon
Kali Linux
Parrot OS
Shodan
Censys
ZoomEye
FOFA
VirusTotal
urlscan
Any.Run, ANY.RUN
Hybrid Analysis
Joe Sandbox
Cuckoo Sandbox
Evilginx, Evilginx2
Gophish
EvilProxy
Modlishka
Muraena
King Phisher
Social-Engineer Toolkit
Greatness phishing kit
Tycoon 2FA
W3LL Panel
BeEF framework
XMRig
NBMiner
T-Rex miner
PhoenixMiner
Nanominer
BitLocker
DiskCryptor
VeraCrypt
Jetico BestCrypt
UPX
VMProtect
Themida
Enigma Protector
MPRESS
ConfuserEx
SmartAssembly
Donut loader
sRDI
ScareCrow loader
Shellter
Veil framework
Invoke-Obfuscation
Invoke-Mimikatz
Invoke-TheHash
AutoIt
AutoHotkey
NSIS
Inno Setup
PyInstaller
Nuitka
PowerShell, PowerShell.exe, powershell.exe
cmd.exe
WMIC, wmic.exe
mshta, mshta.exe
rundll32, rundll32.exe
regsvr32, regsvr32.exe
certutil, certutil.exe
bitsadmin, bitsadmin.exe
schtasks, schtasks.exe
vssadmin, vssadmin.exe
wevtutil, wevtutil.exe
bcdedit, bcdedit.exe
wbadmin, wbadmin.exe
msiexec, msiexec.exe
MSBuild, msbuild.exe
InstallUtil, installutil.exe
cscript, cscript.exe
wscript, wscript.exe
ntdsutil, ntdsutil.exe
netsh, netsh.exe
nltest, nltest.exe
dsquery
whoami, whoami.exe
tasklist, tasklist.exe
taskkill, taskkill.exe
systeminfo, systeminfo.exe
ipconfig
esentutl
makecab
cmstp, cmstp.exe
odbcconf
forfiles
reg.exe
sc.exe
net.exe
at.exe
attrib.exe
icacls
cipher.exe
diskshadow
msdt.exe
expand.exe
hh.exe
curl, =curl
wget
crontab
systemd-run
chattr
LD_PRELOAD
busybox, BusyBox
EternalBlue, Eternal Blue, 永恒之蓝
EternalRomance, 永恒浪漫
EternalChampion
EternalSynergy
Angler Exploit Kit, Angler EK
RIG Exploit Kit, RIG EK
Magnitude Exploit Kit, Magnitude EK
Nuclear Exploit Kit
Neutrino Exploit Kit
Blackhole Exploit Kit
Fallout Exploit Kit
GrandSoft
RouterSploit
LOIC, Low Orbit Ion Cannon
HOIC
Slowloris
`);
