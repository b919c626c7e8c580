import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Parameter } from '../../../design/index.js';
import { sha256Of } from '../../../io/checksum.js';
import { nodeFiles } from '../../../io/nodeFiles.js';
import {
  type InputDocument,
  missingFile,
  override,
  provenanceOf,
  readPath,
} from '../../../scenario/document.js';
import type { Faults } from '../../../scenario/faults.js';
import { filePaths } from '../../../scenario/filePaths.js';
import type { Path } from '../../../scenario/problem.js';
import { plainOf } from '../../../scenario/yamlTree.js';
import type { StudyInput } from '../../study.js';
import { SCENARIO_FACTOR, type Varied } from '../points.js';
import type { ExperimentRead } from './experimentSchema.js';
import { isWithin } from './paths.js';
import type { LoadedBase } from './scenarios.js';

/** The parameters, and the users' files that bases and values name. */
export function readParameters(
  document: InputDocument,
  read: ExperimentRead,
  bases: readonly LoadedBase[],
  faults: Faults,
) {
  const files: StudyInput[] = [];
  const copyOf = (path: string): string => {
    const known = files.find((file) => file.path === path);
    if (known) return known.name;
    let name = basename(path);
    for (let k = 2; files.some((file) => file.name === name); k++) name = `${k}-${basename(path)}`;
    files.push({ path, name, sha256: sha256Of(readFileSync(path)) });
    return name;
  };
  for (const { loaded } of bases)
    for (const path of filePaths(loaded.resolved)) copyOf(loaded.provenance.resolvePath(path));

  const { keyPlace } = provenanceOf(document);
  const varied: Varied[] = [];
  const parameters = Object.entries(read.parameters).map(([path, spec]): Parameter => {
    const place = keyPlace(['parameters', path]);
    const { values, from, to, scale, integer, levels } = spec;
    const links: (readonly [string, unknown])[] = [];
    varied.push({ path, place, files: links });
    if (values === undefined) {
      const kind = integer ? 'integer' : scale === 'log' ? 'log' : 'continuous';
      return { path, kind, from: from!, to: to!, ...(levels === undefined ? {} : { levels }) };
    }
    if (path === SCENARIO_FACTOR) return { path, kind: 'categorical', values: bases.map(({ id }) => id) };
    return {
      path,
      kind: 'categorical',
      values: values.map((value, k) => {
        const relocated = relocate(value, path, k);
        if (relocated !== value) links.push([JSON.stringify(relocated), value]);
        return relocated;
      }),
    };

    /** The value with the files that it names called as in the sweep's folder. */
    function relocate(value: unknown, parameter: string, k: number): unknown {
      if (typeof value !== 'string' && (value === null || typeof value !== 'object')) return value;
      let relocated: unknown = value;
      for (const base of bases) {
        const own = override(base.document, [{ path: parameter, value, place }]);
        const parts = readPath(parameter)!.path;
        for (const at of filePaths(plainOf(own.root)).filter((found) => isWithin(found, parts))) {
          const file = provenanceOf(own).resolvePath(at);
          if (nodeFiles.exists(file)) {
            relocated = withValue(relocated, at.slice(parts.length), `inputs/${copyOf(file)}`);
            continue;
          }
          const { message, suggestion } = missingFile(file, nodeFiles);
          faults.add(['parameters', parameter, 'values', k], message, 'a file that exists', suggestion);
        }
      }
      return relocated;
    }
  });
  return { files, varied, parameters };
}

/** The value with another one at a path within it. */
function withValue(value: unknown, [key, ...rest]: Path, inner: unknown): unknown {
  if (key === undefined) return inner;
  if (Array.isArray(value))
    return value.map((item, k) => (k === Number(key) ? withValue(item, rest, inner) : item));
  const mapping = value as { readonly [key: string]: unknown };
  return { ...mapping, [key]: withValue(mapping[key], rest, inner) };
}
