import type { Cities, Ties } from '../../model/world.js';
import type { Scenario } from '../schema.js';
import type { Imputed } from './imputed.js';

/** What was read for a scenario, before anything is drawn. */
export interface Inputs {
  readonly scenario: Scenario;
  /** Cities that were given; null: synthetic ones. */
  readonly cities: Cities | null;
  /** Attributes of the file of cities that had empty cells; left out: none. */
  readonly imputed?: readonly Imputed[];
  /** What looks odd in what was read without being a mistake, in words. */
  readonly notes?: readonly string[];
  /** Ties that were given; null: generated, or none. */
  readonly ties: Ties | null;
  /** Held at the start. */
  readonly adopters: readonly { city: number; subject: string; stage: number; since: number }[];
  /** Recorded memberships; null: no file. */
  readonly memberships: readonly { city: number; network: string; from: number; to: number }[] | null;
  /** Networks whose values come from the catalogue: founders that are not among the cities are passed over. */
  readonly fromCatalogue: readonly string[];
}
