/** Names of cities on a map, at free places. */
import type { PlacedText } from './layout.js';
import type { Placed } from './mapCity.js';
import type { Frame } from './outlines.js';
import { type Box, CAP_HEIGHT, measureText, overlaps, textBox } from './textMetrics.js';
import { TYPE } from './theme.js';

/**
 * Names for the largest and the first-ranked cities in turn (a rank of null: not for its rank), each at the free place around its circle that covers the fewest
 * other circles; a city without a free place stays unnamed.
 */
export function cityLabels<City extends Placed>(
  cities: readonly City[],
  rank: (city: City) => number | null,
  { frames, most }: { frames: readonly Required<Frame>[]; most: number },
): PlacedText[] {
  const size = TYPE.small;
  const byPopulation = [...cities].sort(
    (a, b) => (b.population ?? 0) - (a.population ?? 0) || (a.id < b.id ? -1 : 1),
  );
  const byRank = byPopulation.filter((city) => rank(city) !== null).sort((a, b) => rank(a)! - rank(b)!);
  const ranked: City[] = [];
  for (let i = 0; i < byPopulation.length; i++) {
    // Two large ones, then one of the first.
    for (const city of [byPopulation[2 * i], byPopulation[2 * i + 1], byRank[i]]) {
      if (city !== undefined && city.pane <= 0 && !ranked.includes(city)) ranked.push(city);
    }
    if (ranked.length > 4 * most) break;
  }
  const labels: PlacedText[] = [];
  const insets = frames
    .slice(1)
    .map(({ left, top, width, height }): Box => ({ left, top, right: left + width, bottom: top + height }));
  const boxes: Box[] = [];
  const circles = cities.map(
    ({ x, y, radius }): Box => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }),
  );
  const half = (CAP_HEIGHT * size) / 2;
  for (const city of ranked) {
    if (labels.length >= most) break;
    const { x, y, radius } = city;
    const text = city.name;
    const textWidth = measureText(text, size);
    const near = radius + 1.8;
    const diagonal = radius * 0.7 + 1.4;
    const candidates: [number, number][] = [
      [x + near, y + half],
      [x - near - textWidth, y + half],
      [x - textWidth / 2, y - near - 0.4],
      [x - textWidth / 2, y + near + 2 * half],
      [x + diagonal, y - diagonal],
      [x + diagonal, y + diagonal + 2 * half],
      [x - diagonal - textWidth, y - diagonal],
      [x - diagonal - textWidth, y + diagonal + 2 * half],
    ];
    let best: { px: number; py: number; box: Box; cost: number } | undefined;
    candidates.forEach(([px, py], place) => {
      const box = textBox(text, px, py, size);
      const { left, top, width, height } = frames[0];
      if (
        box.left < left + 1 ||
        box.right > left + width - 1 ||
        box.top < top + 1 ||
        box.bottom > top + height - 1
      )
        return;
      if (insets.some((inset) => overlaps(box, inset, 1.5))) return;
      if (boxes.some((other) => overlaps(box, other, 1.5))) return;
      let cost = place * 0.6;
      cities.forEach((other, i) => {
        if (other !== city && overlaps(box, circles[i])) cost += 1 + other.radius;
      });
      if (best === undefined || cost < best.cost) best = { px, py, box, cost };
    });
    // A large city may cover some of its neighbours, a small one may not.
    if (best === undefined || best.cost > (radius > 3 ? 14 : 4)) continue;
    boxes.push(best.box);
    labels.push({ px: best.px, py: best.py, text });
  }
  return labels;
}
