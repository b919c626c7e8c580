/** Scenarios that another file names: a comparison, hypotheses. */
import * as z from 'zod';
import { nodeFiles } from '../io/nodeFiles.js';
import { shippedScenarios } from '../io/shippedScenarios.js';
import { find, type InputDocument, missingFile, problemAt } from '../scenario/document.js';
import { joinPath } from '../scenario/files.js';
import { nearestName } from '../scenario/nearestName.js';
import { InputError, type Path, type Problem } from '../scenario/problem.js';
import { itemId, text } from '../scenario/schema/words.js';
import { plainOf } from '../scenario/yamlTree.js';

/** A scenario by its file, or {name: file}. */
export const scenarioReference = z
  .union([
    text('a scenario').transform((file) => ({ name: null as string | null, file })),
    z
      .record(itemId(), text('a scenario'), { error: 'expected a scenario or {name: scenario}' })
      .refine((given) => Object.keys(given).length === 1, { error: 'expected one {name: scenario} an item' })
      .transform((given) => {
        const [[name, file]] = Object.entries(given);
        return { name: name as string | null, file };
      }),
  ])
  .describe('a file beside this one, a scenario that ships, or {name: either}');

export type ScenarioReference = z.output<typeof scenarioReference>;

/** The file of a scenario that a document names: beside it, else one that ships. Throws InputError at its place. */
export function referredFile(document: InputDocument, path: Path, { name, file }: ScenarioReference): string {
  const at = name === null ? path : [...path, name];
  const folder = find(document.root, at).node?.at.folder ?? '';
  const beside = joinPath(folder, file);
  if (nodeFiles.exists(beside) && nodeFiles.listFolder(beside) === null) return beside;
  const shipped = nodeFiles.shipped?.(file);
  if (shipped) return shipped;
  const suggestion =
    nearestName(
      file,
      shippedScenarios().map((scenario) => scenario.name),
    ) ?? missingFile(beside, nodeFiles).suggestion;
  throw new InputError([
    problemAt(document, at, {
      message: `no such file: ${beside}, and no scenario of that name ships with fastpolicy`,
      expected: 'a scenario',
      ...(suggestion === undefined ? {} : { suggestion }),
    }),
  ]);
}

/** Problems of all references at these paths that lead nowhere; what is no reference at all is for the schema to tell. */
export function lostReferences(document: InputDocument, paths: readonly Path[]): Problem[] {
  return paths.flatMap((path) => {
    const { node } = find(document.root, path);
    const reference = scenarioReference.safeParse(node && plainOf(node));
    if (!reference.success) return [];
    try {
      referredFile(document, path, reference.data);
      return [];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.problems;
    }
  });
}

/** Paths of the entries of a list in a document; none where there is no list. */
export function entriesOf(document: InputDocument, path: Path): Path[] {
  const { node } = find(document.root, path);
  return Array.isArray(node?.value) ? node.value.map((_, at) => [...path, at]) : [];
}
