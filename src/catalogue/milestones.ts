/**
 * Dated events around the policies: national and supranational turns, and what cities and networks did.
 *
 * They are no schedule to add up. A scenario writes national rows as levels or impulses of
 * `nations.….pressure`, whose sign is the opposite (+1 hostile). Rows of kind local and network are outcomes
 * and foundings: annotations on figures, never forcing. Strengths (-1 hostile … +1 open) are assumptions.
 */
import type { Evidence } from './evidence.js';

export const milestoneKinds = ['national', 'supranational', 'state', 'local', 'network', 'shock'] as const;
export type MilestoneKind = (typeof milestoneKinds)[number];

export interface Milestone {
  readonly year: number;
  /** ISO, where the day is known. */
  readonly date?: string;
  /** Country code, EU or international. */
  readonly where: string;
  readonly kind: MilestoneKind;
  /** In [-1 hostile, +1 open]; always an assumption. */
  readonly strength: number;
  /** For a figure: a few words. */
  readonly label: string;
  readonly event: string;
  readonly evidence: Evidence;
  readonly source?: string;
  readonly note?: string;
}

/** A row for a figure: a mark at a time, with its words. */
export interface MilestoneAnnotation {
  /** Decimal year. */
  readonly time: number;
  readonly label: string;
  readonly where: string;
  readonly kind: MilestoneKind;
  readonly strength: number;
  /** Whether it can stand behind a pressure schedule (national, supranational, state, shock). */
  readonly forcing: boolean;
}

const LS = { evidence: 'paper', source: 'LS' } as const;
const T = { evidence: 'paper', source: 'T' } as const;
const verified = (source: string): { readonly evidence: 'verified'; readonly source: string } => ({
  evidence: 'verified',
  source,
});

export const milestones: readonly Milestone[] = [
  {
    year: 1985,
    where: 'US',
    kind: 'local',
    strength: 0,
    label: 'first sanctuary city',
    event: 'San Francisco becomes the first sanctuary city',
    ...LS,
  },
  {
    year: 1985,
    where: 'US',
    kind: 'national',
    strength: -0.5,
    label: 'Central Americans refused',
    event: 'the Reagan administration does not recognise Central Americans as refugees',
    ...LS,
    note: 'early 1980s',
  },
  {
    year: 1986,
    where: 'EU',
    kind: 'network',
    strength: 0,
    label: 'EUROCITIES',
    event: 'six mayors found EUROCITIES',
    ...verified('encyclopaedia entry on Eurocities'),
  },
  {
    year: 1987,
    where: 'US',
    kind: 'state',
    strength: 0.3,
    label: 'Oregon limits enforcement',
    event: 'Oregon bars its police from immigration enforcement statewide',
    ...verified('collection of state laws (ORS 181A.820)'),
  },
  {
    year: 1992,
    where: 'EU',
    kind: 'supranational',
    strength: 0.3,
    label: 'Maastricht',
    event: 'the Maastricht treaty opens a political space for local authorities',
    ...LS,
  },
  {
    year: 1994,
    where: 'international',
    kind: 'network',
    strength: 0,
    label: 'cities of asylum',
    event: 'the parliament of writers starts its network of cities of asylum',
    ...verified('penopp.org'),
    note: '[LS] dates ICORN 1996',
  },
  {
    year: 1996,
    where: 'US',
    kind: 'national',
    strength: -0.6,
    label: 'IIRIRA',
    event:
      'immigration and welfare reform widen local responsibilities; agreements under 287(g) become possible',
    ...LS,
    note: 'mid-1990s in the paper; 287(g) recalled',
  },
  {
    year: 1999,
    where: 'GB',
    kind: 'national',
    strength: -0.4,
    label: 'dispersal act',
    event: 'the Immigration and Asylum Act disperses asylum seekers without choice, in force from 2000',
    ...verified('parliament.uk'),
  },
  {
    year: 2000,
    where: 'EU',
    kind: 'supranational',
    strength: 0.4,
    label: 'Lisbon strategy',
    event: 'the Lisbon strategy treats immigration as an economic asset',
    ...LS,
  },
  {
    year: 2001,
    where: 'US',
    kind: 'national',
    strength: -0.6,
    label: 'Patriot Act',
    event: 'the Patriot Act follows the attacks of September',
    ...LS,
  },
  {
    year: 2004,
    date: '2004-12-10',
    where: 'international',
    kind: 'network',
    strength: 0.2,
    label: 'coalitions against racism',
    event: 'UNESCO launches its coalition of cities against racism, the European one in Nuremberg',
    ...verified('eccar.info'),
  },
  {
    year: 2005,
    date: '2005-10-01',
    where: 'GB',
    kind: 'network',
    strength: 0.1,
    label: 'City of Sanctuary begins',
    event: 'the City of Sanctuary movement begins in Sheffield',
    ...verified('cityofsanctuary.org'),
  },
  {
    year: 2005,
    where: 'US',
    kind: 'national',
    strength: -0.6,
    label: 'reform fails, ordinances',
    event: 'federal reform begins to fail; localities answer with ordinances on both sides',
    ...LS,
    note: 'mid-2000s; about 370 localities (Walker and Leitner 2011)',
  },
  {
    year: 2006,
    where: 'GB',
    kind: 'network',
    strength: 0.1,
    label: 'City of Sanctuary (paper)',
    event: 'cities of sanctuary start in Sheffield, by the date of the paper',
    ...LS,
  },
  {
    year: 2006,
    where: 'EU',
    kind: 'network',
    strength: 0.1,
    label: 'CLIP, URBACT',
    event: 'CLIP starts; URBACT follows URBAN, with benchmarking in the place of money',
    ...LS,
  },
  {
    year: 2006,
    date: '2006-06-01',
    where: 'international',
    kind: 'network',
    strength: 0.1,
    label: 'ICORN',
    event: 'fifteen cities found ICORN in Stavanger',
    ...verified('penopp.org'),
  },
  {
    year: 2007,
    date: '2007-09-01',
    where: 'GB',
    kind: 'local',
    strength: 0.1,
    label: 'Sheffield designated',
    event: 'Sheffield is designated the first City of Sanctuary',
    ...verified('cityofsanctuary.org'),
  },
  {
    year: 2007,
    where: 'EU',
    kind: 'supranational',
    strength: 0.3,
    label: 'framework programme',
    event: 'the Union funds integration by its framework programme on solidarity and migration flows',
    ...LS,
  },
  {
    year: 2008,
    where: 'US',
    kind: 'national',
    strength: -0.6,
    label: 'Secure Communities',
    event: 'Secure Communities ties local arrests to enforcement, nationwide by 2013',
    evidence: 'verified',
    source: 'public record',
    note: 'its start; 2013 is recalled',
  },
  {
    year: 2008,
    where: 'international',
    kind: 'network',
    strength: 0.1,
    label: 'Intercultural Cities',
    event: 'the Council of Europe starts Intercultural Cities',
    evidence: 'recalled',
    note: 'the year',
  },
  {
    year: 2010,
    where: 'EU',
    kind: 'network',
    strength: 0.2,
    label: 'Integrating Cities Charter',
    event: 'EUROCITIES launches the Integrating Cities Charter; ARLEM is set up',
    ...T,
    note: 'ARLEM: LS',
  },
  {
    year: 2010,
    where: 'US',
    kind: 'state',
    strength: -0.5,
    label: 'Arizona SB 1070',
    event: 'Arizona makes its police check immigration status',
    ...verified('collection of state laws'),
    note: 'in part only',
  },
  {
    year: 2012,
    where: 'GB',
    kind: 'national',
    strength: -0.6,
    label: 'hostile environment',
    event: 'the government announces a hostile environment, made law in 2014 and 2016',
    evidence: 'recalled',
  },
  {
    year: 2013,
    where: 'US',
    kind: 'network',
    strength: 0.3,
    label: 'Welcoming Cities',
    event: 'Welcoming Cities starts with eighteen members',
    ...LS,
    note: 'members: welcomingamerica.org',
  },
  {
    year: 2013,
    where: 'US',
    kind: 'state',
    strength: 0.4,
    label: 'TRUST acts',
    event: 'Connecticut and California limit what their police do for enforcement',
    ...verified('collection of state laws'),
    note: 'Connecticut; California is recalled',
  },
  {
    year: 2013,
    where: 'FR',
    kind: 'local',
    strength: -0.3,
    label: 'Calais call',
    event: 'the city of Calais calls on inhabitants to report squats',
    ...LS,
  },
  {
    year: 2014,
    date: '2014-06-19',
    where: 'international',
    kind: 'network',
    strength: 0.2,
    label: 'Mayoral Forum',
    event: 'the Mayoral Forum meets for the first time, in Barcelona',
    ...verified('UNITAR'),
  },
  {
    year: 2014,
    date: '2014-11-20',
    where: 'US',
    kind: 'national',
    strength: 0.4,
    label: 'Secure Communities ends',
    event: 'Secure Communities gives way to a narrower programme',
    ...verified('public record'),
  },
  {
    year: 2015,
    where: 'EU',
    kind: 'shock',
    strength: 0,
    label: 'arrivals of 2015–16',
    event: 'many arrivals in 2015 and 2016; Arrival Cities and City-to-City start',
    ...LS,
  },
  {
    year: 2015,
    date: '2015-09-01',
    where: 'ES',
    kind: 'local',
    strength: 0.5,
    label: 'refuge cities',
    event: 'Barcelona calls for refuge cities; Madrid, Valencia, Zaragoza, A Coruña and Cádiz answer',
    ...verified('press reports'),
  },
  {
    year: 2015,
    where: 'international',
    kind: 'supranational',
    strength: 0.2,
    label: 'IOM on cities',
    event: 'the International Organization for Migration gives its yearly conference to cities',
    ...LS,
  },
  {
    year: 2015,
    where: 'CL',
    kind: 'national',
    strength: 0.3,
    label: 'Sello Migrante',
    event: 'Chile starts to certify municipalities with the Sello Migrante',
    ...verified('UN network on migration'),
  },
  {
    year: 2016,
    date: '2016-10-01',
    where: 'EU',
    kind: 'network',
    strength: 0.3,
    label: 'Solidarity Cities',
    event: 'Solidarity Cities, announced in April, starts in October',
    ...verified('EUROCITIES'),
  },
  {
    year: 2016,
    where: 'FR',
    kind: 'local',
    strength: -0.4,
    label: 'Calais camp cleared',
    event: 'the Calais camp is cleared; far-right mayors found Ma commune sans migrants',
    ...LS,
    note: 'press reports agree',
  },
  {
    year: 2016,
    date: '2016-06-30',
    where: 'US',
    kind: 'national',
    strength: 0.2,
    label: 'White House honours',
    event: 'the White House honours more than fifty welcoming communities',
    ...verified('welcomingamerica.org'),
  },
  {
    year: 2017,
    date: '2017-01-25',
    where: 'US',
    kind: 'national',
    strength: -0.9,
    label: 'order against sanctuary',
    event:
      'an order threatens the funds of sanctuary cities (courts stop it in April and November) and restarts Secure Communities',
    ...verified('public record'),
  },
  {
    year: 2017,
    date: '2017-09-01',
    where: 'US',
    kind: 'state',
    strength: -0.6,
    label: 'Texas SB 4',
    event: 'Texas forbids sanctuary policies',
    ...verified('collection of state laws'),
  },
  {
    year: 2017,
    where: 'US',
    kind: 'local',
    strength: 0.6,
    label: '410 localities strengthen',
    event:
      '410 localities strengthen their sanctuary policies in the year; 735 counties refuse to hold people',
    ...verified('ilrc.org'),
  },
  {
    year: 2017,
    date: '2017-09-01',
    where: 'BE',
    kind: 'network',
    strength: 0.4,
    label: 'communes hospitalières',
    event: 'the campaign for communes hospitalières wins 54 in nine months',
    ...verified('cncd.be'),
  },
  {
    year: 2018,
    date: '2018-01-01',
    where: 'US',
    kind: 'state',
    strength: 0.5,
    label: 'California SB 54',
    event: 'California becomes a sanctuary state',
    ...verified('collection of state laws'),
  },
  {
    year: 2018,
    date: '2018-06-10',
    where: 'IT',
    kind: 'national',
    strength: -0.9,
    label: 'ports closed, decree',
    event: 'Italy closes its ports in June; the security decree becomes law at the end of November',
    ...verified('press reports'),
    note: 'the day in June is recalled',
  },
  {
    year: 2018,
    date: '2018-06-30',
    where: 'DE',
    kind: 'network',
    strength: 0.5,
    label: 'Seebrücke',
    event: 'Seebrücke is founded after a rescue ship was kept at sea; first safe harbours in autumn',
    ...verified('seebruecke.org'),
  },
  {
    year: 2018,
    date: '2018-09-26',
    where: 'FR',
    kind: 'network',
    strength: 0.4,
    label: 'ANVITA',
    event: 'nine cities found ANVITA',
    ...verified('anvita.fr'),
  },
  {
    year: 2018,
    date: '2018-12-10',
    where: 'international',
    kind: 'supranational',
    strength: 0.4,
    label: 'Global Compact',
    event: 'the Global Compact for Migration is adopted in Marrakech; the Mayors Mechanism begins',
    ...verified('public record'),
  },
  {
    year: 2019,
    date: '2019-01-02',
    where: 'IT',
    kind: 'local',
    strength: 0.5,
    label: "mayors' revolt",
    event: 'the mayors of Palermo, Naples, Florence and Parma suspend parts of the decree',
    ...verified('press reports'),
  },
  {
    year: 2019,
    date: '2019-06-14',
    where: 'DE',
    kind: 'network',
    strength: 0.3,
    label: 'alliance of safe harbours',
    event: 'thirteen cities form the alliance Cities of Safe Harbours',
    ...verified('potsdam.de'),
  },
  {
    year: 2020,
    where: 'US',
    kind: 'network',
    strength: 0,
    label: 'Welcoming Cities: 93',
    event: 'Welcoming Cities counts 93 members',
    ...LS,
  },
  {
    year: 2020,
    where: 'EU',
    kind: 'network',
    strength: 0,
    label: 'Charter: 39',
    event: 'the Integrating Cities Charter counts 39 signatories',
    ...T,
  },
  {
    year: 2021,
    date: '2021-01-20',
    where: 'US',
    kind: 'national',
    strength: 0.9,
    label: 'order rescinded',
    event: 'the order against sanctuary cities is withdrawn',
    ...verified('public record'),
  },
  {
    year: 2025,
    where: 'US',
    kind: 'national',
    strength: -1,
    label: '287(g) surge',
    event:
      'agreements on local enforcement surge: 694 of those in force in July were signed in 2025, 135 in 2019 and 2020',
    ...verified('list of agreements of July 2025'),
  },
];

const forcingKinds: readonly MilestoneKind[] = ['national', 'supranational', 'state', 'shock'];

/** Year + (day of year - 1) / days of the year; a bare year is its 1 January. */
export function milestoneTime({ year, date }: Milestone): number {
  if (!date) return year;
  const start = Date.UTC(year, 0, 1);
  return year + (Date.parse(date) - start) / (Date.UTC(year + 1, 0, 1) - start);
}

/** Rows that a figure can draw as marks, in order of time; from is included, to is not. */
export function milestoneAnnotations({
  from = -Infinity,
  to = Infinity,
  where,
  kinds,
}: {
  readonly from?: number;
  readonly to?: number;
  /** Countries, EU, international; left out: everywhere. */
  readonly where?: readonly string[];
  readonly kinds?: readonly MilestoneKind[];
} = {}): readonly MilestoneAnnotation[] {
  return milestones
    .map((milestone) => ({
      time: milestoneTime(milestone),
      label: milestone.label,
      where: milestone.where,
      kind: milestone.kind,
      strength: milestone.strength,
      forcing: forcingKinds.includes(milestone.kind),
    }))
    .filter(
      (row) =>
        row.time >= from &&
        row.time < to &&
        (!where || where.includes(row.where)) &&
        (!kinds || kinds.includes(row.kind)),
    )
    .sort((a, b) => a.time - b.time);
}
