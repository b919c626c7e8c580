/** A look as the options of `plot` that bring it about, and back. */
import { JOURNAL, type Look, lookChoices, WIDTHS } from '../../figures/theme.js';

/** '--theme dark --width 120': what differs from the plain look; '': nothing. */
export function lookText(look: Look): string {
  const words: string[] = [];
  if (look.theme !== JOURNAL.theme) words.push(`--theme ${look.theme}`);
  if (look.widthMm !== null) words.push(`--width ${widthText(look.widthMm)}`);
  if (look.dpi !== null) words.push(`--dpi ${look.dpi}`);
  for (const name of ['face', 'palette', 'language'] as const)
    if (look[name] !== JOURNAL[name]) words.push(`--${name} ${look[name]}`);
  return words.join(' ');
}

const widthText = (widthMm: number): string =>
  Object.entries(WIDTHS).find(([, width]) => width === widthMm)?.[0] ?? String(widthMm);

/** The look of such options. Undefined: it is none. */
export function lookOf(text: string): Look | undefined {
  const words = text.split(' ').filter((word) => word !== '');
  if (words.length % 2 !== 0) return undefined;
  let look: Look = JOURNAL;
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].slice(2);
    const value = words[i + 1];
    if (name === 'width') {
      const widthMm = Number(WIDTHS[value as keyof typeof WIDTHS] ?? value);
      if (!(widthMm > 0)) return undefined;
      look = { ...look, widthMm };
    } else if (name === 'dpi') {
      const dpi = Number(value);
      if (!(dpi > 0)) return undefined;
      look = { ...look, dpi };
    } else {
      const known = (lookChoices as { readonly [name: string]: readonly string[] })[name];
      if (!known?.includes(value)) return undefined;
      look = { ...look, [name]: value } as Look;
    }
  }
  return look;
}
