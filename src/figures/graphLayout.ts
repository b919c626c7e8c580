/** Where the nodes of a graph lie, and which belong together: the same places and communities every time. */
import { UndirectedGraph } from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import forceAtlas2Module from 'graphology-layout-forceatlas2';
import seedrandom from 'seedrandom';

// CommonJS modules: their default export is the module itself, which their types do not say.
const louvain = louvainModule as unknown as typeof louvainModule.default;
const forceAtlas2 = forceAtlas2Module as unknown as typeof forceAtlas2Module.default;

export interface GraphLayout {
  /** In any unit; one a node. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Community of each node (Louvain), the largest being 0. */
  readonly community: Int32Array;
  readonly modularity: number;
}

const STEPS = 220;
/** Pull of a tie within a community, that of one between two being 1. */
const WITHIN = 10;
/** From here on forces are approximated (Barnes and Hut). */
const MANY = 600;

/**
 * Louvain communities (Blondel et al. 2008) with a fixed seed, and ForceAtlas2 (Jacomy et al. 2014) from places on a
 * sunflower, in which ties within a community pull ten times as hard as those between, so that it can be seen. `edges`: pairs of node indices, undirected. Cost: 600 nodes and 2,400 edges 0.4 s.
 */
export function graphLayout(count: number, edges: readonly (readonly [number, number])[]): GraphLayout {
  if (edges.length === 0)
    return {
      x: new Float64Array(count),
      y: new Float64Array(count),
      community: Int32Array.from({ length: count }, (_, i) => i),
      modularity: 0,
    };
  const graph = new UndirectedGraph();
  for (let i = 0; i < count; i++) {
    const [angle, radius] = [i * Math.PI * (3 - Math.sqrt(5)), Math.sqrt(i + 0.5)];
    graph.addNode(i, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
  }
  for (const [a, b] of edges) if (a !== b) graph.mergeEdge(a, b);
  const { communities, modularity } = louvain.detailed(graph, { rng: seedrandom('communities') });
  graph.forEachEdge((edge, _, a, b) => {
    graph.setEdgeAttribute(edge, 'weight', communities[a] === communities[b] ? WITHIN : 1);
  });
  const settings = {
    ...forceAtlas2.inferSettings(graph),
    edgeWeightInfluence: 1,
    gravity: 1,
    barnesHutOptimize: count > MANY,
  };
  forceAtlas2.assign(graph, { iterations: STEPS, settings });
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const found = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    x[i] = graph.getNodeAttribute(i, 'x');
    y[i] = graph.getNodeAttribute(i, 'y');
    found[i] = communities[i];
  }
  const sizes = new Map<number, number>();
  for (const one of found) sizes.set(one, (sizes.get(one) ?? 0) + 1);
  const rank = new Map([...sizes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([one], k) => [one, k]));
  return { x, y, community: found.map((one) => rank.get(one)!), modularity };
}

/** The convex hull of points, in order (Andrew's monotone chain). */
export function hull(points: readonly (readonly [number, number])[]): [number, number][] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (some: readonly (readonly [number, number])[]): [number, number][] => {
    const chain: [number, number][] = [];
    for (const [x, y] of some) {
      while (chain.length >= 2) {
        const [[ax, ay], [bx, by]] = chain.slice(-2);
        if ((bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0) break;
        chain.pop();
      }
      chain.push([x, y]);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half([...sorted].reverse())];
}
