/**
 * npm run bench -- figures [SCENARIO…]. How long each figure of shipped cases takes, warm: making it from the read
 * tables, and drawing it as SVG, PDF and PNG (ms; the least of five after one unmeasured, since other work on the machine
 * can only add). Asked for: less than half a second each.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figuresOf } from '../../src/experiment/drawing/draw.js';
import { openFolder } from '../../src/experiment/drawing/openFolder.js';
import { renderFigure } from '../../src/figures/render.js';

const ASKED = 500;
const TIMES = 5;
const given = process.argv.slice(2);
const scenarios = given.length > 0 ? given : ['eu-charter', 'us-sanctuary', 'laboratory'];
const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));

const milliseconds = async (work: () => unknown): Promise<number> => {
  const times: number[] = [];
  for (let k = 0; k <= TIMES; k++) {
    const start = performance.now();
    await work();
    if (k > 0) times.push(performance.now() - start);
  }
  return Math.min(...times);
};

const line = (cells: readonly (string | number)[]): void =>
  console.log(
    cells.map((cell, k) => (k === 0 ? String(cell).padEnd(52) : String(cell).padStart(7))).join(' '),
  );

const place = mkdtempSync(join(tmpdir(), 'fastpolicy-bench-'));
try {
  let late = 0;
  let count = 0;
  line(['figure', 'make', 'svg', 'pdf', 'png', '']);
  for (const scenario of scenarios) {
    const folder = join(place, scenario);
    execFileSync(process.execPath, [
      main,
      ...['run', scenario, '--replicates', '8', '--no-figures', '--quiet', '--out', folder],
    ]);
    const open = await openFolder(folder);
    if (open.kind !== 'run') throw new Error(`${folder}: expected a run`);
    const { kinds } = await figuresOf('run');
    for (const kind of kinds) {
      if (kind.lacks(open.source) !== null) continue;
      const figures = [...kind.figures(open.source)];
      const made = (await milliseconds(() => [...kind.figures(open.source)])) / figures.length;
      for (const figure of figures) {
        const svg = await milliseconds(() => renderFigure(figure, { wanted: ['svg'] }));
        const pdf = (await milliseconds(() => renderFigure(figure, { wanted: ['pdf'] }))) - svg;
        const png = (await milliseconds(() => renderFigure(figure, { wanted: ['png'] }))) - svg;
        const worst = Math.max(made + svg, pdf, png);
        count++;
        if (worst > ASKED) late++;
        line([
          `${scenario} ${figure.name}`,
          ...[made, svg, pdf, png].map((time) => time.toFixed(0)),
          worst > ASKED ? 'late' : '',
        ]);
      }
    }
  }
  console.log(`${count - late} of ${count} figures take less than ${ASKED} ms in every format`);
} finally {
  rmSync(place, { recursive: true, force: true });
}
