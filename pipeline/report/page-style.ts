const light = `
--paper:#fff;--panel:#f6f7f9;--ink:#1b1f27;--soft:#5a6270;--line:#dfe3e9;--mark:#ffe58a;--mark-ink:#1b1f27;--link:#0b5cad;
--en:#2563b8;--en-soft:#c9dcf6;--zh:#c2410c;--zh-soft:#fbd6c3;--ours:#0f766e;--published:#9aa3b0;--better:#0b6b46;--worse:#a8321f;
--source-1:#2563b8;--source-2:#c2410c;--source-3:#0f766e;--source-4:#a16207;--source-5:#7c3aad;--source-6:#be185d;--source-7:#4d7c0f;`;
const dark = `
--paper:#14171c;--panel:#1d2128;--ink:#e6e9ee;--soft:#a3abb8;--line:#323843;--mark:#6b5a12;--mark-ink:#fff6d6;--link:#7db5f5;
--en:#6ea8f7;--en-soft:#27456e;--zh:#f59267;--zh-soft:#6b3620;--ours:#35b8a9;--published:#6c7686;--better:#5fd39b;--worse:#f58a78;
--source-1:#6ea8f7;--source-2:#f59267;--source-3:#35b8a9;--source-4:#e0b341;--source-5:#bd92f0;--source-6:#f078ac;--source-7:#a3cf5a;`;

/** The look of the page: two themes by the reader's preference, and widths from a telephone's up. */
export const pageStyle = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif}
header,main{max-width:944px;margin:0 auto;padding:0 32px}
header{padding-top:40px}
h1{font-size:30px;line-height:1.2;margin:0 0 4px}
h2{font-size:22px;line-height:1.3;margin:0 0 4px}
h3{font-size:16px;margin:24px 0 8px;overflow-wrap:anywhere}
h4{font-size:13px;margin:0 0 8px;color:var(--soft);font-weight:600}
section{border-top:1px solid var(--line);padding:32px 0 24px}
a{color:var(--link)}
.answer{font-size:18px;margin:0 0 12px}
.note{color:var(--soft);font-size:14px;margin:6px 0 12px;overflow-wrap:anywhere}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(152px,1fr));gap:12px;margin:20px 0 32px}
.card{background:var(--panel);border-radius:8px;padding:12px 16px}
.card dt{font-size:13px;color:var(--soft)}
.card dd{margin:0}
.card b{display:block;font-size:26px;line-height:1.3;font-variant-numeric:tabular-nums}
.card span{font-size:13px;color:var(--soft)}
figure{margin:8px 0 16px}
svg{display:block;max-width:100%;height:auto}
.narrow{display:none}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 6px;padding:0;font-size:13px;color:var(--soft)}
.legend i{display:inline-block;width:11px;height:11px;margin-right:6px;border-radius:2px}
.legend .marker{width:8px;height:8px;border-radius:0;transform:rotate(45deg)}
.scroll{overflow-x:auto;margin:8px 0 12px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{padding:6px 16px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--soft);font-weight:600;font-size:13px;vertical-align:bottom}
tbody th{font-weight:400}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
thead .number{white-space:normal}
.better{color:var(--better);white-space:nowrap}
.worse{color:var(--worse);white-space:nowrap}
details{border:1px solid var(--line);border-radius:8px;margin:8px 0;padding:0 16px}
summary{cursor:pointer;padding:10px 0;font-weight:600;font-size:15px}
summary span{color:var(--soft);font-weight:400;margin-left:6px}
article{border-top:1px solid var(--line);padding-bottom:16px}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr));gap:16px}
.pair>div{min-width:0;background:var(--panel);border-radius:8px;border-top:3px solid var(--en);padding:12px 14px}
.pair>.zh{border-top-color:var(--zh)}
.pair>:target{outline:2px solid var(--link)}
.pair code{font-weight:400;font-size:12px}
.pair h4 a{float:right}
.pair dl{margin:0;font-size:14px}
.pair dt{font-size:12px;font-weight:600;color:var(--soft);margin-top:8px}
.pair dd{margin:0;overflow-wrap:anywhere}
.text{white-space:pre-wrap;max-height:260px;overflow:auto}
mark{background:var(--mark);color:var(--mark-ink);border-radius:2px}
.cut{color:var(--soft)}
@media (max-width:720px){
header,main{padding:0 16px}
header{padding-top:24px}
.wide{display:none}
.narrow{display:block}
h1{font-size:26px}
.card b{font-size:22px}
details{padding:0 10px}
.comparison tr{display:grid;grid-template-columns:repeat(4,1fr);border-bottom:1px solid var(--line)}
.comparison th,.comparison td{border:0;padding:3px 8px 3px 0}
.comparison :first-child:is(th){grid-column:1/-1}
.comparison thead :first-child:is(th){display:none}
.comparison thead{position:sticky;top:0;background:var(--paper)}
}
`;
