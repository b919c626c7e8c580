import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Topology } from 'topojson-specification';
import type { Atlas } from './outlines.js';

const { resolve } = createRequire(import.meta.url);
const read = (path: string): Topology => JSON.parse(readFileSync(resolve(path), 'utf8')) as Topology;
let atlas: Atlas | undefined;

/** The outlines that ship with the tool (Natural Earth by world-atlas, US Census by us-atlas); read once. */
export function readAtlas(): Atlas {
  atlas ??= { countries: read('world-atlas/countries-50m.json'), states: read('us-atlas/states-10m.json') };
  return atlas;
}
