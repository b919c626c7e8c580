/** Log-hazards as scenario files give them: a baseline and a coefficient for each mechanism. */
import * as z from 'zod';
import { log } from '../../model/numerics.js';
import type { Coefficient, TransitionName } from '../../model/world.js';
import type { MechanismDeclaration } from '../registry.js';
import { exactlyOne, mapping, number, positive } from './words.js';

/** The log-hazard of one transition. */
export interface TransitionSpec {
  /** ln(events a year where every term is 0). */
  readonly baseline: number;
  /** In the order of the registry; a coefficient of 0 stays. */
  readonly coefficients: readonly StatedCoefficient[];
}

export interface StatedCoefficient extends Coefficient {
  /** Published as a log-odds and entered as the log-hazard that it nearly is where events are rare. */
  readonly isLogOdds?: true;
}

const baseline = z
  .union([
    number(-100, 100),
    mapping('key', { perYear: positive(1e6).describe('events a year where every term is 0') }).transform(
      ({ perYear }) => log(perYear),
    ),
  ])
  .describe('ln(events a year where every term is 0), or {perYear: .02}');

/** A number; with the mechanism's own parameters: {coefficient: 1.2, halfLife: 3}; or as it was published: {logOdds: 1.2}. */
function coefficient(
  mechanism: MechanismDeclaration,
): z.ZodType<Omit<StatedCoefficient, 'mechanism'>, unknown> {
  const declared = Object.entries(mechanism.parameters);
  const standard = Object.fromEntries(declared.map(([name, parameter]) => [name, parameter.default]));
  const parameters = Object.fromEntries(
    declared.map(([name, { range, help, unit, default: value }]) => [
      name,
      number(...range)
        .optional()
        .describe(`${help} (${unit}; default ${value})`),
    ]),
  );
  return z
    .union([
      number().transform((value) => ({ coefficient: value, parameters: standard })),
      mapping(declared.length > 0 ? `parameter of ${mechanism.id}` : 'key', {
        coefficient: number().optional().describe('change of the log-hazard for 1 unit of the term'),
        logOdds: number()
          .optional()
          .describe('in its place a published change of the log-odds, entered unchanged and marked so'),
        ...parameters,
      })
        .check(exactlyOne(['coefficient', 'logOdds'], 'the coefficient'))
        .transform(({ coefficient: value, logOdds, ...given }) => ({
          coefficient: (logOdds ?? value) as number,
          parameters: {
            ...standard,
            ...Object.fromEntries(Object.entries(given).filter(([, parameter]) => parameter !== undefined)),
          } as { readonly [name: string]: number },
          ...(logOdds === undefined ? {} : { isLogOdds: true as const }),
        })),
    ])
    .describe(mechanism.help) as never;
}

/** The log-hazard of a transition: `baseline` and the mechanisms that can enter it. */
export function transition(
  name: TransitionName,
  mechanisms: readonly MechanismDeclaration[],
): z.ZodType<TransitionSpec, unknown> {
  const entering = mechanisms.filter((mechanism) => mechanism.transitions.includes(name));
  const elsewhere = Object.fromEntries(
    mechanisms
      .filter((mechanism) => !entering.includes(mechanism))
      .map(({ id, transitions }) => [
        id,
        `mechanism ${id} does not enter ${name}; it can enter ${transitions.join(', ')}`,
      ]),
  );
  const shape = Object.fromEntries(
    entering.map((mechanism) => [mechanism.id, coefficient(mechanism).optional()]),
  );
  return mapping('mechanism', { baseline, ...shape }, elsewhere).transform(
    ({ baseline: value, ...given }): TransitionSpec => ({
      baseline: value,
      coefficients: entering.flatMap(({ id }) => {
        const entry = (given as { [id: string]: Omit<StatedCoefficient, 'mechanism'> | undefined })[id];
        return entry === undefined ? [] : [{ mechanism: id, ...entry }];
      }),
    }),
  ) as never;
}
