/**
 * The grammar of outcomes:
 *
 *     outcome = measure [":" subject ["." stage]] ["/" group] ["@" time]
 *
 * The same text serves observe, experiments, hypotheses and compare.
 */
import { decimalYear } from '../model/time.js';
import { listNames, nearestName } from './nearestName.js';
import type { Beside, MeasureDeclaration } from './registry.js';

/** Of a policy declared and implemented; of a network, members and active ones. */
const stages = ['declared', 'implemented', 'active'] as const;
export type OutcomeStage = (typeof stages)[number];

/** Subjects that stand for several policies. */
export const policySets = ['inclusive', 'exclusionary', 'any'] as const;

export interface Outcome {
  readonly measure: string;
  /** A policy or network, inclusive, exclusionary or any; null: the measure has none. */
  readonly subject: string | null;
  readonly stage: OutcomeStage;
  /** `all`, or the name of a group. */
  readonly group: string;
  /** Decimal year. */
  readonly time: number | 'end';
  /** Whether it reads columns that move (orientation, designs, outcomes). */
  readonly moving: boolean;
  /** Name of its column. */
  readonly column: string;
  /** As written, without the alias. */
  readonly text: string;
}

/** What outcomes may name. */
export interface OutcomeNames {
  readonly measures: readonly MeasureDeclaration[];
  readonly policies: readonly string[];
  readonly networks: readonly string[];
  readonly groups: readonly string[];
  /** True where further groups come from data (observe.by country or region). */
  readonly openGroups: boolean;
  readonly time: { readonly start: number; readonly end: number } | null;
}

/** Why a text is no outcome. */
export interface OutcomeFault {
  readonly message: string;
  readonly expected: string;
  readonly suggestion?: string;
}

const form = 'measure[:subject[.stage]][/group][@time]';
const pattern = /^([\p{L}\p{N}_-]+)(?::([^:./@]+)(?:\.([^:./@]+))?)?(?:\/([^/@]+))?(?:@(.+))?$/u;

/** Name of the column beside another. */
export const besideColumn = (beside: Beside, column: string): string => `${beside}_${column}`;

/** The column beside that of an outcome; null: there is none. */
export function columnBeside(measure: string, column: string, { measures }: OutcomeNames): string | null {
  const beside = measures.find(({ id }) => id === measure)?.beside ?? null;
  return beside && besideColumn(beside, column);
}

/** Name of a column: runs of characters other than letters and digits become `_`. */
export const columnOf = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '_');

/** Reads an outcome; `alias`, if there is one, is its column. */
export function readOutcome(
  text: string,
  names: OutcomeNames,
  alias: string | null = null,
): { outcome: Outcome } | { fault: OutcomeFault } {
  const written = text.trim();
  const parts = pattern.exec(written);
  if (parts === null) return { fault: { message: `'${text}' is not of the form ${form}`, expected: form } };
  const [, measure, subjectText, stageText, group = 'all', timeText = 'end'] = parts;

  const declared = names.measures.find(({ id }) => id === measure);
  if (declared === undefined && [...names.policies, ...names.networks].includes(measure)) {
    const noun = names.networks.includes(measure) ? 'network' : 'policy';
    const example = `${noun === 'network' ? 'members' : 'share'}:${measure}`;
    return {
      fault: {
        message: `'${measure}' is a ${noun}, of which an outcome says what is measured: ${example}`,
        expected: form,
        suggestion: example,
      },
    };
  }
  if (declared === undefined)
    return unknown(
      'measure',
      measure,
      names.measures.map(({ id }) => id),
    );

  const subject = readSubject(declared, subjectText, names);
  if (typeof subject === 'object' && subject !== null) return { fault: subject };

  const stage = stageText ?? 'declared';
  if (!stages.includes(stage as OutcomeStage)) return unknown('stage', stage, stages);
  const ofNetwork = names.networks.includes(subject ?? '');
  if (stageText !== undefined && ofNetwork !== (stage === 'active')) {
    const message = ofNetwork
      ? `${subject} is a network: its members are active, or they are not`
      : `${subject} is a policy: it is declared or implemented`;
    const expected = ofNetwork
      ? `${measure}:${subject} or ${measure}:${subject}.active`
      : `${measure}:${subject}.implemented`;
    return { fault: { message, expected } };
  }

  // A country may be near to the name of a group (DE, de): with open groups only the world can tell.
  if (group !== 'all' && !names.groups.includes(group) && !names.openGroups)
    return unknown('group', group, ['all', ...names.groups]);

  const time = timeText === 'end' ? 'end' : readTimeText(timeText);
  if (time === null)
    return {
      fault: {
        message: `'${timeText}' is no time`,
        expected: 'a decimal year, a date such as 2017-01-25, or end',
        ...(nearestName(timeText, ['end']) === undefined ? {} : { suggestion: 'end' }),
      },
    };
  if (time !== 'end' && names.time !== null && (time < names.time.start || time > names.time.end))
    return {
      fault: {
        message: `${timeText} is outside the run, which goes from ${names.time.start} to ${names.time.end}`,
        expected: `a time from ${names.time.start} to ${names.time.end}`,
      },
    };
  const column = alias ?? columnOf(written);
  return {
    outcome: {
      measure,
      subject,
      stage: stage as OutcomeStage,
      group,
      time,
      moving: declared.moving ?? false,
      column,
      text: written,
    },
  };
}

const unknown = (noun: string, name: string, known: readonly string[]): { readonly fault: OutcomeFault } => {
  const suggestion = nearestName(name, known);
  const among = known.length === 0 ? 'there are none' : `known are ${listNames(known)}`;
  return {
    fault: {
      message: `unknown ${noun} '${name}'${suggestion === undefined ? `; ${among}` : ''}`,
      expected: `a ${noun}: ${listNames(known)}`,
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  };
};

/** The subject, with its default, or what is wrong with it. */
function readSubject(
  measure: MeasureDeclaration,
  text: string | undefined,
  { policies, networks }: OutcomeNames,
): string | null | OutcomeFault {
  const { id } = measure;
  if (measure.subject === 'none')
    return text === undefined
      ? null
      : { message: `${id} has no subject`, expected: `${id} without ':${text}'` };
  if (text === undefined) {
    if (measure.subject !== 'network') return 'any';
    return { message: `${id} needs a network: ${id}:NETWORK`, expected: `one of ${listNames(networks)}` };
  }
  const allowed = [
    ...(measure.subject === 'network' ? [] : [...policies, ...policySets]),
    ...(measure.subject === 'policy' ? [] : networks),
  ];
  if (allowed.includes(text)) return text;
  if (policies.includes(text) || (policySets as readonly string[]).includes(text))
    return {
      message: `${id} is a measure of networks; ${text} is none`,
      expected: `one of ${listNames(networks)}`,
    };
  if (networks.includes(text))
    return {
      message: `${id} is a measure of policies; ${text} is a network`,
      expected: `one of ${listNames(allowed)}`,
    };
  const noun = measure.subject === 'either' ? 'policy or network' : measure.subject;
  return unknown(noun, text, allowed).fault;
}

function readTimeText(text: string): number | null {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return decimalYear(text);
}

/** Characters of a column name that Stata keeps. */
const columnLength = 32;

/** Columns of runs.csv that are there already. */
const takenColumns = ['scenario', 'replicate', 'seed', 'point'];

/** An outcome as a column. */
export interface OutcomeColumn extends Pick<Outcome, 'column' | 'text'> {
  readonly alias: boolean;
  /** The column beside it, if there is one. */
  readonly beside?: string | null;
}

/** What is wrong with the columns of a list of outcomes, by index: taken, too alike, or no name. */
export function columnFaults(outcomes: readonly OutcomeColumn[]): Map<number, OutcomeFault> {
  const faults = new Map<number, OutcomeFault>();
  const first = new Map<string, string>();
  const besides = new Map(outcomes.flatMap(({ beside, text }) => (beside ? [[beside, text]] : [])));
  outcomes.forEach(({ column, text, alias, beside }, i) => {
    const short = column.slice(0, columnLength);
    const other = first.get(short);
    const shortBeside = beside?.slice(0, columnLength);
    const otherBeside = shortBeside === undefined ? undefined : first.get(shortBeside);
    if (alias && !/^\p{L}[\p{L}\p{N}_]*$/u.test(column))
      faults.set(i, {
        message: `'${column}' cannot be the name of a column`,
        expected: 'letters, digits and _, a letter first',
      });
    else if (takenColumns.includes(column))
      faults.set(i, { message: `the column ${column} is there already`, expected: 'another alias' });
    else if (besides.has(column))
      faults.set(i, {
        message: `the column ${column} is there already, beside '${besides.get(column)}'`,
        expected: 'another alias',
      });
    else if (other !== undefined)
      faults.set(i, {
        message: `the first ${columnLength} characters of its column are those of '${other}' (${short}); give it an alias: {alias: ${text}}`,
        expected: `a column that differs in its first ${columnLength} characters`,
      });
    else if (otherBeside !== undefined)
      faults.set(i, {
        message: `the first ${columnLength} characters of the column beside it are those of '${otherBeside}' (${shortBeside}); give it a short alias: {alias: ${text}}`,
        expected: `a column that differs in its first ${columnLength} characters`,
      });
    else {
      first.set(short, text);
      if (shortBeside !== undefined) first.set(shortBeside, text);
    }
  });
  return faults;
}
