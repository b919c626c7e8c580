/** Names of nodes in drawings with many of them. */
import { expect, test } from 'vitest';
import { type LabelledNode, nodeLabels } from '../../src/figures/nodeLabels.js';
import { textBox } from '../../src/figures/textMetrics.js';
import { TYPE } from '../../src/figures/theme.js';

const frame = { left: 0, top: 0, right: 240, bottom: 200 };

test('names cover no node, no other name and no leader, and each is tied to its node', () => {
  // Multiples of irrational steps: spread without a pattern, and the same every time.
  const part = (i: number, step: number): number => (i * step) % 1;
  const nodes: LabelledNode[] = Array.from({ length: 160 }, (_, i) => ({
    name: `Municipality ${i}`,
    x: 60 + 120 * part(i, Math.SQRT2),
    y: 50 + 100 * part(i, Math.sqrt(3)),
    radius: 1 + 3 * part(i, Math.sqrt(5)),
  }));
  for (const mayCross of [true, false]) {
    const { texts, leaders } = nodeLabels(nodes, nodes, { frame, most: 12, reach: 60, mayCross });
    expect(texts.length).toBeGreaterThan(3);
    const boxes = texts.map(({ text, px, py }) => textBox(text, px, py, TYPE.small));
    boxes.forEach((box, i) => {
      expect(box.left > 0 && box.right < 240 && box.top > 0 && box.bottom < 200).toBe(true);
      for (const node of nodes) {
        if (node.name === texts[i].text) continue;
        const dx = Math.max(box.left - node.x, node.x - box.right, 0);
        const dy = Math.max(box.top - node.y, node.y - box.bottom, 0);
        expect(Math.hypot(dx, dy), `${texts[i].text} and ${node.name}`).toBeGreaterThan(node.radius);
      }
      for (const other of boxes.slice(0, i))
        expect(
          box.left < other.right &&
            other.left < box.right &&
            box.top < other.bottom &&
            other.top < box.bottom,
        ).toBe(false);
    });
    // A name beside its node needs no leader; every other one has a leader from it, of at most 60 points.
    const led = texts.filter(({ text }, i) => {
      const node = nodes.find(({ name }) => name === text)!;
      const dx = Math.max(boxes[i].left - node.x, node.x - boxes[i].right, 0);
      const dy = Math.max(boxes[i].top - node.y, node.y - boxes[i].bottom, 0);
      return Math.hypot(dx, dy) > node.radius + 4;
    });
    expect(leaders.length).toBeGreaterThanOrEqual(led.length);
    for (const { px, py, px2, py2 } of leaders) expect(Math.hypot(px2 - px, py2 - py)).toBeLessThan(60);
  }
});

test('a name without room is left out', () => {
  const crowd: LabelledNode[] = Array.from({ length: 400 }, (_, i) => ({
    name: 'Thessaloniki',
    x: (i % 20) * 12 + 4,
    y: Math.floor(i / 20) * 10 + 4,
    radius: 4,
  }));
  const found = nodeLabels(crowd, crowd, { frame, most: 12, reach: 72, mayCross: true });
  expect(found).toEqual({ texts: [], leaders: [] });
});
