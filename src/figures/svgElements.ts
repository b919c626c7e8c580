/** Reads drawings of ours: the few SVG elements that Vega draws with, as render.ts cleans them. */

/** The rest of an element's attributes, by name. */
export interface Attributes {
  readonly [name: string]: string;
}

/**
 * What is drawn: `x` and `y` are where its coordinates begin, in points from the upper left corner. From a `clip` to its
 * `/clip` nothing shows outside a rectangle, whose x, y, width and height are the attributes of the first.
 */
export interface Element {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly x: number;
  readonly y: number;
  /** Of a text. */
  readonly content: string;
}

const attributesOf = (text: string): Attributes =>
  Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));

function shiftOf(transform = 'translate(0,0)'): [number, number] {
  const shift = /^translate\(([-\d.]+),([-\d.]+)\)$/.exec(transform);
  if (shift === null) throw new Error(`a drawing with transform="${transform}" cannot be read`);
  return [Number(shift[1]), Number(shift[2])];
}

/** Elements in the order in which they are drawn. Throws on transforms that drawings of ours do not have. */
export function* elementsOf(body: string): Generator<Element> {
  const clips = new Map(
    [...body.matchAll(/<clipPath id="([^"]*)"><rect ([^>]*)\/><\/clipPath>/g)].map(([, id, rect]) => [
      id,
      attributesOf(rect),
    ]),
  );
  const groups: { x: number; y: number; clip: Attributes | undefined }[] = [];
  // Thousands of circles differ in their places alone.
  const styles = new Map<string, Attributes>();
  let [x, y] = [0, 0];
  for (const [, tag, text, content] of body.matchAll(/<defs>.*?<\/defs>|<(\/?\w+)([^>]*?)\/?>([^<]*)/gs)) {
    if (tag === '/g') {
      const group = groups.pop()!;
      [x, y] = [group.x, group.y];
      if (group.clip !== undefined) yield { tag: '/clip', attributes: {}, x, y, content: '' };
    } else if (tag === 'g') {
      const attributes = attributesOf(text);
      const clip = clips.get(/^url\(#(.*)\)$/.exec(attributes['clip-path'] ?? '')?.[1] ?? '');
      groups.push({ x, y, clip });
      const [dx, dy] = shiftOf(attributes.transform);
      [x, y] = [x + dx, y + dy];
      if (clip !== undefined) yield { tag: 'clip', attributes: clip, x, y, content: '' };
    } else if (tag !== undefined && !tag.startsWith('/')) {
      const round = /^ cx="([^"]*)" cy="([^"]*)"( .*)$/s.exec(text);
      let attributes = styles.get(round?.[3] ?? text);
      if (attributes === undefined) {
        attributes = attributesOf(round?.[3] ?? text);
        if (round !== null) styles.set(round[3], attributes);
      }
      const [dx, dy] = round === null ? shiftOf(attributes.transform) : [Number(round[1]), Number(round[2])];
      yield { tag, attributes, x: x + dx, y: y + dy, content };
    }
  }
}
