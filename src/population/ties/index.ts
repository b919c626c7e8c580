/** The registry of tie generators: one file each, one line here. */
import { blocks } from './blocks.js';
import { complete } from './complete.js';
import type { TieGenerator } from './generator.js';
import { gravity } from './gravity.js';
import { homophilous } from './homophilous.js';
import { preferentialAttachment } from './preferentialAttachment.js';
import { random } from './random.js';
import { ring } from './ring.js';
import { smallWorld } from './smallWorld.js';

export const tieGenerators = {
  gravity,
  smallWorld,
  preferentialAttachment,
  random,
  blocks,
  homophilous,
  ring,
  complete,
} as const;

export type TieGeneratorName = keyof typeof tieGenerators;

export const tieGeneratorNames = Object.keys(tieGenerators) as TieGeneratorName[];

/** A generator by its name, for callers that validated its options against its declaration. */
export function tieGenerator(name: TieGeneratorName): TieGenerator<{ readonly [option: string]: unknown }> {
  return tieGenerators[name] as unknown as TieGenerator<{ readonly [option: string]: unknown }>;
}
