/** The files that a user wrote: a scenario, experiment, comparison or file of hypotheses, with all that it extends and reads. */
import { dirname, relative, resolve, sep } from 'node:path';
import { isComparison } from '../../experiment/comparison/comparisonFile.js';
import { prepareComparisonFile } from '../../experiment/comparison/prepareComparison.js';
import { prepareHypotheses } from '../../experiment/hypotheses/prepareHypotheses.js';
import { prepareStudy } from '../../experiment/study.js';
import { isExperiment, loadExperiment } from '../../experiment/sweep/loadExperiment.js';
import { nodeFiles } from '../../io/nodeFiles.js';
import { find, readDocument } from '../../scenario/document.js';
import { packageRoot } from '../../version.js';

/** Paths of all files that take part, absolute, each once. @throws InputError where one is wrong. */
async function filesBehind(file: string): Promise<string[]> {
  if (isComparison(file)) {
    const { studies, files } = await prepareComparisonFile(file, { set: [] });
    return [file, ...studies.flatMap(({ loaded }) => loaded.sources), ...files.map(({ path }) => path)];
  }
  if (isExperiment(file)) {
    const { sources, files } = loadExperiment(file);
    return [file, ...sources, ...files.map(({ path }) => path)];
  }
  if (find(readDocument(file, nodeFiles).root, ['hypotheses']).node !== undefined) {
    const { studies, files } = await prepareHypotheses(file, { set: [] });
    return [file, ...studies.flatMap(({ loaded }) => loaded.sources), ...files.map(({ path }) => path)];
  }
  const { loaded, files } = await prepareStudy(file);
  return [...loaded.sources, ...files.map(({ path }) => path)];
}

/**
 * Files with their names below `sources/`: as they lie to each other. Those that ship with the tool come with it.
 * @throws InputError where one is wrong.
 */
export async function sourceFiles(files: readonly string[]): Promise<{ path: string; name: string }[]> {
  const found: string[] = [];
  for (const file of files) found.push(...(await filesBehind(file)));
  const own = [...new Set(found.map((file) => resolve(file)))].filter(
    (file) => !file.startsWith(resolve(packageRoot) + sep),
  );
  if (own.length === 0) return [];
  let above = dirname(own[0]);
  while (!own.every((file) => file.startsWith(above.endsWith(sep) ? above : above + sep)))
    above = dirname(above);
  return own.map((path) => ({ path, name: relative(above, path).split(sep).join('/') }));
}
