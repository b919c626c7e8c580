/** What a replication package says of itself. */
import type { Manifest } from '../../io/manifest.js';
import { version } from '../../version.js';
import { citationTexts } from '../citation.js';
import type { Results } from '../subject.js';

/** Text in a line of Markdown: no headings, links or markup by accident. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');

export interface ReadmeFacts {
  readonly manifest: Manifest;
  readonly results: Results;
  readonly locked: boolean;
  /** Whether the files as their author wrote them are in the package. */
  readonly sources: boolean;
}

export function readme({ manifest, results, locked, sources }: ReadmeFacts): string {
  const { tool, references } = citationTexts(manifest.tool.version, manifest.identity);
  const why = results.why === '' ? [] : [plain(results.why), ''];
  return [
    `# ${plain(results.name)}: replication package`,
    '',
    ...why,
    `Made with fastpolicy ${manifest.tool.version} on Node ${manifest.node} (${manifest.platform}), by`,
    '',
    `    ${manifest.command.replace(/\s+/g, ' ')}`,
    '',
    `Identity of the results: \`${manifest.identity}\``,
    '',
    '## To repeat and check everything',
    '',
    '    sh run.sh',
    '',
    `It needs Node 20.11 or later, and npm. It compares every file of the package with \`SHA256SUMS\`, installs fastpolicy ${version}${locked ? ' with the very versions of `package-lock.json`' : ''}, simulates everything anew from \`results/\` and compares the bytes. The exit status is 0 where all holds and 3 where something does not, which is then named. Options are handed on to \`fastpolicy reproduce\`, such as \`--threads 4\`. A copy of fastpolicy that is there already is used by \`FASTPOLICY=/path/to/fastpolicy sh run.sh\`; nothing is installed then. On another kind of machine than the above PNG and PDF may differ by a byte and are not compared; tables and SVG are.`,
    '',
    '## What is in it',
    '',
    '| | |',
    '| --- | --- |',
    '| `results/report.html` | everything on one page, for a browser; begin here |',
    '| `results/` | the results as they were written: tables, figures with their data and specifications, and `manifest.json`, which names the checksum of each |',
    '| `results/scenario.yaml`, `results/scenarios/` | what was simulated, with everything that was inherited or set, runnable as it is |',
    '| `results/inputs/` | the files that scenarios read, where they read any |',
    ...(sources
      ? ['| `sources/` | the files as their author wrote them, with those that they extend and read |']
      : []),
    '| `odd/` | the ODD+D document of each scenario |',
    `| \`package.json\`${locked ? ', `package-lock.json`' : ''} | the tool${locked ? ', and the versions of all that it runs on' : ''} |`,
    '| `run.sh`, `run.mjs`, `SHA256SUMS` | the check |',
    '',
    '## How to cite',
    '',
    tool,
    '',
    ...references.map((text) => `- ${text}`),
    '',
  ].join('\n');
}
