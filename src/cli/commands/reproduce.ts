/** fastpolicy reproduce DIR */
import { availableParallelism } from 'node:os';
import { reproduceRun, type Verdict } from '../../experiment/reproduceRun.js';
import { countText } from '../../scenario/countText.js';
import { errorColors, outColors } from '../colors.js';
import { printJson } from '../printJson.js';
import { underway } from '../underway.js';

interface ReproduceCommandOptions {
  readonly threads?: number;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** Exit status where something does not hold. */
const DOES_NOT_HOLD = 3;

export async function reproduce(folder: string, options: ReproduceCommandOptions): Promise<number> {
  const { quiet = false, json = false } = options;
  const verdict = await underway(
    {
      unit: 'runs',
      silent: quiet || json,
      afterwards: 'drawing figures and taking checksums',
      failure: ({ task, message }) => `the run cannot be repeated: replicate ${task} failed: ${message}`,
    },
    (running) => reproduceRun({ folder, threads: options.threads ?? availableParallelism(), ...running }),
  );
  if (verdict === null) {
    process.stderr.write(`${errorColors.yellow('interrupted')}; ${folder} is as it was\n`);
    return 130;
  }
  if (json) printJson({ folder, ...verdict });
  else tell(folder, verdict, quiet);
  return verdict.holds ? 0 : DOES_NOT_HOLD;
}

/** What does not hold is told also with --quiet. */
function tell(folder: string, verdict: Verdict, quiet: boolean): void {
  const lines = (label: string, names: readonly string[]): string[] =>
    names.map((name) => `${label}: ${name}`);
  const wrong = [
    ...lines('altered', verdict.altered),
    ...lines('missing', verdict.missing),
    ...lines('not reproduced', verdict.notReproduced),
  ];
  const notes = [
    ...lines('not in the manifest', verdict.notInManifest),
    ...lines('not compared', verdict.notCompared),
    ...verdict.warnings,
  ];
  for (const note of quiet ? [] : notes) process.stderr.write(`${errorColors.yellow('warning')} ${note}\n`);
  for (const line of wrong) process.stdout.write(`${outColors.red(line)}\n`);
  if (quiet) return;
  const again = `${countText(verdict.reproduced.length, 'file')} came out again byte for byte`;
  process.stdout.write(
    verdict.holds
      ? `${outColors.green('holds')}: ${folder} is as its manifest says, and ${again}\n`
      : `${outColors.red('does not hold')}: ${folder}: what is named above; of the repeated run ${again}\n`,
  );
}
