/**
 * The policies that ship. Nothing in the engine knows them by name: a scenario can define any others, or
 * change these. Numbers are assumptions; the sources tell the policies apart, they do not measure them.
 *
 * A city takes one side: `exclusion` excludes each inclusive policy, and each of them excludes it. A city
 * that holds the other side must repeal it before it can declare, and its clock stands still until then. Real
 * cities can hold services beside a restrictive ordinance; a scenario about them sets `excludes: []`.
 *
 * `sanctuary` builds on `welcoming`: the mechanism `ladder` makes it likelier, nothing makes it necessary.
 */
import { assumed, ls, type Sourced } from './evidence.js';

export interface CataloguePolicy {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  /** +1 inclusive, -1 exclusionary. */
  readonly direction: Sourced<1 | -1>;
  /** In [0, 1]: how far it contradicts a hostile national line. */
  readonly conflict: Sourced<number>;
  readonly targetGroup: Sourced<string>;
  readonly buildsOn: Sourced<readonly string[]>;
  readonly excludes: Sourced<readonly string[]>;
  readonly sources: readonly string[];
}

export const policies: readonly CataloguePolicy[] = [
  {
    id: 'integration',
    label: 'integration',
    help: 'Services that help settled immigrants to take part: language, jobs, schools, equal treatment.',
    direction: ls(1),
    conflict: assumed(0, 'states promote it themselves'),
    targetGroup: ls('settled immigrants'),
    buildsOn: assumed([]),
    excludes: assumed(['exclusion'], 'a city takes one side'),
    sources: ['LS', 'T'],
  },
  {
    id: 'welcoming',
    label: 'welcoming',
    help: 'Reception of newcomers: shelter, orientation, access to services. Scenarios that need no distinction use it for integration too.',
    direction: ls(1),
    conflict: assumed(0.1, 'seldom against the law, at times against the tone'),
    targetGroup: ls('asylum seekers and other newcomers'),
    buildsOn: assumed([]),
    excludes: assumed(['exclusion'], 'a city takes one side'),
    sources: ['LS'],
  },
  {
    id: 'sanctuary',
    label: 'sanctuary',
    help: 'Refusal to help with enforcement, and protection of residents without papers: no questions on status, municipal identity cards.',
    direction: ls(1),
    conflict: assumed(
      0.9,
      '[LS] has such policies in open contradiction with the national line; the number is ours',
    ),
    targetGroup: ls('residents without papers'),
    buildsOn: assumed(['welcoming'], 'a step further on the same road'),
    excludes: assumed(['exclusion'], 'a city takes one side'),
    sources: ['LS'],
  },
  {
    id: 'exclusion',
    label: 'exclusion',
    help: 'Restrictive ordinances: landlords or employers forbidden to deal with people without papers, help for enforcement, refusal to receive.',
    direction: ls(-1),
    conflict: assumed(0, 'it goes along with a hostile national line'),
    targetGroup: ls('immigrants, above all those without papers'),
    buildsOn: assumed([]),
    excludes: assumed(['integration', 'welcoming', 'sanctuary'], 'a city takes one side'),
    sources: ['LS', 'Walker and Leitner 2011', 'Varsanyi 2010'],
  },
];
