/** Scenarios that hypotheses compare, each once, with the outcomes that are asked of it. */
import { find, type InputDocument, type Override, problemAt, provenanceOf } from '../../scenario/document.js';
import { InputError, onePerPlace, type Path, type Problem } from '../../scenario/problem.js';
import { type Located, plainOf } from '../../scenario/yamlTree.js';
import { type CommonSettings, type CommonStudies, prepareCommonStudies } from '../commonStudies.js';
import {
  entriesOf,
  lostReferences,
  referredFile,
  type ScenarioReference,
  scenarioReference,
} from '../scenarioReference.js';
import { askedOutcomes } from './ownOutcomes.js';

export interface AskedScenario {
  /** The reference as it is written: what tells scenarios apart. */
  readonly written: string;
  readonly name: string | null;
  readonly file: string;
  /** Outcomes by their text, each where it stands first. */
  readonly outcomes: ReadonlyMap<string, Located>;
}

/** A reference as one text: its file, with the name that it is given. */
export const writtenOf = ({ name, file }: ScenarioReference): string =>
  name === null ? file : `${name}: ${file}`;

/**
 * In order of appearance. What is broken in the file is passed over, so that the rest of it can be looked at all the same.
 * @param fileOf where the scenario of a reference lies; default: beside the file, or shipped
 */
export function askedScenarios(
  document: InputDocument,
  fileOf?: (written: string) => string,
): AskedScenario[] {
  const asked = new Map<string, AskedScenario & { readonly outcomes: Map<string, Located> }>();
  const scenarioAt = (path: Path) => {
    const reference = scenarioReference.safeParse(plainOf(find(document.root, path).node!));
    if (!reference.success) return null;
    const written = writtenOf(reference.data);
    const known = asked.get(written);
    if (known !== undefined) return known;
    if (fileOf === undefined && lostReferences(document, [path]).length > 0) return null;
    const file = fileOf?.(written) ?? referredFile(document, path, reference.data);
    const scenario = { written, name: reference.data.name, file, outcomes: new Map<string, Located>() };
    asked.set(written, scenario);
    return scenario;
  };
  for (const entry of entriesOf(document, ['hypotheses'])) {
    const { node } = find(document.root, [...entry, 'outcome']);
    for (const path of entriesOf(document, [...entry, 'compare'])) {
      const scenario = scenarioAt(path);
      if (scenario === null || typeof node?.value !== 'string') continue;
      if (!scenario.outcomes.has(node.value)) scenario.outcomes.set(node.value, node);
    }
  }
  return [...asked.values()];
}

/** What the file sets in every scenario. */
export function statedOverrides(document: InputDocument): Override[] {
  const { place } = provenanceOf(document);
  const { node } = find(document.root, ['set']);
  return Object.entries((node === undefined ? {} : plainOf(node)) ?? {}).map(([path, value]) => ({
    path,
    value,
    place: place(['set', path]),
  }));
}

/** The scenarios on common resistances. Throws InputError, an outcome's at the hypotheses that state it. */
export async function prepareAsked(
  document: InputDocument,
  asked: readonly AskedScenario[],
  settings: Omit<CommonSettings, 'outcomes'>,
): Promise<CommonStudies> {
  const at = provenanceOf(document).place(['hypotheses']);
  const items = asked.map(({ name, file, outcomes }) => {
    const stated = askedOutcomes(file, outcomes);
    return {
      name,
      file,
      outcomes: { value: stated.map(plainOf), place: at, tree: { key: at, at, value: stated } },
    };
  });
  try {
    return await prepareCommonStudies(items, settings);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(onePerPlace(inHypotheses(document, error.problems)));
  }
}

/** Problems of the outcomes alone; none where they can be told only when the rest is right. */
export async function wrongOutcomes(document: InputDocument): Promise<Problem[]> {
  const asked = askedScenarios(document).filter(({ outcomes }) => outcomes.size > 0);
  if (asked.length === 0) return [];
  try {
    await prepareAsked(document, asked, { set: statedOverrides(document) });
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.filter(({ path }) => path.endsWith('outcome'));
  }
}

/** A problem with an outcome is one of each hypothesis that states it. */
function inHypotheses(document: InputDocument, problems: readonly Problem[]): Problem[] {
  const { place } = provenanceOf(document);
  const outcomes = entriesOf(document, ['hypotheses']).map((entry) => {
    const path = [...entry, 'outcome'];
    return { path, at: place(path), text: find(document.root, path).node?.value };
  });
  return problems.flatMap((problem) => {
    const { message, expected, suggestion } = problem;
    const stated = outcomes.find(
      ({ at }) => at.file === problem.file && at.line === problem.line && at.column === problem.column,
    );
    if (stated === undefined) return [problem];
    return outcomes
      .filter(({ text }) => text === stated.text)
      .map(({ path }) =>
        problemAt(document, path, {
          message,
          expected,
          ...(suggestion === undefined ? {} : { suggestion }),
        }),
      );
  });
}
