/** The nodes and edges of a graph as they are read, whatever the format, and the tables that they make. */
import type { Table, TableRow } from './csv.js';
import type { ProblemList } from './tableProblems.js';
import type { XmlElement, XmlPlace } from './xmlElements.js';

/** One value of an attribute, as the file has it: a key that is declared elsewhere, and a text. */
export interface Datum extends XmlPlace {
  readonly key: string;
  readonly text: string;
}

interface Item extends XmlPlace {
  /** What a node or an edge is, before its attributes: the id; source and target. */
  readonly own: readonly string[];
  readonly data: readonly Datum[];
}

/** Nodes, or edges. Attributes may be declared after them. */
export class GraphItems {
  private readonly items: Item[] = [];
  private readonly declared = new Map<string, string>();
  private readonly fallback = new Map<string, string>();

  /** `own`: headers of what an item has without being declared; '' for the id, as an attribute may be called so too. */
  constructor(private readonly own: readonly string[]) {}

  get count(): number {
    return this.items.length;
  }

  /**
   * Two keys may have one name: NetworkX declares whole and decimal numbers apart. `fallback`: the value of items
   * that have none; null: none.
   */
  declare(key: string, name: string, fallback: string | null): void {
    this.declared.set(key, name);
    if (fallback !== null && !this.fallback.has(name)) this.fallback.set(name, fallback);
  }

  add({ line, at }: XmlPlace, own: readonly string[], data: readonly Datum[]): void {
    this.items.push({ line, at, own, data });
  }

  place(index: number): XmlPlace {
    return this.items[index];
  }

  /** A row an item; a key that is not declared and a name with two values are problems. Cost: O(items x attributes). */
  table(problems: ProblemList): Table {
    // The ends of an edge come before an attribute of that name.
    const names = [...new Set(this.declared.values())].filter((name) => !this.own.includes(name));
    const column = new Map(names.map((name, j) => [name, this.own.length + j]));
    const without = names.map((name) => this.fallback.get(name) ?? '');
    const unknown = new Set<string>();
    const rows = this.items.map(({ line, at, own, data }): TableRow => {
      const cells = [...own, ...without];
      const given = new Set<string>();
      for (const { key, text, ...place } of data) {
        const name = this.declared.get(key);
        if (name === undefined) {
          if (!unknown.has(key))
            problems.add(
              { ...place, column: 'key', value: key, expected: 'an attribute that the file declares' },
              [...this.declared.keys()],
            );
          unknown.add(key);
          continue;
        }
        const j = column.get(name);
        if (j === undefined) continue;
        if (given.has(name) && cells[j] !== text)
          problems.add({
            ...place,
            column: name,
            value: text,
            expected: `one value; it is ${cells[j]} before`,
          });
        given.add(name);
        cells[j] = text;
      }
      return { line, at, cells };
    });
    return { file: problems.file, header: [...this.own, ...names], rows };
  }
}

/** What the readers of both formats fill. */
export class GraphParts {
  readonly nodes = new GraphItems(['']);
  readonly edges = new GraphItems(['source', 'target']);
  private readonly directions: boolean[] = [];
  /** The graph's own element, as it ended; null: not yet. */
  graph: XmlElement | null = null;
  /** What edges are that do not say it. */
  directedByDefault = false;

  constructor(readonly problems: ProblemList) {}

  addNode(element: XmlElement, data: readonly Datum[]): void {
    this.nodes.add(element, [element.attributes['id'] ?? ''], data);
  }

  addEdge(element: XmlElement, directed: boolean, data: readonly Datum[]): void {
    const { source = '', target = '' } = element.attributes;
    this.edges.add(element, [source, target], data);
    this.directions.push(directed);
  }

  /** The graph's element; a second one, or one within a node, is a problem. */
  setGraph(element: XmlElement, root: string): void {
    if (element.parent?.name !== root)
      this.problem(element, 'a graph within a graph', 'one graph, without others in its nodes');
    else if (this.graph) this.problem(element, 'a second graph', 'one graph in a file');
    else this.graph = element;
  }

  problem({ line, at }: XmlPlace, value: string, expected: string): void {
    this.problems.add({ line, at, value, expected });
  }

  /** Whether edges have a direction; null, with a problem, where some do and some do not. */
  directed(): boolean | null {
    const count = this.directions.filter(Boolean).length;
    const all = this.directions.length;
    if (count === 0 || count === all) return all === 0 ? this.directedByDefault : count > 0;
    const [first] = this.directions;
    const words = (directed: boolean): string => (directed ? 'directed' : 'undirected');
    this.problem(
      this.edges.place(this.directions.indexOf(!first)),
      `an edge that is ${words(!first)}`,
      `${words(first)} ones, as before it: all have a direction or none (${count} of ${all} have one)`,
    );
    return null;
  }
}
