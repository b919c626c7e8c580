/** What the options of commands are made of. */
import { type Command, InvalidArgumentError, Option } from 'commander';

export const MOST_REPLICATES = 10_000_000;
const MOST_THREADS = 256;

export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** An option that says one thing: given twice it is refused with these words, and not silently the last that counts. */
export function once(option: Option, advice: string): Option {
  const parse = option.parseArg;
  return option.argParser<string>((text, before) => {
    if (before !== undefined) throw new InvalidArgumentError(`It was given before, as ${before}; ${advice}.`);
    return parse === undefined ? text : (parse(text, before as never) as string);
  });
}

export const filled = (text: string): string => {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('Expected some text.');
};

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };

export const finite = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a number.');
};

export const positive = (text: string): number => {
  const value = finite(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('Expected a number above 0.');
};

export const threads = wholeNumber(0, MOST_THREADS);

/** Some of a few words, by commas. */
export const someOf =
  <Word extends string>(known: readonly Word[]) =>
  (text: string): Word[] => {
    const wanted = text.split(',').map((word) => word.trim());
    const wrong = wanted.find((word) => !(known as readonly string[]).includes(word));
    if (wrong === undefined) return wanted as Word[];
    throw new InvalidArgumentError(
      `Expected some of ${known.join(', ')}, separated by commas, found '${wrong}'.`,
    );
  };

/** i/n, i from 1; as an index from 0. */
export const shard = (text: string): { readonly index: number; readonly count: number } => {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index: index - 1, count };
  throw new InvalidArgumentError('Expected i/n with i from 1 to n, such as 1/8.');
};

/** `tables`: what is written as Parquet beside its CSV. */
export const tableFormat = (tables: string): Option =>
  new Option('--format <format>', `parquet: ${tables} too`).choices(['csv', 'parquet']);

/** Options that change a scenario. */
export const scenarioOptions = (command: Command): Command =>
  command
    .option('--set <path=value>', 'override a value of the scenario; repeatable', collect)
    .option('--replicates <n>', 'how often the scenario is simulated', wholeNumber(1, MOST_REPLICATES))
    .option('--seed <text>', 'seed of all random draws', filled);
