import { Html, type HtmlValue, html } from './html.ts';
import { pageStyle } from './page-style.ts';

/** What a browser is told to refuse: everything but the style that stands in the page. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A whole page as one file that loads nothing and runs nothing; `style` is added to the common one. */
export function htmlDocument(
  title: string,
  { style = '', header, main }: { style?: string; header: HtmlValue; main: HtmlValue },
): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(pageStyle + style)}</style>
</head>
<body>
<header>${header}</header>
<main>
${main}
</main>
</body>
</html>
`);
}
