import { type Candidate, candidate } from './candidate.ts';

const extensions = new Set(
  `exe dll sys scr lnk js jse vbs vbe ps1 psm1 psd1 bat cmd hta doc docx docm dotm dotx xls xlsx xlsm xlsb xll ppt pptx pptm rtf pdf
  zip rar 7z iso img vhd vhdx jar apk ipa dex so dylib elf sh py pyc php phtml asp aspx ashx asmx jsp jspx war class msi msp cab cpl
  ocx tmp dat bin txt log ini cfg conf json xml html htm xhtml png jpg jpeg gif ico svg bmp mp4 mp3 wav csv chm one wsf sct inf reg db
  sqlite key pem crt cer p12 pfx plist deb rpm tar gz tgz bz2 xz ko c cpp h cs go rs java lib pdb manifest config eml msg url pub
  swf lua pl rb ts vue yml yaml toml md bak old dmp evtx pcap cgi do action tpl inc hwp lzh ace arj scf settingcontent-ms
  dit vmdk vmx ova pkg dmg app nse yar yara tif wim efi rom fw xsl sln csproj ps edb pst ost hwpx key lock mui drv`.split(
    /\s+/,
  ),
);
const shortNames = new Set([
  'c',
  'h',
  'go',
  'cs',
  'do',
  'ts',
  'rs',
  'md',
  'pl',
  'rb',
  'ps',
  'key',
  'one',
  'old',
  'app',
  'action',
]);
const notFiles = new Set(
  'node.js vue.js next.js react.js asp.net express.js d3.js three.js socket.io electron.js nuxt.js angular.js backbone.js'.split(
    ' ',
  ),
);

const windowsPath =
  /(?<![A-Za-z0-9])(?:[A-Za-z]:\\{1,2}|%[A-Za-z()0-9_]{2,30}%\\{1,2}|\\\\[A-Za-z0-9._-]{2,60}\\)(?:(?:(?:Program Files|Documents and Settings|Start Menu|Common Files|Local Settings|Application Data|All Users)(?: \(x86\))?|[^\s"'<>|*?:,;，。；、()“”\u3000-\u303f\uff00-\uffef\u4e00-\u9fff\\]{1,120})\\{0,2}){1,24}/gi;
const unixPath =
  /(?<![\w./:~)-])~?\/(?:usr|etc|bin|sbin|tmp|var|opt|home|root|dev|proc|sys|lib|lib64|mnt|boot|data|Library|Applications|Users|System|private|srv|run)(?:\/[\w.@+~%-]{1,120}){1,20}\/?/g;
const webPath =
  /(?<![\w./:~)-])(?:\/[\w.@+~%!-]{1,80}){1,10}\.(?:php|jsp|jspx|aspx|asp|ashx|cgi|action|do|jspa)(?![\w])/g;
const fileName =
  /(?<![A-Za-z0-9_\-.@$%\\/~])[A-Za-z0-9_$][A-Za-z0-9_$~+=-]{0,100}(?:\.[A-Za-z0-9_+-]{1,60}){1,4}(?![A-Za-z0-9_\\@])/g;
const quotedFileName =
  /(?<=[“"'「《‘『【])[^“”"'「」《》‘’『』【】()（）\\/|<>:*?\n。，,;；]{0,60}\.([A-Za-z0-9]{2,5})(?=[”"'」》’』】])/g;
const registryKey =
  /(?<![\w\\])(?:HKEY_(?:LOCAL_MACHINE|CURRENT_USER|CLASSES_ROOT|USERS|CURRENT_CONFIG)|HKLM|HKCU|HKCR|HKU):?(?:\\{1,2}(?:[\w{}.\-()%]{1,80}(?: [\w{}.\-()%]{1,40}){0,3}(?=\\)|[\w{}.\-()%*]{1,80})){1,20}/g;

/** File names, paths of Windows, Unix and web servers, and keys of the Windows registry. */
export function findFiles(text: string): Candidate[] {
  const found: Candidate[] = [];
  const add = (type: Candidate['type'], start: number, surface: string) =>
    found.push(candidate(type, text, start, start + surface.length, surface.toLowerCase()));
  if (text.includes('HK'))
    for (const match of text.matchAll(registryKey)) add('registry-key', match.index, trimEnd(match[0]));
  if (text.includes('\\')) for (const match of text.matchAll(windowsPath)) addPath(match, add);
  if (text.includes('/'))
    for (const pattern of [unixPath, webPath]) for (const match of text.matchAll(pattern)) addPath(match, add);
  for (const match of text.matchAll(fileName)) {
    const name = trimEnd(match[0]);
    if (isFileName(name)) add('file-name', match.index, name);
  }
  for (const match of text.matchAll(quotedFileName)) {
    const name = match[0].trim();
    if (name.length > match[1]!.length + 1 && !name.startsWith('.') && isFileName(name.replace(/\s/g, '_')))
      add('file-name', match.index + match[0].indexOf(name), name);
  }
  return found;
}

function addPath(match: RegExpMatchArray, add: (type: 'file-path', start: number, surface: string) => void): void {
  const path = trimEnd(match[0]);
  if (path.length >= 6) add('file-path', match.index!, path);
}

const trimEnd = (surface: string): string => surface.replace(/[.,;:!?]+$/, '');

/** A file has a known extension in one case, and a stem that is not a number or the start of a sentence's next word. */
function isFileName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot + 1);
  const lower = extension.toLowerCase();
  if (!extensions.has(lower) || (extension !== lower && extension !== extension.toUpperCase())) return false;
  if (notFiles.has(name.toLowerCase())) return false;
  const stem = name.slice(0, dot);
  if (/^[\d.]+$/.test(stem)) return !shortNames.has(lower) && /^\d+$/.test(stem);
  if (shortNames.has(lower)) return stem.length >= 3 && extension === lower && /[a-z]/.test(stem) && !/[.]/.test(stem);
  return extension === lower || name === name.toUpperCase();
}
