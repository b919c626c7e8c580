/** The results of `eha`, read back from eha.json. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { sha256Of } from '../../../io/checksum.js';
import { canonicalJson, FIGURES, MANIFEST_FILE } from '../../../io/manifest.js';
import { refusal } from '../../../scenario/problem.js';

/** Says that a folder holds results of eha. */
export const HISTORY_FILE = 'eha.json';
/** Where its figures are beside a run, which has figures of its own. */
const BESIDE_RUN = 'hazards';

/** JSON knows no infinity: what is null has no finite estimate. */
const estimate = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN);
const risk = z.array(z.object({ time: z.number(), atRisk: z.number() }));
const schema = z.looseObject({
  tool: z.object({ name: z.string(), version: z.string() }),
  remake: z.string().default(''),
  parts: z.array(
    z.looseObject({
      policy: z.string().nullable(),
      transition: z.string().nullable(),
      rows: z.number(),
      events: z.number(),
      cities: z.number(),
      replicates: z.number(),
      survival: z.array(
        z.looseObject({ group: z.string(), events: z.number(), last: z.number(), until: z.number(), risk }),
      ),
      logRank: z
        .looseObject({ statistic: z.number(), degreesOfFreedom: z.number(), p: z.number() })
        .nullable(),
      noLogRank: z.string().nullable(),
      models: z.array(
        z.looseObject({
          name: z.string(),
          link: z.enum(['cloglog', 'logit', 'exponential', 'cox']),
          covariates: z.array(z.string()),
          cluster: z.string(),
          problems: z.array(z.string()),
          coefficients: z.array(
            z.looseObject({
              name: z.string(),
              coefficient: estimate,
              ratio: estimate,
              low: estimate,
              high: estimate,
            }),
          ),
        }),
      ),
    }),
  ),
  incidence: z
    .looseObject({
      until: z.number(),
      risk,
      policies: z.array(z.looseObject({ policy: z.string(), last: z.number() })),
    })
    .nullable(),
});

export type HistoryPart = z.output<typeof schema>['parts'][number];

export const titleOf = ({ policy, transition }: HistoryPart): string =>
  [policy, transition].filter((name) => name !== null).join(' ');

/** Of a figure of a part: with what it is of, where there are several. */
export const figureName = (kind: string, part: HistoryPart, { parts }: FinishedHistory): string =>
  [kind, ...(parts.length > 1 ? titleOf(part).split(' ') : [])].join('-').replace(/[^\w-]/g, '_');

export interface FinishedHistory extends z.output<typeof schema> {
  readonly folder: string;
  /** Where its figures are drawn, with their captions in `captions`. */
  readonly figures: string;
  readonly captions: string;
  /** SHA-256 of what was read and found, whatever command and folder it came of. */
  readonly identity: string;
  /** Identity of the run whose history it is; null: it was observed. */
  readonly runIdentity: string | null;
}

/** eha.json itself, or the one of a folder that holds nothing else; null: there is none. */
export function historyFile(path: string): string | null {
  if (!existsSync(path)) return null;
  const isFile = statSync(path).isFile();
  const file = isFile ? path : join(path, HISTORY_FILE);
  if (!file.endsWith(HISTORY_FILE) || !existsSync(file)) return null;
  return isFile || !existsSync(join(path, MANIFEST_FILE)) ? file : null;
}

/** @throws InputError where the file is not what eha writes. */
export function finishedHistory(file: string): FinishedHistory {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    data = undefined;
  }
  const read = schema.safeParse(data);
  if (!read.success) throw refusal(file, 'this is not what eha writes', 'a file that fastpolicy eha wrote');
  const folder = dirname(file);
  const { tool, identity, input, parts, incidence } = data as { readonly [key: string]: unknown };
  const { sha256 = '' } = (input ?? {}) as { readonly sha256?: unknown };
  const figures = join(folder, existsSync(join(folder, MANIFEST_FILE)) ? BESIDE_RUN : FIGURES);
  return {
    ...read.data,
    folder,
    figures,
    captions: figures.endsWith(FIGURES) ? folder : figures,
    identity: sha256Of(canonicalJson({ tool, from: identity ?? sha256, parts, incidence })),
    runIdentity: typeof identity === 'string' ? identity : null,
  };
}
