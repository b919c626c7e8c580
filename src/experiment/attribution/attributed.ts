/** What an attribution found, from the tables of its folder. */
import { join } from 'node:path';
import { readTableFile } from '../../io/csv.js';
import { eachRow } from '../../io/eachRow.js';
import { type Attribution, COURSE } from './prepareAttribution.js';
import { type DirectEffect, type DirectRow, directEffects, type Shares, sharesOf } from './shares.js';

export interface Attributed {
  readonly shares: Shares;
  /** At each time of the course. */
  readonly course: readonly { readonly time: number; readonly shares: Shares }[];
  /** Mean contribution of each mechanism to the log-hazard at the moment of adoption, and the adoptions. */
  readonly contributions: readonly { readonly mechanism: string; readonly mean: number }[];
  readonly adoptions: number;
  /** Of the adoptions, those that are the first of a city and policy in a replicate; the others follow a repeal. */
  readonly firstAdoptions: number;
  /** By mechanism; empty where none were asked for. */
  readonly direct: readonly DirectEffect[];
}

/** Everything that follows from the tables of a folder. */
export function attributed(attribution: Attribution, folder: string): Attributed {
  const { variants, times, mechanisms } = attribution;
  const { header, rows } = readTableFile(join(folder, 'runs.csv'));
  const valuesOf = (column: string): number[][] => {
    const at = header.indexOf(column);
    const values: number[][] = variants.map(() => []);
    for (const { cells: row } of rows) values[Number(row[0])].push(row[at] === '' ? NaN : Number(row[at]));
    return values;
  };
  const sums = mechanisms.map(() => 0);
  let adoptions = 0;
  const adopters = new Set<string>();
  eachRow(join(folder, 'adoptions.csv'), ['replicate', 'city', 'policy', ...mechanisms], (row) => {
    adoptions++;
    adopters.add(JSON.stringify(row.slice(0, 3)));
    mechanisms.forEach((_, m) => {
      sums[m] += Number(row[3 + m]);
    });
  });
  return {
    shares: sharesOf(attribution, valuesOf('outcome')),
    course: times.map((time, k) => ({ time, shares: sharesOf(attribution, valuesOf(`${COURSE}${k + 1}`)) })),
    contributions: mechanisms.map((mechanism, m) => ({
      mechanism,
      mean: adoptions === 0 ? NaN : sums[m] / adoptions,
    })),
    adoptions,
    firstAdoptions: adopters.size,
    direct:
      attribution.plan.direct > 0 ? directEffects(mechanisms, readDirect(join(folder, 'direct.csv'))) : [],
  };
}

function readDirect(file: string): DirectRow[] {
  return readTableFile(file).rows.map(({ cells: [mechanism, replicate, , asIs, exempt, without] }) => ({
    mechanism,
    replicate: Number(replicate),
    asIs: Number(asIs),
    exempt: Number(exempt),
    without: Number(without),
  }));
}
