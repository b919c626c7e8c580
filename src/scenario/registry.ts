/**
 * What scenario files may name, passed in: the engine's mechanisms, the generators of ties, the
 * catalogue, the measures.
 */
import type { Mechanism } from '../model/mechanism.js';
import type { TieGenerator, TieOption } from '../population/ties/generator.js';

export type MechanismDeclaration = Pick<Mechanism, 'id' | 'help' | 'transitions' | 'parameters'>;

/** What stands beside the column of an outcome: whether a time was reached, or the error of a fit. */
export type Beside = 'reached' | 'error';

/** What an outcome measures. */
export interface MeasureDeclaration {
  readonly id: string;
  /** What its subject may be; 'none': it has no subject. */
  readonly subject: 'policy' | 'network' | 'either' | 'none';
  readonly help?: string;
  /** Whether it reads columns that move, so that they must be written down at its time. */
  readonly moving?: boolean;
  /** What stands beside its column. */
  readonly beside?: Beside | null;
}

/** What a catalogue entry may depend on. */
export interface CatalogueSetting {
  /** Policies of the scenario. */
  readonly policies: readonly string[];
  /** Decimal year. */
  readonly start: number;
}

/** An entry in the form of scenario files. */
export type CatalogueEntry =
  | { readonly [key: string]: unknown }
  | ((setting: CatalogueSetting) => { readonly [key: string]: unknown });

export interface TieGeneratorDeclaration extends Pick<TieGenerator<unknown>, 'id' | 'help'> {
  readonly options: { readonly [option: string]: Omit<TieOption, 'source'> };
}

export interface Registry {
  /** In the order of the sums in the log-hazard. */
  readonly mechanisms: readonly MechanismDeclaration[];
  /** What `NAME: {}` stands for. */
  readonly networks: { readonly [id: string]: CatalogueEntry };
  readonly policies: { readonly [id: string]: CatalogueEntry };
  readonly tieGenerators: readonly TieGeneratorDeclaration[];
  readonly measures: readonly MeasureDeclaration[];
}
