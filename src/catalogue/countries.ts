/**
 * Sets of countries (ISO 3166-1 alpha-2) from which a network draws its members. Sets are political, and
 * change with time: each says what it stands for. `codes: null` is the world.
 */
export interface CountrySet {
  readonly name: string;
  readonly codes: readonly string[] | null;
}

const list = (codes: string): readonly string[] => codes.split(' ');

const countrySet = (name: string, codes: string): CountrySet => ({ name, codes: list(codes) });

/** The European Union in the years of the papers: with the United Kingdom, which left in 2020. */
export const europeanUnion = countrySet(
  'European Union with the United Kingdom',
  'AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK',
);

/** The Union and its associated neighbours in city networks. */
export const europe: CountrySet = {
  name: 'European Union, United Kingdom, Norway, Switzerland, Iceland',
  codes: [...europeanUnion.codes!, ...list('CH IS NO')],
};

/** Members of the Council of Europe (without Russia, out since 2022). */
export const councilOfEurope: CountrySet = {
  name: 'members of the Council of Europe',
  codes: [...europe.codes!, ...list('AD AL AM AZ BA GE LI MC MD ME MK RS SM TR UA')],
};

/** Southern and eastern shores of the Mediterranean, Jordan and Mauritania with them. */
const southernMediterranean = list('DZ EG IL JO LB LY MA MR PS TN TR');

export const euroMediterranean: CountrySet = {
  name: 'European Union and the southern and eastern Mediterranean',
  codes: [...europeanUnion.codes!, ...southernMediterranean],
};

export const africa = countrySet(
  'Africa',
  'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ ' +
    'NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW',
);

export const africaAndEurope: CountrySet = {
  name: 'Africa and Europe',
  codes: [...europe.codes!, ...africa.codes!],
};

/** Full and associate members of Mercosur. */
export const mercosur = countrySet('Mercosur and its associates', 'AR BO BR CL CO EC GY PE PY SR UY VE');

/** Where refugees from Syria are hosted. */
export const middleEast = countrySet('Middle East', 'EG IQ JO LB TR');

export const unitedStates = countrySet('United States', 'US');
export const britainAndIreland = countrySet('United Kingdom and Ireland', 'GB IE');
export const britain = countrySet('United Kingdom', 'GB');
export const germany = countrySet('Germany', 'DE');
export const belgium = countrySet('Belgium', 'BE');
export const france = countrySet('France', 'FR');
export const italy = countrySet('Italy', 'IT');
export const chile = countrySet('Chile', 'CL');
export const world: CountrySet = { name: 'the world', codes: null };
