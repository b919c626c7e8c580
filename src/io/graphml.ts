/** GraphML (graphml.graphdrawing.org): keys declare attributes, `data` holds them, `edgedefault` says whether edges are directed. */
import { type Datum, GraphParts } from './graphParts.js';
import type { ProblemList } from './tableProblems.js';
import { attributeOf, type XmlElement } from './xmlElements.js';

/** Fills `parts` with the elements of a GraphML file as they end; true: the element is not needed any more. */
export function graphmlReader(problems: ProblemList) {
  const parts = new GraphParts(problems);
  return { parts, visit };

  function visit(element: XmlElement): boolean {
    switch (element.name) {
      case 'key':
        declare(element);
        return true;
      case 'node':
        parts.addNode(element, dataOf(element));
        return true;
      case 'edge':
        parts.addEdge(element, isDirected(element), dataOf(element));
        return true;
      case 'hyperedge':
        parts.problem(element, 'a hyperedge', 'edges with one source and one target');
        return true;
      case 'graph':
        parts.setGraph(element, 'graphml');
        parts.directedByDefault = attributeOf(element, 'edgedefault') === 'directed';
        if (!/^(un)?directed$/.test(attributeOf(element, 'edgedefault')))
          problems.add({
            line: element.line,
            at: element.at,
            column: 'edgedefault',
            value: attributeOf(element, 'edgedefault'),
            expected: 'directed or undirected',
          });
        return true;
      default:
        return false;
    }
  }

  function declare(key: XmlElement): void {
    const id = attributeOf(key, 'id');
    const name = attributeOf(key, 'attr.name') || id;
    const fallback = key.children.find((child) => child.name === 'default')?.text ?? null;
    const of = attributeOf(key, 'for') || 'all';
    if (of === 'node' || of === 'all') parts.nodes.declare(id, name, fallback);
    if (of === 'edge' || of === 'all') parts.edges.declare(id, name, fallback);
  }
}

/** What the edge says of itself, or the graph of its edges. */
function isDirected(edge: XmlElement): boolean {
  const own = attributeOf(edge, 'directed');
  if (own !== '') return own === 'true' || own === '1';
  return edge.parent !== null && attributeOf(edge.parent, 'edgedefault') === 'directed';
}

const dataOf = ({ children }: XmlElement): Datum[] =>
  children
    .filter(({ name }) => name === 'data')
    .map(({ line, at, attributes: { key = '' }, text }) => ({ line, at, key, text }));
