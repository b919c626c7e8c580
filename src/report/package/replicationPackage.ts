/** All that others need to repeat results and check them, as entries of a zip. */
import { Buffer } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from '../../experiment/ownFiles.js';
import { sha256Of, sha256OfFile } from '../../io/checksum.js';
import { type Manifest, REPORT_FILE } from '../../io/manifest.js';
import type { ZipEntry } from '../../io/zipFile.js';
import { htmlOf } from '../../odd/html.js';
import { markdownOf } from '../../odd/markdown.js';
import { InputError, refusal } from '../../scenario/problem.js';
import { packageRoot } from '../../version.js';
import { anchor } from '../html.js';
import { readFolder } from '../readFolder.js';
import { reportFrom } from '../report.js';
import { documentOf } from '../sections/scenarios.js';
import { packageJson, packageLock } from './lock.js';
import { readme } from './readme.js';
import { runScript, runShell } from './scripts.js';
import { sourceFiles } from './sources.js';

/** The format of zips knows no larger ones, here. */
const MOST_BYTES = 4e9;

export interface ReplicationPackage {
  /** Folder within the zip. */
  readonly name: string;
  readonly entries: readonly ZipEntry[];
  /** Bytes before compression. */
  readonly bytes: number;
  /** Of the sources: what is not packed, or seems to belong to other results. */
  readonly notes: readonly string[];
  /** Files below `sources/`. */
  readonly sources: number;
}

/**
 * sources: files as their author wrote them, to go along.
 * @throws InputError where the folder is not finished, or holds something else than was written.
 */
export async function replicationPackage(
  folder: string,
  sources: readonly string[],
): Promise<ReplicationPackage> {
  const subject = await readFolder(folder);
  const { manifest, results, changed } = subject;
  if (changed.length > 0)
    throw new InputError(
      changed.map((file) => ({
        file: join(folder, file),
        line: 0,
        column: 0,
        path: '',
        message: 'not as it was written: the results could not be reproduced',
        expected: 'the file as its command wrote it',
      })),
    );
  const name = `${anchor(idOf(manifest)) || 'results'}-replication`;
  const lock = packageLock(name);
  const { files: written, notes } = await sourceFiles(sources, manifest);
  // What later commands and the user laid beside the results goes along.
  const files = filesOf(folder).filter((file) => file !== REPORT_FILE);
  const entries: ZipEntry[] = [
    ...files.map((file) => ({
      name: `results/${file}`,
      content: { file: join(folder, file) },
    })),
    { name: `results/${REPORT_FILE}`, content: (await reportFrom(subject)).html },
    ...results.studies.flatMap((study) => [
      { name: `odd/${study.id}.html`, content: htmlOf(documentOf(study)) },
      { name: `odd/${study.id}.md`, content: markdownOf(documentOf(study)) },
    ]),
    ...written.map(({ path, name: own }) => ({ name: `sources/${own}`, content: { file: path } })),
    {
      name: 'README.md',
      content: readme({ manifest, results, locked: lock !== null, sources: written.length > 0 }),
    },
    { name: 'CITATION.cff', content: readFileSync(join(packageRoot, 'CITATION.cff')) },
    { name: 'package.json', content: packageJson(name) },
    ...(lock === null ? [] : [{ name: 'package-lock.json', content: lock }]),
    { name: 'run.mjs', content: runScript },
    { name: 'run.sh', content: runShell, executable: true },
  ];
  const bytes = entries.reduce((sum, { content }) => sum + sizeOf(content), 0);
  if (bytes > MOST_BYTES)
    throw refusal(
      folder,
      `${(bytes / 1e9).toFixed(1)} GB are too much for a zip`,
      'at most 4 GB; --set observe.events=false leaves out the largest table',
    );
  const sums: string[] = [];
  for (const { name: own, content } of entries) sums.push(`${await sumOf(content)}  ${own}`);
  const all = [...entries, { name: 'SHA256SUMS', content: `${sums.join('\n')}\n` }];
  return {
    name,
    bytes,
    notes,
    sources: written.length,
    entries: all.map((entry) => ({ ...entry, name: `${name}/${entry.name}` })),
  };
}

/** What the results are called: the file that was run, or compared, or tested. */
const idOf = (manifest: Manifest): string =>
  String(manifest['comparison'] ?? manifest['hypotheses'] ?? manifest['identification'] ?? manifest.scenario);

const sizeOf = (content: ZipEntry['content']): number => {
  if (typeof content === 'string') return Buffer.byteLength(content);
  return content instanceof Uint8Array ? content.length : statSync(content.file).size;
};

const sumOf = async (content: ZipEntry['content']): Promise<string> =>
  typeof content === 'string' || content instanceof Uint8Array
    ? sha256Of(content)
    : sha256OfFile(content.file);
