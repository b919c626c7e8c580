/** What a report is about: a folder of results, read once for all sections. */

import type { Study } from '../experiment/study.js';
import type { Manifest } from '../io/manifest.js';
import type { PaperTable } from '../io/paperTable.js';

export type ReportTable = Pick<PaperTable, 'caption' | 'head' | 'body' | 'notes'> & {
  /** Set left, as texts are. Default: numbers, set right. */
  readonly texts?: boolean;
};

/** A sentence about what its name stands for. */
export interface Finding {
  readonly of: string;
  readonly says: string;
}

/** What the results say, from whichever command they came. */
export interface Results {
  readonly name: string;
  readonly why: string;
  readonly source: string;
  /** What was done, by name: in the order in which it is read. */
  readonly design: readonly (readonly [name: string, value: string])[];
  /** What was claimed or varied, where that is stated beforehand. */
  readonly asked: readonly ReportTable[];
  /** Groups of sentences; a heading where there are several. */
  readonly findings: readonly { readonly heading: string; readonly sentences: readonly Finding[] }[];
  readonly tables: readonly ReportTable[];
  /** What a reader must know of the numbers. */
  readonly notes: readonly string[];
  /** Scenarios, the baseline first. */
  readonly studies: readonly Study[];
  /** Indices of those that were held against each other. */
  readonly pairs: readonly (readonly [a: number, b: number])[];
}

/** A figure of the folder. */
export interface ReportFigure {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly alternative: string;
  readonly svg: string;
  readonly spec: { readonly [key: string]: unknown } | null;
  /** NAME.csv; empty: there is none. */
  readonly csv: Uint8Array;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly [column: string]: string }[];
}

export interface ReportSubject {
  /** What kind of results: 'Run of a scenario'. */
  readonly kind: string;
  readonly identity: string;
  /** Version of the tool that made them. */
  readonly toolVersion: string;
  /** Null: results of eha, of which nothing keeps checksums. */
  readonly manifest: Manifest | null;
  /** Where results without a manifest come from, by name. */
  readonly origin: readonly (readonly [name: string, value: string])[];
  readonly results: Results;
  readonly figures: readonly ReportFigure[];
  /** Files of the manifest that are gone or have other bytes now. */
  readonly changed: readonly string[];
}

/** One with a manifest. */
export interface FolderSubject extends ReportSubject {
  readonly manifest: Manifest;
}
