import type { toolTypes } from '../../../../task-pool/vocabularies/tool-types.ts';

export type ToolType = keyof typeof toolTypes;

const lists: Record<Exclude<ToolType, 'malware' | 'other'>, string> = {
  'attack-framework':
    'Cobalt Strike, Metasploit, PowerShell Empire, Covenant C2, Sliver, Brute Ratel, Havoc C2, Mythic C2, Merlin C2, Koadic, PoshC2, Pupy, SILENTTRINITY, Nighthawk C2, Viper C2, Deimos C2, Manjusaka, Geacon, Supershell, Vshell, AdaptixC2, Impacket, PowerSploit, Nishang',
  'credential-dumping':
    'Mimikatz, LaZagne, WebBrowserPassView, Mail PassView, gsecdump, pwdump, Windows Credential Editor, ProcDump, NanoDump, Dumpert, comsvcs.dll, Rubeus, Inveigh, Responder, Kerbrute, Hashcat, John the Ripper, Hydra tool, Medusa brute forcer, Ncrack, ntdsutil, esentutl, Invoke-Mimikatz, NirSoft, DCSync',
  'exploit-tool':
    'EternalBlue, EternalRomance, EternalChampion, EternalSynergy, Angler Exploit Kit, RIG Exploit Kit, Magnitude Exploit Kit, Nuclear Exploit Kit, Neutrino Exploit Kit, Blackhole Exploit Kit, Fallout Exploit Kit, GrandSoft, RouterSploit, PetitPotam, PrintSpoofer, JuicyPotato, RottenPotato, SweetPotato, GodPotato, BadPotato, EfsPotato, RoguePotato, sqlmap, Certipy, Certify, Whisker',
  'remote-access':
    'PsExec, AnyDesk, TeamViewer, ScreenConnect, Atera, Splashtop, RustDesk, UltraVNC, TightVNC, RealVNC, Ammyy Admin, RemoteUtilities, NetSupport Manager, LogMeIn, SimpleHelp, Action1, Level.io, MeshAgent, 向日葵远控, GotoHTTP, PuTTY',
  'tunnelling-proxy':
    'Chisel, frp, nps, ngrok, Ligolo, Stowaway, EarthWorm, Venom proxy, iox, Plink, Socat, Netcat, proxychains, reGeorg, Neo-reGeorg',
  reconnaissance:
    'BloodHound, AdFind, PowerView, Nmap, Zenmap, Masscan, ZMap, Advanced IP Scanner, Advanced Port Scanner, Angry IP Scanner, SoftPerfect Network Scanner, Fscan, Kscan, nbtscan, Nbtstat, CrackMapExec, SharpView, Seatbelt, Burp Suite, Nessus, Shodan, Acunetix, nltest, dsquery, whoami, tasklist, systeminfo, ipconfig, Process Explorer, Process Monitor, Autoruns',
  'file-transfer':
    'WinSCP, FileZilla, Rclone, MEGAsync, FreeFileSync, 7-Zip, WinRAR, curl, wget, bitsadmin, certutil, makecab, expand.exe',
  'system-utility':
    'WMIC, mshta, rundll32, regsvr32, schtasks, vssadmin, wevtutil, bcdedit, wbadmin, msiexec, MSBuild, InstallUtil, netsh, taskkill, cmstp, odbcconf, forfiles, reg.exe, sc.exe, net.exe, at.exe, attrib.exe, icacls, cipher.exe, diskshadow, msdt.exe, hh.exe, crontab, systemd-run, chattr, LD_PRELOAD, busybox, SDelete, Sysinternals',
  scripting:
    'PowerShell, cmd.exe, cscript, wscript, AutoIt, AutoHotkey, PyInstaller, Nuitka, NSIS, Inno Setup, Perl, Python',
  'evasion-tool':
    'PCHunter, Process Hacker, GMER, PowerTool64, IObit Unlocker, Defender Control, Backstab tool, Terminator EDR killer, EDRKillShifter, AuKill, EDRSandblast, TDSSKiller, Invoke-Obfuscation, ScareCrow loader, Shellter, Veil framework, Donut, sRDI',
};

const typeByName = new Map(
  Object.entries(lists).flatMap(([type, names]) => names.split(', ').map((name) => [name, type as ToolType] as const)),
);

/** What kind of tool a name of the gazetteer is. */
export const toolTypeOf = (canonical: string): ToolType => typeByName.get(canonical) ?? 'other';

// What the authors of a report work with, and attackers hardly.
const analysts = new Set(
  'VirusTotal, x64dbg, IDA Pro, Ghidra, OllyDbg, dnSpy, Wireshark, Fiddler, YARA, Snort, Suricata, Sysmon, Volatility, Censys'.split(
    ', ',
  ),
);

/** Whether a tool is one for analysing attacks and not for making them. */
export const isAnalystTool = (canonical: string): boolean => analysts.has(canonical);
