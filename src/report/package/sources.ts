/** The files that a user wrote: whatever a command takes, with all that it extends and reads. */
import { dirname, join, relative, resolve, sep } from 'node:path';
import { prepareComparisonFile } from '../../experiment/comparison/prepareComparison.js';
import { prepareHypotheses } from '../../experiment/hypotheses/prepareHypotheses.js';
import { prepareIdentification } from '../../experiment/identification/prepareIdentification.js';
import { inputKind } from '../../experiment/inputKind.js';
import { prepareStudy, type Study } from '../../experiment/study.js';
import { loadExperiment } from '../../experiment/sweep/experimentFile/loadExperiment.js';
import { type Manifest, remakeOf } from '../../io/manifest.js';
import { fileStem } from '../../scenario/files.js';
import { listNames } from '../../scenario/nearestName.js';
import { packageRoot } from '../../version.js';

/** What comes with the tool itself, and need not go along. */
const shippedFolder = join(resolve(packageRoot), 'scenarios') + sep;
const ships = (path: string): boolean => path.startsWith(shippedFolder);

interface FilesBehind {
  readonly sources: readonly string[];
  /** What these read, with checksums. */
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[];
}

const behindStudies = (
  file: string,
  studies: readonly Study[],
  inputs: FilesBehind['inputs'],
): FilesBehind => ({
  sources: [file, ...studies.flatMap(({ loaded }) => loaded.sources)],
  inputs,
});

/** All files that take part. @throws InputError where one is wrong. */
async function filesBehind(file: string): Promise<FilesBehind> {
  switch (inputKind(file)) {
    case 'comparison': {
      const { studies, files } = await prepareComparisonFile(file, { set: [] });
      return behindStudies(file, studies, files);
    }
    case 'hypotheses': {
      const { studies, files } = await prepareHypotheses(file, { set: [] });
      return behindStudies(file, studies, files);
    }
    case 'identification': {
      const { base } = await prepareIdentification(file, { set: [] });
      return behindStudies(file, [base], base.files);
    }
    case 'experiment': {
      const { sources, files } = loadExperiment(file);
      return { sources: [file, ...sources], inputs: files };
    }
    case 'scenario': {
      const study = await prepareStudy(file);
      return behindStudies(file, [study], study.files);
    }
  }
}

/** By what names results know the files that they were made from. */
function namesIn(manifest: Manifest): string[] {
  const stated = [
    ...['comparison', 'hypotheses', 'identification'].map((key) => manifest[key]),
    ...[manifest.scenario].flat(),
    ...remakeOf(manifest)
      .split(/\s+/)
      .filter((word) => /\.ya?ml$/.test(word))
      .map(fileStem),
  ];
  return [...new Set(stated.filter((name) => typeof name === 'string'))];
}

export interface SourceFiles {
  /** With their names below `sources/`: as they lie to each other. */
  readonly files: readonly { readonly path: string; readonly name: string }[];
  /** Of sources that are not packed, or seem to belong to other results. */
  readonly notes: readonly string[];
}

/**
 * The files that users wrote, for a package of the results of this manifest. Those that ship with the tool come with it.
 * @throws InputError where one is wrong.
 */
export async function sourceFiles(given: readonly string[], manifest: Manifest): Promise<SourceFiles> {
  const known = namesIn(manifest);
  const notes: string[] = [];
  const found = new Set<string>();
  for (const file of given) {
    const { sources, inputs } = await filesBehind(file);
    const own = [...sources, ...inputs.map(({ path }) => path)]
      .map((path) => resolve(path))
      .filter((path) => !ships(path));
    for (const path of own) found.add(path);
    if (ships(resolve(file))) notes.push(`${file} ships with fastpolicy, and is not packed`);
    const isOfThese =
      sources.some((path) => known.includes(fileStem(path))) ||
      inputs.some(({ sha256 }) => manifest.inputs.some((input) => input.sha256 === sha256));
    if (!isOfThese)
      notes.push(
        `${file}: nothing says that these results were made from it; they were made from ${listNames(known, 10)}`,
      );
  }
  const own = [...found];
  if (own.length === 0) return { files: [], notes };
  let above = dirname(own[0]);
  while (!own.every((file) => file.startsWith(above.endsWith(sep) ? above : above + sep)))
    above = dirname(above);
  const files = own.map((path) => ({ path, name: relative(above, path).split(sep).join('/') }));
  return { files, notes };
}
