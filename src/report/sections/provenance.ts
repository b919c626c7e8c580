/** Where the results come from, and by what they can be checked. */
import { version } from '../../version.js';
import { detailsHtml, factsHtml, html, paragraphs, tableHtml } from '../html.js';
import type { ReportSubject } from '../subject.js';
import type { Section } from './section.js';

export function provenance(subject: ReportSubject): Section {
  const { manifest, changed } = subject;
  if (manifest === null) return ofHistory(subject);
  const { identity, tool, node, platform, command, started, finished, seconds, threads, inputs, outputs } =
    manifest;
  const files = [
    ...inputs.map(({ file, sha256 }) => [file, 'input', sha256]),
    ...Object.entries(outputs).map(([file, sha256]) => [file, 'output', sha256]),
  ].map(([file, role, sum]) => [file, role, html`<code>${sum}</code>`]);
  const altered =
    changed.length === 0
      ? []
      : [
          `Not as they were written, when this report was made: ${changed.join(', ')}. The report shows what the folder holds.`,
        ];
  return {
    id: 'provenance',
    title: 'Provenance',
    content: html`${paragraphs(altered)}${factsHtml([
      ['Identity', html`<code>${identity}</code>`],
      ['Command', html`<code>${command}</code>`],
      ['Tool', `${tool.name} ${tool.version}${tool.version === version ? '' : `; this report: ${version}`}`],
      ['Node', `${node}, ${platform}`],
      ['Seed', html`<code>${manifest.seed}</code>`],
      ['Begun', started],
      [
        'Ended',
        `${finished}, after ${seconds.toFixed(1)} s with ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
      ],
    ])}<p>The identity is a SHA-256 of what decides the results: scenarios, seeds, inputs and the tool's version. <code>fastpolicy reproduce</code> with the folder repeats everything and compares the checksums.</p>
${detailsHtml(
  `Checksums of ${files.length} files`,
  tableHtml({ caption: 'Files (SHA-256)', head: ['File', 'Role', 'Checksum'], rows: files, numeric: false }),
)}`,
  };
}

/** Of results without a manifest: what they were made from, and by which command. */
function ofHistory({ identity, toolVersion, origin }: ReportSubject): Section {
  return {
    id: 'provenance',
    title: 'Provenance',
    content: html`${factsHtml([
      ['Identity', html`<code>${identity}</code>`],
      ...origin.map(([name, value]) => [name, html`<code>${value}</code>`] as const),
      ['Tool', `fastpolicy ${toolVersion}${toolVersion === version ? '' : `; this report: ${version}`}`],
    ])}<p>The identity is a SHA-256 of what was read and found. <code>eha.R</code> and <code>eha.do</code>, beside the results, fit the same models in R and Stata.</p>`,
  };
}
