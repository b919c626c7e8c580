/** `npm run tour`: docs/tour.md, a small drawing of every kind of figure, each from a folder made for it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeFigures } from '../experiment/drawing/drawFigures.js';
import { openFolder } from '../experiment/drawing/openFolder.js';
import { opened } from '../experiment/drawing/redraw.js';
import type { Figure } from '../figures/figure.js';
import { palettePng } from '../figures/palettePng.js';
import { figurePixels } from '../figures/render.js';
import { JOURNAL } from '../figures/theme.js';
import { inTemporaryFolder } from '../io/temporaryFolder.js';
import { packageRoot } from '../version.js';

/** Small enough for a repository, large enough to be read on a screen. */
const DOTS_PER_INCH = 120;
const LEAST_DOTS = 70;
const MOST_BYTES = 60_000;

const experiment = (design: string, parameters: readonly string[]): string => `scenario: hello.yaml
design: { ${design} }
parameters:
${parameters.map((line) => `  mechanisms.welcoming.declare.${line}`).join('\n')}
replicates: 10
outcomes: [{ welcoming: "share:welcoming" }]
${design.includes('grid') ? 'tipping: { welcoming: 0.5 }\n' : ''}`;
const EMULATION = 'emulation: { from: 0, to: 4 }';
const NEED = 'need: { from: 0, to: 1.5 }';
const ORIENTATION = 'orientation: { from: 0, to: 3 }';

const files: { readonly [name: string]: string } = {
  'saltelli.yaml': experiment('type: saltelli, n: 64, base: sobol', [EMULATION, NEED, ORIENTATION]),
  'morris.yaml': experiment('type: morris, n: 10', [EMULATION, NEED, ORIENTATION]),
  'grid.yaml': experiment('type: grid, n: 9', [EMULATION, NEED]),
  'lhs.yaml': experiment('type: lhs, n: 120', [EMULATION, NEED, ORIENTATION]),
  'alone.yaml': 'extends: hello.yaml\nmechanisms: { welcoming: { declare: { emulation: 0 } } }\n',
  'needless.yaml': 'extends: hello.yaml\nmechanisms: { welcoming: { declare: { need: 0 } } }\n',
  'claims.yaml': `name: Claims about the hello world
replicates: 60
range: { draws: 12, replicates: 10 }
hypotheses:
  - { id: H1, claim: Cities that look at each other adopt more, compare: [alone.yaml, hello.yaml], outcome: "share:welcoming", direction: greater }
  - { id: H2, claim: Need makes cities adopt more, compare: [needless.yaml, hello.yaml], outcome: "share:welcoming", direction: greater }
  - { id: H3, claim: Emulation ties policy to need, compare: [alone.yaml, hello.yaml], outcome: "needCorrelation:welcoming", direction: greater }
`,
};

/** Commands in their order, each with the folder that it fills. */
const studies: readonly (readonly [folder: string, words: string])[] = [
  ['run', 'run eu-charter --replicates 20'],
  ['compare', 'compare eu-charter eu-charter/no-benchmarking --replicates 10'],
  ['test', 'test claims.yaml'],
  ['attribute', 'attribute hello --outcome share:welcoming --replicates 20'],
  ['saltelli', 'sweep saltelli.yaml'],
  ['morris', 'sweep morris.yaml'],
  ['grid', 'sweep grid.yaml'],
  ['lhs', 'sweep lhs.yaml'],
  [
    'history',
    'eha run --policy welcoming --layout years --by capacity --covariates need,orientation,civilSociety --covariates need,orientation,civilSociety,emulation,branding',
  ],
  ['rivals', 'eha run --competing welcoming,integration --covariates need'],
];

const main = join(packageRoot, 'dist/src/cli/main.js');
const pictures = join(packageRoot, 'docs/tour');
// A command that Ctrl-C ends fails, and that ends the tour.
process.on('SIGINT', () => process.exit(130));
await inTemporaryFolder(async (place) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  writeFileSync(join(place, 'hello.yaml'), 'extends: hello\nreplicates: 20\n');
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const sections: string[] = [];
  const seen = new Set<string>();
  for (const [folder, words] of studies) {
    process.stderr.write(`fastpolicy ${words}\n`);
    run(place, [...words.split(' '), '--out', folder, '--no-figures', '--quiet']);
    sections.push(...(await tourOf(join(place, folder), words, seen)));
  }
  writeFileSync(
    join(packageRoot, 'docs/tour.md'),
    `# A tour of the figures

Every kind of figure, drawn by \`npm run tour\` from small studies, which are there to show the figures and no findings.
\`fastpolicy plot DIR --list\` says which of them a folder can have; \`fastpolicy plot DIR KIND\` draws one, as SVG, PDF and PNG
with its data, its specification and its caption, in the look that is wanted (\`--theme\`, \`--width\`, \`--dpi\`, \`--face\`,
\`--palette\`, \`--language\`). A figure remembers where it is from: \`fastpolicy replay FIGURE\` makes it again.

${sections.join('\n')}`,
  );
});

/** A test whose claims are not all supported ends with 3: nothing is wrong. */
function run(place: string, words: readonly string[]): void {
  try {
    execFileSync(process.execPath, [main, ...words], { cwd: place, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    if ((error as { status?: number }).status !== 3) throw error;
  }
}

/** The first figure of each kind that was not shown before. */
async function tourOf(folder: string, words: string, seen: Set<string>): Promise<string[]> {
  const open = await openFolder(folder);
  const [from, source] = await opened(open);
  const figures = from.kinds.map(({ id }) => id);
  const sections: string[] = [];
  for (const { kind, figure } of madeFigures(from, source, { figures, look: JOURNAL })) {
    // Some kinds have several figures to show: who copied whom as map and timeline, designs over time and by copies.
    const second = ['-map', '-copies'].find((ending) => figure.name.endsWith(ending)) ?? '';
    const key = `${open.kind}-${kind}${second}`;
    if (seen.has(key)) continue;
    if (seen.size === 0 || ![...seen].some((one) => one.startsWith(`${open.kind}-`)))
      sections.push(`## What ${open.kind} leaves\n`);
    seen.add(key);
    const { question } = from.kinds.find(({ id }) => id === kind)!;
    const png = await lightPng(figure);
    writeFileSync(join(pictures, `${key}.png`), png);
    sections.push(
      `### ${kind}\n\n${question}\n\n![${figure.alternative.replace(/[[\]]/g, '')}](tour/${key}.png)\n\n*\`fastpolicy ${words}\`, then \`fastpolicy plot DIR ${figure.name}\`.* ${figure.caption}\n`,
    );
  }
  return sections;
}

/** As many dots as stay within the bytes. */
async function lightPng(figure: Figure): Promise<Uint8Array> {
  for (let dpi = DOTS_PER_INCH; ; dpi -= 10) {
    const png = palettePng(await figurePixels(figure, dpi));
    if (png.length <= MOST_BYTES || dpi <= LEAST_DOTS) return png;
  }
}
