/**
 * Where a value of the catalogue comes from. Every value carries one of these words:
 *
 *     paper       one of the two papers says so: LS = Lacroix and Spencer 2022, T = Teixeira 2020
 *     verified    another source agrees with the paper, or corrects it
 *     recalled    general knowledge that nobody has looked up: unverified
 *     assumption  ours: a judgement or a rule (assumptions.ts), there so that the network can be simulated
 */
export const evidences = ['paper', 'verified', 'recalled', 'assumption'] as const;

export type Evidence = (typeof evidences)[number];

/** Keys of the sources that entries cite. */
export const sources = {
  LS: 'Lacroix, T. and Spencer, S. 2022. City networks and the multi-level governance of migration. Global Networks 22(3), 349-362. doi 10.1111/glob.12381',
  T: 'Teixeira, C. P. 2020. Networked technopolitics: immigrant integration as city-branding. Cosmopolitan Civil Societies 12(1), 67-82. doi 10.5130/ccs.v12.i1.6966',
} as const;

export interface Sourced<Value> {
  readonly value: Value;
  readonly evidence: Evidence;
  /** A key of `sources` or the name of another source; not needed for what is recalled or assumed. */
  readonly source?: string;
  readonly note?: string;
  /** What other sources say; nothing is dropped because it differs. */
  readonly alternatives?: readonly Omit<Sourced<Value>, 'alternatives'>[];
}

/** Said by Lacroix and Spencer 2022. */
export const ls = <Value>(value: Value, note?: string): Sourced<Value> => ({
  value,
  evidence: 'paper',
  source: 'LS',
  ...(note && { note }),
});

/** Said by Teixeira 2020. */
export const teixeira = <Value>(value: Value, note?: string): Sourced<Value> => ({
  value,
  evidence: 'paper',
  source: 'T',
  ...(note && { note }),
});

export const verified = <Value>(value: Value, source: string, note?: string): Sourced<Value> => ({
  value,
  evidence: 'verified',
  source,
  ...(note && { note }),
});

export const recalled = <Value>(value: Value, note?: string): Sourced<Value> => ({
  value,
  evidence: 'recalled',
  ...(note && { note }),
});

export const assumed = <Value>(value: Value, note?: string): Sourced<Value> => ({
  value,
  evidence: 'assumption',
  ...(note && { note }),
});
