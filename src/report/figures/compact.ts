/** The same drawing in fewer bytes: a map of thousands of cities repeats itself. */

/** Attributes that children have of their parent where they have none of their own. */
const INHERITED = ['fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'data-series'];
/** A group of elements without content of their own. */
const GROUP = /<g([^>]*)>((?:<(?:circle|path|line|rect)\b[^>]*\/>){4,})<\/g>/g;

/** What all elements of a group share is said once, of the group. */
export const hoisted = (svg: string): string =>
  svg.replace(GROUP, (group, own: string, content: string) => {
    const elements = content.match(/<[^>]+\/>/g)!;
    const shared = INHERITED.flatMap((name) => {
      const [first] = new RegExp(` ${name}="[^"]*"`).exec(elements[0]) ?? [];
      const everywhere = first !== undefined && elements.every((element) => element.includes(first));
      return everywhere && !own.includes(` ${name}=`) ? [first] : [];
    });
    if (shared.length === 0) return group;
    const bare = elements.map((element) => shared.reduce((rest, part) => rest.replace(part, ''), element));
    return `<g${own}${shared.join('')}>${bare.join('')}</g>`;
  });

const LEAST = 200;

/** Long paths that several drawings of a page share (outlines of countries) are drawn once, and used by the others. */
export function sharing(): (svg: string) => string {
  const known = new Map<string, string>();
  return (svg) =>
    svg.replace(/<path\b([^>]*)\/>/g, (path, attributes: string) => {
      if (path.length < LEAST || / (?:id|data-[a-z]+)="/.test(path)) return path;
      const id = known.get(path);
      if (id !== undefined) return `<use href="#${id}"/>`;
      known.set(path, `shape-${known.size}`);
      return `<path id="shape-${known.size - 1}"${attributes}/>`;
    });
}
