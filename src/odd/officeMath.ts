/**
 * A formula as Office MathML, the equations of word processors, from the MathML that katex makes of LaTeX. Of the two
 * languages only what formulas here consist of is known; what else comes throws.
 */
import katex from 'katex';

interface MathElement {
  readonly tag: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: MathElement[];
  text: string;
}

const ENTITIES: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', '#x27': "'" };
const unescaped = (text: string): string => text.replace(/&([#\w]+);/g, (all, name) => ENTITIES[name] ?? all);
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Elements as a tree; katex writes them well formed, with text in leaves alone. */
function treeOf(xml: string): MathElement {
  const root: MathElement = { tag: 'root', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, close, tag, attributes, empty, text] of xml.matchAll(
    /<(\/?)(\w+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>([^<]*)/g,
  )) {
    if (close) {
      open.pop();
      continue;
    }
    const element: MathElement = {
      tag,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
      ),
      children: [],
      text: unescaped(text),
    };
    open[open.length - 1].children.push(element);
    if (!empty) open.push(element);
  }
  return root;
}

const part = (name: string, content: string): string => `<m:${name}>${content}</m:${name}>`;
const property = (name: string, value: string): string => `<m:${name} m:val="${escaped(value)}"/>`;

const isBlank = (text: string): boolean => text.trim() === '';

const UPRIGHT = part('rPr', property('sty', 'p'));
/** Blanks between words would be taken for layout of the file; what is nothing but blanks is lost on its way there. */
const run = (text: string, isUpright: boolean): string =>
  isBlank(text)
    ? ''
    : part('r', `${isUpright ? UPRIGHT : ''}${part('t', escaped(text.replaceAll(' ', '\u00a0')))}`);

/** Signs that say how things belong together and are not seen. */
const INVISIBLE = /[\u2061-\u2064]/g;

/** Letters that stand upright: words, and names of functions. */
const isUpright = ({ tag, attributes, text }: MathElement): boolean =>
  tag === 'mtext' || attributes.mathvariant === 'normal' || (tag === 'mi' && [...text].length > 1);

const isLeaf = ({ tag }: MathElement): boolean => ['mi', 'mn', 'mo', 'mtext', 'mspace'].includes(tag);
const signsOf = ({ tag, text }: MathElement): string =>
  tag === 'mspace' ? '\u2003' : text.replace(INVISIBLE, '');

/** Neighbours that are set alike are one run: need, and not n e e d. Blanks go with any. */
function row(children: readonly MathElement[]): string {
  let out = '';
  let text = '';
  let upright = false;
  const flush = (): void => {
    out += run(text, upright);
    text = '';
  };
  for (const child of children) {
    if (!isLeaf(child)) {
      flush();
      out += office(child);
      continue;
    }
    const signs = signsOf(child);
    if (!isBlank(signs)) {
      if (isUpright(child) !== upright && !isBlank(text)) flush();
      upright = isUpright(child);
    }
    text += signs;
  }
  flush();
  return out;
}

/** What grows with its content: brackets of \left and \right, the brace of cases. Those of \bigl are signs as others. */
const grows = (element: MathElement | undefined): element is MathElement =>
  element?.tag === 'mo' && element.attributes.fence === 'true' && !('minsize' in element.attributes);

function grouped(children: readonly MathElement[]): string {
  const [first] = children;
  if (children.length < 2 || !grows(first)) return row(children);
  const last = children[children.length - 1];
  const isClosed = grows(last);
  return part(
    'd',
    part('dPr', property('begChr', first.text) + property('endChr', isClosed ? last.text : '')) +
      part('e', row(children.slice(1, isClosed ? -1 : undefined))),
  );
}

function table({ children, attributes }: MathElement): string {
  const rows = children.map(({ children: cells }) => cells.map((cell) => grouped(cell.children)));
  const columns = Math.max(...rows.map((cells) => cells.length));
  if (columns === 1) return part('eqArr', rows.map(([only]) => part('e', only)).join(''));
  const side = (attributes.columnalign ?? '').split(' ')[0] || 'center';
  const column = part('mc', part('mcPr', property('count', String(columns)) + property('mcJc', side)));
  return part(
    'm',
    part('mPr', part('mcs', column)) +
      rows.map((cells) => part('mr', cells.map((cell) => part('e', cell)).join(''))).join(''),
  );
}

function office(element: MathElement): string {
  const { tag, children } = element;
  const at = (index: number, name: string): string => part(name, grouped([children[index]]));
  switch (tag) {
    case 'mrow':
    case 'mstyle':
    case 'semantics':
    case 'math':
    case 'span':
    case 'root':
      return grouped(children.filter((child) => child.tag !== 'annotation'));
    case 'mi':
    case 'mn':
    case 'mo':
    case 'mtext':
    case 'mspace':
      return row([element]);
    case 'msub':
      return part('sSub', at(0, 'e') + at(1, 'sub'));
    case 'msup':
      return part('sSup', at(0, 'e') + at(1, 'sup'));
    case 'msubsup':
      return part('sSubSup', at(0, 'e') + at(1, 'sub') + at(2, 'sup'));
    case 'munder':
      return part('limLow', at(0, 'e') + at(1, 'lim'));
    case 'mover':
      return part('limUpp', at(0, 'e') + at(1, 'lim'));
    case 'mfrac':
      return part('f', at(0, 'num') + at(1, 'den'));
    case 'msqrt':
      return part(
        'rad',
        part('radPr', property('degHide', '1')) + part('deg', '') + part('e', grouped(children)),
      );
    case 'mtable':
      return table(element);
    default:
      throw new Error(`no equation is made of <${tag}>`);
  }
}

/**
 * The XML of an equation (m:oMath), without declarations of namespaces.
 * @throws where the text is no LaTeX that katex reads.
 */
export function officeMath(latex: string, displayMode: boolean): string {
  const mathML = katex.renderToString(latex, { output: 'mathml', displayMode, throwOnError: true });
  return part('oMath', office(treeOf(mathML)));
}
