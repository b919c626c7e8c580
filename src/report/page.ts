/** The report as one page: it needs no network, and asks for none. */
import { createHash } from 'node:crypto';
import { version } from '../version.js';
import { html, trusted } from './html.js';
import { lettersOf } from './letters.js';
import { script } from './script.js';
import { type Section, sectionHtml } from './sections/section.js';
import { style } from './style.js';

const base64Sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Nothing is fetched, and no script runs but the page's own. */
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${base64Sha256(script)}'`,
  "style-src 'unsafe-inline'",
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export interface Page {
  readonly title: string;
  /** What kind of results: 'Run of one scenario'. */
  readonly kind: string;
  readonly identity: string;
  readonly sections: readonly Section[];
}

export function pageHtml({ title, kind, identity, sections }: Page): string {
  const body = html`<a class="skip" href="#main">Skip to the report</a>
<div class="page">
<nav aria-label="Contents"><ol>${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ol></nav>
<header><p class="kind">${kind}</p><h1>${title}</h1></header>
<main id="main">
${sections.map(sectionHtml)}</main>
<footer><p>Made by fastpolicy ${version} from results of identity <code>${identity.slice(0, 12)}</code>. The page loads nothing from elsewhere.</p></footer>
</div>
<div id="value" role="status" aria-live="polite"></div>
`;
  const letters = lettersOf(
    body.text.replace(/ (?:href|data-csv|data-points|d)="[^"]*"/g, '').replace(/<[a-z/][^>]*>/g, ' '),
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="fastpolicy ${version}">
<meta name="fastpolicy-identity" content="${identity}">
<title>${title}</title>
<style id="letters">${trusted(letters)}</style>
<style>${trusted(style)}</style>
</head>
<body>
${body}<script>${trusted(script)}</script>
</body>
</html>
`.text;
}
