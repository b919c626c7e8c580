/** Names of nodes that never cover a node: beside their own, or at the end of a short line that leads to it. */
import { type PlacedText, round } from './layout.js';
import { type Box, CAP_HEIGHT, measureText, overlaps, textBox } from './textMetrics.js';
import { INK, TYPE } from './theme.js';

export interface LabelledNode {
  readonly name: string;
  /** Middle and radius, in points. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface NodeLabels {
  readonly texts: PlacedText[];
  /** For leaderLayer. */
  readonly leaders: { px: number; py: number; px2: number; py2: number; ink: string }[];
}

/** Between a name and another node, so that its halo covers none. */
const CLEAR = 1.2;
/** A name beside its node has no other one as near. */
const ALONE = 3.2;
const NEAR = 1.8;
/** Lengths of leaders, in points, and directions. */
const LENGTHS = [6, 9, 12, 16, 20, 26, 32, 40, 50, 60, 72];
const DIRECTIONS = 24;
/** What a node under a leader costs, in points of its length. */
const CROSSED = 7;
/** Cities tried for each name that is asked for. */
const TRIED = 4;

interface Candidate {
  readonly px: number;
  readonly py: number;
  readonly box: Box;
  readonly cost: number;
  readonly leader: readonly [number, number][];
}

/** Points along a line, a point and a half apart. */
function pointsAlong(x: number, y: number, x2: number, y2: number): [number, number][] {
  const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x, y2 - y) / 1.5));
  return Array.from({ length: steps + 1 }, (_, i) => [
    x + ((x2 - x) * i) / steps,
    y + ((y2 - y) * i) / steps,
  ]);
}

const within = ([x, y]: readonly [number, number], { left, right, top, bottom }: Box, gap: number): boolean =>
  x > left - gap && x < right + gap && y > top - gap && y < bottom + gap;

/**
 * Names for the first of `wanted`, at most `most`, within `frame`; one that has no place where it covers no node of `nodes`,
 * no other name and no leader is left out.
 */
export function nodeLabels(
  nodes: readonly LabelledNode[],
  wanted: readonly LabelledNode[],
  {
    frame,
    most,
    reach,
    mayCross,
  }: {
    readonly frame: Box;
    readonly most: number;
    /** Of a leader at most, in points. */
    readonly reach: number;
    /** Whether a leader may run over other nodes; it never crosses another leader. */
    readonly mayCross: boolean;
  },
): NodeLabels {
  const size = TYPE.small;
  const half = (CAP_HEIGHT * size) / 2;
  const circles = nodes.map(
    ({ x, y, radius }): Box => ({
      left: x - radius,
      right: x + radius,
      top: y - radius,
      bottom: y + radius,
    }),
  );
  const texts: PlacedText[] = [];
  const leaders: NodeLabels['leaders'] = [];
  const boxes: Box[] = [];
  const led: [number, number][] = [];

  const isFree = (box: Box, node: LabelledNode, gap: number): boolean =>
    box.left > frame.left + 1 &&
    box.right < frame.right - 1 &&
    box.top > frame.top + 1 &&
    box.bottom < frame.bottom - 1 &&
    !boxes.some((other) => overlaps(box, other, 1.5)) &&
    !led.some((point) => within(point, box, 1)) &&
    !circles.some((circle, i) => overlaps(box, circle, nodes[i] === node ? 0 : gap));

  const beside = (node: LabelledNode, wide: number): Candidate | undefined => {
    const { name, x, y, radius } = node;
    const near = radius + NEAR;
    const places: [number, number][] = [
      [x + near, y + half],
      [x - near - wide, y + half],
      [x - wide / 2, y - near - 0.4],
      [x - wide / 2, y + near + 2 * half],
    ];
    for (const [px, py] of places) {
      const box = textBox(name, px, py, size);
      if (isFree(box, node, ALONE)) return { px, py, box, cost: 0, leader: [] };
    }
    return undefined;
  };

  const aside = (node: LabelledNode, wide: number): Candidate | undefined => {
    const { name, x, y, radius } = node;
    let best: Candidate | undefined;
    for (const length of LENGTHS) {
      if (length > reach || (best !== undefined && best.cost <= length)) break;
      for (let k = 0; k < DIRECTIONS; k++) {
        const [cos, sin] = [
          Math.cos((2 * Math.PI * k) / DIRECTIONS),
          Math.sin((2 * Math.PI * k) / DIRECTIONS),
        ];
        const [ax, ay] = [x + cos * (radius + length), y + sin * (radius + length)];
        const centred = Math.abs(cos) < 0.3;
        const px = centred ? ax - wide / 2 : cos > 0 ? ax : ax - wide;
        const py = !centred ? ay + half : sin < 0 ? ay : ay + 2 * half;
        const box = textBox(name, px, py, size);
        if (!isFree(box, node, CLEAR)) continue;
        const line = pointsAlong(
          x + cos * (radius + 0.3),
          y + sin * (radius + 0.3),
          x + cos * (radius + length - 1.2),
          y + sin * (radius + length - 1.2),
        );
        if (
          line.some(
            ([px1, py1]) =>
              boxes.some((other) => within([px1, py1], other, 1)) ||
              led.some(([px2, py2]) => Math.hypot(px1 - px2, py1 - py2) < 2),
          )
        )
          continue;
        const crossed = circles.filter(
          (circle, i) => nodes[i] !== node && line.some((point) => within(point, circle, 0.3)),
        ).length;
        if (crossed > 0 && !mayCross) continue;
        const cost = length + CROSSED * crossed;
        if (best === undefined || cost < best.cost) best = { px, py, box, cost, leader: line };
      }
    }
    return best;
  };

  for (const node of wanted.slice(0, TRIED * most)) {
    if (texts.length >= most) break;
    const wide = measureText(node.name, size);
    const found = beside(node, wide) ?? aside(node, wide);
    if (found === undefined) continue;
    boxes.push(found.box);
    texts.push({ px: found.px, py: found.py, text: node.name });
    if (found.leader.length > 0) {
      const [[px, py], [px2, py2]] = [found.leader[0], found.leader[found.leader.length - 1]];
      leaders.push({ px: round(px), py: round(py), px2: round(px2), py2: round(py2), ink: INK.text });
      led.push(...found.leader);
    }
  }
  return { texts, leaders };
}
