/** fastpolicy init DIR */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outColors } from '../colors.js';
import { shellWord } from '../commandLine.js';
import { UsageError } from '../errors.js';
import { folderFault, visibleNames } from '../outputFolder.js';
import { SCHEMA_FILE, schemaText } from '../schemaText.js';
import { COUNTERFACTUAL_FILE, counterfactualYaml, readme, STUDY_FILE, studyYaml } from '../starterStudy.js';

export async function init(folder: string, { quiet = false }: { readonly quiet?: boolean }): Promise<number> {
  const fault = folderFault(folder);
  if (fault !== null) throw new UsageError(`${folder}: ${fault}; name a new folder`);
  const names = visibleNames(folder);
  if (names.length > 0) throw new UsageError(`${folder}: is not empty (${names[0]}); name a new folder`);
  const files: { readonly [name: string]: string } = {
    [STUDY_FILE]: studyYaml,
    [COUNTERFACTUAL_FILE]: counterfactualYaml,
    [SCHEMA_FILE]: schemaText(),
    'README.md': readme,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  if (!quiet) {
    const at = (name: string): string => shellWord(join(folder, name));
    process.stdout.write(
      [
        `${outColors.bold(folder)} holds ${Object.keys(files).join(', ')}.`,
        'Next:',
        `  fastpolicy check ${at(STUDY_FILE)}`,
        `  fastpolicy run ${at(STUDY_FILE)}`,
        '',
      ].join('\n'),
    );
  }
  return 0;
}
