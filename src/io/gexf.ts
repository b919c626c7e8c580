/** GEXF 1.1 to 1.3 (gexf.net): `attribute` declares, `attvalue` holds; an edge has its weight and type as its own. */
import { type Datum, GraphParts } from './graphParts.js';
import type { ProblemList } from './tableProblems.js';
import { attributeOf, type XmlElement, type XmlPlace } from './xmlElements.js';

/** Keys of what nodes and edges have without declaring it; no declared key has a blank in front. */
const LABEL = ' label';
const WEIGHT = ' weight';
/** The weight of an edge that states none, as GEXF has it: Gephi leaves out those of 1. */
const DEFAULT_WEIGHT = '1';

const TIMES = ['start', 'end', 'startopen', 'endopen', 'timestamp', 'timestamps', 'intervals'];

/** Fills `parts` with the elements of a GEXF file as they end; true: the element is not needed any more. */
export function gexfReader(problems: ProblemList) {
  const parts = new GraphParts(problems);
  let firstTime: (XmlPlace & { readonly said: string }) | null = null;
  return { parts, visit };

  function visit(element: XmlElement): boolean {
    switch (element.name) {
      case 'attributes':
        declare(element);
        return true;
      case 'node':
        noteTimes(element);
        parts.addNode(element, dataOf(element, 'label', LABEL));
        if (attributeOf(element, 'label') !== '') parts.nodes.declare(LABEL, 'label', null);
        return true;
      case 'edge':
        noteTimes(element);
        parts.addEdge(element, isDirected(element), dataOf(element, 'weight', WEIGHT));
        if (element.attributes['weight'] !== undefined) parts.edges.declare(WEIGHT, 'weight', DEFAULT_WEIGHT);
        return true;
      case 'attvalue':
      case 'spell':
        noteTimes(element);
        return false;
      case 'graph':
        parts.setGraph(element, 'gexf');
        parts.directedByDefault = attributeOf(element, 'defaultedgetype') === 'directed';
        return true;
      default:
        return false;
    }
  }

  function declare(declarations: XmlElement): void {
    const of = attributeOf(declarations, 'class');
    const items = of === 'node' ? parts.nodes : of === 'edge' ? parts.edges : null;
    for (const attribute of declarations.children) {
      if (attribute.name !== 'attribute') continue;
      const id = attributeOf(attribute, 'id');
      const fallback = attribute.children.find(({ name }) => name === 'default')?.text ?? null;
      items?.declare(id, attributeOf(attribute, 'title') || id, fallback);
    }
  }

  /** Ties hold throughout a run, so a graph that changes is a mistake; one is enough. */
  function noteTimes(element: XmlElement): void {
    const name = TIMES.find((time) => attributeOf(element, time) !== '');
    if (name === undefined || firstTime) return;
    firstTime = { line: element.line, at: element.at, said: `${name}="${attributeOf(element, name)}"` };
    parts.problem(
      firstTime,
      `a graph that changes (${firstTime.said})`,
      'one without times: ties hold throughout',
    );
  }

  function isDirected(edge: XmlElement): boolean {
    const type = attributeOf(edge, 'type') || defaultType(edge);
    if (!['directed', 'undirected', 'mutual', ''].includes(type))
      problems.add({
        line: edge.line,
        at: edge.at,
        column: 'type',
        value: type,
        expected: 'directed, undirected or mutual',
      });
    return type === 'directed';
  }
}

/** The type of edges that the graph around an edge states; '': undirected. */
function defaultType(edge: XmlElement): string {
  let above = edge.parent;
  while (above && above.name !== 'graph') above = above.parent;
  return above ? attributeOf(above, 'defaultedgetype') : '';
}

/** Values of declared attributes, and of one that the element has as its own. */
function dataOf(element: XmlElement, own: string, ownKey: string): Datum[] {
  const { line, at, attributes, children } = element;
  const data: Datum[] = children
    .flatMap((child) => (child.name === 'attvalues' ? child.children : [child]))
    .filter(({ name }) => name === 'attvalue')
    .map((value) => ({
      line: value.line,
      at: value.at,
      key: attributeOf(value, 'for') || attributeOf(value, 'id'),
      text: attributeOf(value, 'value'),
    }));
  if (attributes[own] !== undefined && attributes[own] !== '')
    data.push({ line, at, key: ownKey, text: attributes[own] });
  return data;
}
