/** Networks as igraph, NetworkX and Gephi export them, read as ties between cities; and what is said of wrong ones. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type GraphColumns, graphEdges } from '../../src/io/graphEdges.js';
import { readGraph, readGraphFile } from '../../src/io/graphFile.js';
import { TableError } from '../../src/io/tableProblems.js';
import { cityLookup } from '../../src/population/cityLookup.js';

const ids = ['north', 'south', 'east & west', 'hill'];
const cities = cityLookup({
  ids,
  names: ['North', 'Frankfurt', 'East', 'Hill'],
  countries: ['DE'],
  country: [0, 0, 0, 0],
  attributes: {},
});

const fixture = (name: string): URL => new URL(`graphs/${name}`, import.meta.url);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Stated {
  readonly directed?: boolean;
  readonly columns?: GraphColumns;
}

/** Ties by names, as `north > south 2`; edges that have no direction as `north - south 2`, each with its ends in order. */
function tiesOf(graph: ReturnType<typeof readGraph>, { directed, columns = {} }: Stated = {}): string[] {
  const { source, target, weight } = graphEdges(graph, cities, { directed: directed ?? null, columns });
  return [...source].map((from, i) => {
    const ends = [from, target[i]];
    if (!graph.directed) ends.sort((a, b) => a - b);
    const by = weight === null ? '' : ` ${weight[i]}`;
    return ends.map((city) => ids[city]).join(graph.directed ? ' > ' : ' - ') + by;
  });
}

const read = (text: string, stated: Stated = {}): string[] =>
  tiesOf(readGraph(bytes(text), 'net.xml'), stated);

/** What is said of a wrong file. */
function said(text: string | Uint8Array, stated: Stated = {}): string[] {
  try {
    tiesOf(readGraph(typeof text === 'string' ? bytes(text) : text, 'net'), stated);
  } catch (error) {
    expect(error).toBeInstanceOf(TableError);
    return (error as Error).message.split('\n');
  }
  throw new Error('was read');
}

const graphml = (content: string, edgedefault = 'directed', keys = ''): string =>
  `<graphml>${keys}<graph edgedefault="${edgedefault}">\n${content}\n</graph></graphml>`;
const gexf = (nodes: string, edges: string, attributes = 'defaultedgetype="directed"'): string =>
  `<gexf><graph ${attributes}><nodes>${nodes}</nodes>\n<edges>${edges}</edges></graph></gexf>`;
const two = '<node id="north"/><node id="south"/>';
const tie = '<edge source="north" target="south"/>';

describe('networks of other programs', () => {
  const undirected = ['north - south 2', 'north - east & west 0.25', 'south - east & west 1'];
  it.each<[string, GraphColumns]>([
    ['igraph.graphml', { node: 'name' }],
    ['networkx.graphml', {}],
    ['networkx.gexf', {}],
    ['networkx.gexf', { node: 'label' }],
    ['gephi.graphml', { node: 'label' }],
    ['gephi13.gexf', { node: 'label' }],
  ])('%s %j', (name, columns) => {
    const ties = tiesOf(readGraphFile(fixture(name).pathname), { columns });
    expect(ties.sort()).toEqual([...undirected].sort());
    expect(tiesOf(readGraphFile(fixture(name).pathname), { columns, directed: false })).toHaveLength(3);
  });

  it('gephi12.gexf has directed edges, and a weight of its own kind with a default', () => {
    const file = fixture('gephi12.gexf').pathname;
    expect(tiesOf(readGraphFile(file))).toEqual([
      'north > south 2',
      'south > east & west 1',
      'south > north 0.25',
    ]);
    const byVisits = { columns: { weight: 'visits' }, directed: true };
    expect(tiesOf(readGraphFile(file), byVisits)).toEqual([
      'north > south 7.5',
      'south > east & west 4',
      'south > north 4',
    ]);
  });
});

describe('what the formats allow', () => {
  it('edges before nodes, attributes declared last, CDATA, a byte-order mark, references to characters', () => {
    expect(read(graphml(`${tie}<node id="north"/><node id="&#115;outh"/>`))).toEqual(['north > south']);
    expect(read(`\ufeff${graphml(two + tie)}`)).toEqual(['north > south']);
    expect(
      read(
        '<graphml><graph edgedefault="undirected"><node id="a"><data key="k"><![CDATA[east & west]]></data></node>' +
          '<node id="b"><data key="k">hill</data></node><edge source="a" target="b"/></graph>' +
          '<key id="k" for="node" attr.name="town"/></graphml>',
        { columns: { node: 'town' } },
      ),
    ).toEqual(['east & west - hill']);
  });

  it('cities as CC/Name', () => {
    const nodes = '<node id="DE/North"/><node id="DE/Frankfurt"/>';
    expect(read(graphml(`${nodes}<edge source="DE/North" target="DE/Frankfurt"/>`))).toEqual([
      'north > south',
    ]);
  });

  it('nodes of their attribute called id, where there is one', () => {
    const key = '<key id="v_id" for="node" attr.name="id"/>';
    const nodes =
      '<node id="n0"><data key="v_id">hill</data></node><node id="n1"><data key="v_id">north</data></node>';
    const text = graphml(`${nodes}<edge source="n0" target="n1"/>`, 'directed', key);
    expect(read(text, { columns: { node: 'id' } })).toEqual(['hill > north']);
    expect(read(graphml(two + tie), { columns: { node: 'id' } })).toEqual(['north > south']);
  });

  it('the type of each edge beats the default, and mutual edges have no direction', () => {
    const edges = (type: string): string => `<edge source="north" target="south" type="${type}"/>`;
    expect(read(gexf(two, edges('directed'), ''))).toEqual(['north > south']);
    expect(read(gexf(two, edges('mutual')))).toEqual(['north - south']);
    expect(read(gexf(two, tie.replace('edge ', 'edge type="" '), ''))).toEqual(['north - south']);
    expect(read(graphml(`${two}<edge directed="false" source="north" target="south"/>`))).toEqual([
      'north - south',
    ]);
  });

  it('no edges: no ties', () => {
    expect(read(graphml(two))).toEqual([]);
    expect(read('<gexf><graph/></gexf>')).toEqual([]);
  });

  it('an edge that comes again in another wave is a tie of that wave', () => {
    const keys = '<key id="y" for="edge" attr.name="year"><default>2010</default></key>';
    const text = graphml(
      `${two}${tie}${tie.replace('/>', '><data key="y">2015-01-01</data></edge>')}`,
      'directed',
      keys,
    );
    const graph = readGraph(bytes(text), 'net');
    const { wave } = graphEdges(graph, cities, { directed: null, columns: { wave: 'year' } });
    expect(wave).toEqual(Float64Array.of(2010, 2015));
    expect(said(text)).toEqual([expect.stringContaining('each tie once')]);
  });

  it('an attribute that is called as an end is not taken for it', () => {
    const keys = '<key id="s" for="edge" attr.name="source"/>';
    const text = graphml(
      `${two}<edge source="north" target="south"><data key="s">atlas</data></edge>`,
      'directed',
      keys,
    );
    expect(read(text)).toEqual(['north > south']);
  });
});

describe('mistakes', () => {
  const weight = '<key id="w" for="edge" attr.name="weight"/>';
  const weighing = (source: string, target: string, text: string | null): string =>
    `<edge source="${source}" target="${target}">${text === null ? '' : `<data key="w">${text}</data>`}</edge>`;

  it('are told all together, each with its line and column', () => {
    const nodes =
      '<node id="north"/>\n<node id="sout"/>\n<node id="hill"/><node id="DE/Hill"/>\n<node id="hill"/>\n';
    const edges = [
      weighing('north', 'north', '1'),
      weighing('north', 'hill', '0'),
      weighing('north', 'hill', '1'),
      weighing('hill', 'north', 'NaN'),
      weighing('sout', 'hill', '-2'),
      weighing('hill', 'nowhere', null),
    ];
    expect(said(graphml(nodes + edges.join('\n'), 'directed', weight))).toEqual([
      'net:3:1 id: got "sout", expected the id of a city, or CC/Name; did you mean south?',
      'net:4:18 id: got "DE/Hill", expected each city once; it is the node in line 4 too',
      'net:5:1 id: got "hill", expected each node once; it is in line 4',
      'net:6:1 target: got "north", expected another city than the source',
      'net:7:1 weight: got "0", expected a number above 0',
      'net:8:1 target: got "hill", expected each tie once; it is in line 7',
      'net:9:1 weight: got "NaN", expected a number',
      'net:10:1 weight: got "-2", expected a number above 0',
      'net:11:1 target: got "nowhere", expected the id of a node of the graph',
      'net:11:1 weight: nothing there, expected a number',
    ]);
  });

  it('nodes that are cities by another attribute are one problem, with the remedy', () => {
    const igraph = readFileSync(fixture('igraph.graphml'));
    expect(said(igraph)).toEqual([
      'net:11:5 id: got "n0", expected the id of a city, or CC/Name; so in 4 of 4 nodes: are they named by their name? columns: { node: name }',
    ]);
    const [first, ...others] = said(igraph, { columns: { node: 'size' } });
    expect(first).toBe('net:11:5 size: got "3", expected the id of a city, or CC/Name');
    expect(others).toHaveLength(3);
  });

  it('attributes that are not there are named with those that are', () => {
    const columns = { node: 'nmae', weight: 'strength', wave: 'year' };
    expect(said(readFileSync(fixture('igraph.graphml')), { columns })).toEqual([
      'net:1:1 columns.node: no attribute nmae of nodes, expected one of name, size; did you mean name?',
      'net:1:1 columns.weight: no attribute strength of edges, expected one of weight',
      'net:1:1 columns.wave: no attribute year of edges, expected one of weight',
    ]);
    expect(said(graphml(two + tie), { columns: { node: 'name' } })).toEqual([
      'net:1:1 columns.node: no attribute name of nodes, expected columns without node: nodes have no attributes',
    ]);
  });

  it('directions that mix, or are not those that were stated', () => {
    const back = '<edge source="south" target="north" type="undirected"/>';
    expect(said(gexf(two, `${tie}\n${back}`))).toEqual([
      'net:3:1: an edge that is undirected, expected directed ones, as before it: all have a direction or none (1 of 2 have one)',
    ]);
    expect(said(graphml(two + tie), { directed: false })).toEqual([
      'net:1:10: directed edges, expected undirected ones, as stated (directed: false); without it the file decides',
    ]);
    expect(said(graphml(two + tie, 'undirected'), { directed: true })[0]).toContain(
      'undirected edges, expected directed ones, as stated (directed: true)',
    );
    expect(said(graphml(two + tie, 'maybe'))).toEqual([
      'net:1:10 edgedefault: got "maybe", expected directed or undirected',
    ]);
    expect(said(gexf(two, tie.replace('edge ', 'edge type="both" ')))).toEqual([
      'net:2:8 type: got "both", expected directed, undirected or mutual',
    ]);
  });

  it('a tie both ways is given twice where edges have no direction', () => {
    const back = '<edge source="south" target="north"/>';
    expect(said(graphml(`${two}\n${tie}\n${back}`, 'undirected'))).toEqual([
      'net:4:1 target: got "north", expected each tie once; it is in line 3 (undirected ties hold both ways)',
    ]);
    expect(read(graphml(`${two}\n${tie}\n${back}`))).toHaveLength(2);
  });

  it.each([
    ['a hyperedge', graphml(`${two}<hyperedge><endpoint node="north"/></hyperedge>`), 'a hyperedge'],
    [
      'a graph within a node',
      graphml('<node id="north"><graph edgedefault="directed"/></node>'),
      'a graph within',
    ],
    ['a second graph', '<gexf><graph/><graph/></gexf>', 'a second graph'],
    ['no graph', '<graphml></graphml>', 'no graph'],
    [
      'edges with times',
      gexf(two, tie.replace('/>', ' start="2010"/>')),
      'a graph that changes (start="2010")',
    ],
    [
      'spells',
      gexf(two, tie.replace('/>', '><spells><spell end="3"/></spells></edge>')),
      'changes (end="3")',
    ],
    ['a key that is not declared', graphml(`${two}${weighing('north', 'south', '1')}`), 'key: got "w"'],
    [
      'two weights',
      graphml(`${two}${weighing('north', 'south', '1</data><data key="w">2')}`, 'directed', weight),
      'weight: got "2", expected one value; it is 1 before',
    ],
    ['a node without id', graphml('<node/>'), 'id: nothing there, expected the id of a node'],
    ['an edge without target', graphml(`${two}<edge source="north"/>`), 'target: nothing there'],
  ])('%s', (_, text, message) => {
    const lines = said(text);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(message);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', ' \n', 'net:1:1: an empty file, expected a graph as GraphML or GEXF'],
    [
      'a tag that is not closed',
      '<graphml>\n<graph>',
      'net:2:8: unclosed tag: graph, expected well-formed XML',
    ],
    ['tags that cross', '<graphml>\n<graph></node></graphml>', 'unexpected close tag'],
    ['a text', 'source,target\na,b\n', 'net:1:1: a text without tags, expected a graph'],
    ['another root', '<svg><g/></svg>', 'net:1:1: XML of <svg>, expected a graph as GraphML or GEXF'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x3c, 0), 'UTF-16 text, expected UTF-8 text'],
    ['a zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0), 'a zip archive (a project of Gephi?)'],
    ['Latin-1', Uint8Array.of(0x3c, 0x61, 0xe9), 'bytes that are not UTF-8'],
    [
      'another encoding',
      '<?xml version="1.0" encoding="ISO-8859-1"?><gexf/>',
      'the encoding ISO-8859-1, expected UTF-8',
    ],
    ['a document type', '<!DOCTYPE graphml SYSTEM "http://example.org/x.dtd"><graphml/>', 'a document type'],
    ['an entity without declaration', graphml('<node id="&a;"/>'), 'undefined entity'],
  ])('%s: one line', (_, text, message) => {
    const lines = said(text);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(message);
  });

  it('entities that expand to a billion, or to a file, are refused before any is looked at', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
    const bomb = `<!DOCTYPE g [<!ENTITY e0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">${levels.join('')}]>`;
    const lines = said(`${bomb}${graphml('<node id="&e9;"/><node id="&f;"/>')}`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('a document type (<!DOCTYPE …>), expected none');
  });

  it('a file that cannot be read', () => {
    expect(() => readGraphFile(fixture('none.gexf').pathname, 'none.gexf')).toThrow(
      'none.gexf: no such file, expected a GraphML or GEXF file',
    );
  });
});

it('the line of an element is that of its tag, also where the tag goes on in the next line', () => {
  const text = graphml('<node id="north"/>\n   <node\n     id="sout"/>');
  expect(said(text)).toEqual([
    'net:3:1 id: got "sout", expected the id of a city, or CC/Name; did you mean south?',
  ]);
});
