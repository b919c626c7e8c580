/** The files that a user wrote, of any kind, with all that they extend, name and read. */
import { dirname, relative, resolve, sep } from 'node:path';
import { prepareComparisonFile } from '../../experiment/comparison/prepareComparison.js';
import { prepareHypotheses } from '../../experiment/hypotheses/prepareHypotheses.js';
import { prepareIdentification } from '../../experiment/identification/prepareIdentification.js';
import { type InputKind, inputKind } from '../../experiment/inputKind.js';
import { prepareStudy, type Study } from '../../experiment/study.js';
import { loadExperiment } from '../../experiment/sweep/experimentFile/loadExperiment.js';
import { packageRoot } from '../../version.js';

const filesOfStudy = ({ loaded, files }: Pick<Study, 'loaded' | 'files'>): string[] => [
  ...loaded.sources,
  ...files.map(({ path }) => path),
];

/** All files that take part, by the kind of the file that names them. */
const filesBehind: { readonly [Kind in InputKind]: (file: string) => Promise<string[]> } = {
  scenario: async (file) => filesOfStudy(await prepareStudy(file)),
  comparison: async (file) => {
    const { studies, files } = await prepareComparisonFile(file, { set: [] });
    return [file, ...studies.flatMap(({ loaded }) => loaded.sources), ...files.map(({ path }) => path)];
  },
  hypotheses: async (file) => {
    const { studies, files } = await prepareHypotheses(file, { set: [] });
    return [file, ...studies.flatMap(({ loaded }) => loaded.sources), ...files.map(({ path }) => path)];
  },
  identification: async (file) => {
    const { base } = await prepareIdentification(file, { set: [] });
    return [file, ...filesOfStudy(base)];
  },
  experiment: async (file) => {
    const { sources, files } = loadExperiment(file);
    return [file, ...sources, ...files.map(({ path }) => path)];
  },
};

/**
 * Files with their names below `sources/`: as they lie to each other. Those that ship with the tool come with it.
 * @throws InputError where one is wrong.
 */
export async function sourceFiles(files: readonly string[]): Promise<{ path: string; name: string }[]> {
  const found: string[] = [];
  for (const file of files) found.push(...(await filesBehind[inputKind(file)](file)));
  const own = [...new Set(found.map((file) => resolve(file)))].filter(
    (file) => !file.startsWith(resolve(packageRoot) + sep),
  );
  if (own.length === 0) return [];
  let above = dirname(own[0]);
  while (!own.every((file) => file.startsWith(above.endsWith(sep) ? above : above + sep)))
    above = dirname(above);
  return own.map((path) => ({ path, name: relative(above, path).split(sep).join('/') }));
}
