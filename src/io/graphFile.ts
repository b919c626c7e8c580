/** A network as another program exports it, GraphML or GEXF: its nodes and edges as tables. */
import type { Table } from './csv.js';
import { gexfReader } from './gexf.js';
import { graphmlReader } from './graphml.js';
import { readBytes } from './inputBytes.js';
import { ProblemList } from './tableProblems.js';
import { readXml, type XmlPlace } from './xmlElements.js';

export interface GraphFile {
  readonly file: string;
  /** A row a node: its id (under an empty header), then the attributes by name. */
  readonly nodes: Table;
  /** A row an edge: source and target (ids of nodes), then the attributes by name. */
  readonly edges: Table;
  /** Whether the edges have a direction; null: some do and some do not, which is among the problems. */
  readonly directed: boolean | null;
  /** Where the graph starts. */
  readonly place: XmlPlace;
  /** What is wrong with the file itself; its nodes and edges can be judged all the same. */
  readonly problems: ProblemList;
}

const WANTED = {
  text: 'a graph as GraphML or GEXF',
  save: 'save the file as UTF-8',
  zip: { is: 'a project of Gephi', remedy: 'export the graph' },
};

/**
 * A GraphML or GEXF file's nodes and edges; the outermost element tells which it is. Attributes are found by the name
 * that the file gives them (attr.name, title), the label of a GEXF node as `label`, the weight of its edge as `weight`.
 *
 * Read here on saxes and not by graphology's readers, which know no lines, stop at the first mistake and pass over
 * others: `directed="false"` of an edge, a weight that is no number, edges that share an id.
 *
 * @throws TableError for what is no such file: no XML, or XML of something else.
 */
export function readGraph(bytes: Uint8Array, file: string): GraphFile {
  const problems = new ProblemList(file);
  const readers = { graphml: graphmlReader(problems), gexf: gexfReader(problems) };
  let format: keyof typeof readers | null = null;
  readXml(bytes, file, WANTED, (element, root) => {
    if (root.name === 'graphml' || root.name === 'gexf') {
      format = root.name;
      return readers[format].visit(element);
    }
    if (element === root)
      problems.add({ ...placeOf(root), value: `XML of <${root.name}>`, expected: WANTED.text });
    return true;
  });
  if (format === null) problems.throwIfAny();
  const { parts } = readers[format!];
  const { graph } = parts;
  if (!graph) problems.add({ line: 1, value: 'no graph', expected: WANTED.text });
  return {
    file,
    nodes: parts.nodes.table(problems),
    edges: parts.edges.table(problems),
    directed: parts.directed(),
    place: graph ? placeOf(graph) : { line: 1, at: 1 },
    problems,
  };
}

const placeOf = ({ line, at }: XmlPlace): XmlPlace => ({ line, at });

/** readGraph of a file on disk; one that cannot be read is a TableError too. */
export const readGraphFile = (path: string, file: string = path): GraphFile =>
  readGraph(readBytes(path, file, 'a GraphML or GEXF file'), file);
