import { type InputDocument, missingFile, provenanceOf } from '../document.js';
import { filePaths } from '../filePaths.js';
import type { Files } from '../files.js';
import { pathText } from '../problem.js';
import type { CheckedScenario } from './checkedScenario.js';

/** Files that the scenario names are there, and are files. */
export function checkFiles({ top, faults }: CheckedScenario, document: InputDocument, files: Files): void {
  const { resolvePath } = provenanceOf(document);
  for (const path of filePaths(top)) {
    const file = resolvePath(path);
    if (files.listFolder(file) !== null)
      faults.add(path, `expected a file, found the folder ${file}`, 'the name of a file');
    else if (!files.exists(file)) {
      const { message, suggestion } = missingFile(file, files);
      // No misspelt name: data that do not ship. The scenario says where they are from.
      const from = typeof top['source'] === 'string' ? `; the scenario is drawn from: ${top['source']}` : '';
      const other = suggestion === undefined ? `; --set ${pathText(path)}=FILE names another${from}` : '';
      faults.add(path, message + other, 'a file that exists', suggestion);
    }
  }
}
