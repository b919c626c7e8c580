import { type Command, InvalidArgumentError, Option } from 'commander';
import { filled, someOf } from './options.js';

/** Widths by name, in mm; of figures.theme, which takes long to load. */
const WIDTHS: { readonly [name: string]: number } = { single: 89, 'one-and-a-half': 120, double: 183 };
const LEAST_MM = 60;
const MOST_MM = 400;
const LEAST_DPI = 50;
const MOST_DPI = 1200;

const width = (text: string): number => {
  const value = WIDTHS[text] ?? Number(text);
  if (text.trim() !== '' && value >= LEAST_MM && value <= MOST_MM) return value;
  throw new InvalidArgumentError(
    `Expected ${Object.keys(WIDTHS).join(', ')}, or millimetres from ${LEAST_MM} to ${MOST_MM}.`,
  );
};

const dots = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && value >= LEAST_DPI && value <= MOST_DPI) return value;
  throw new InvalidArgumentError(`Expected dots per inch from ${LEAST_DPI} to ${MOST_DPI}.`);
};

export function plot(program: Command): void {
  program
    .command('plot')
    .argument('<dir>', 'the folder of a finished run, compare, sweep, test, attribute, identify or eha')
    .argument('[figure...]', 'kinds of figures, or names of single ones (default: every kind that it has)')
    .description('draws the figures of a finished folder: more kinds, other looks')
    .option('--list', 'the kinds of figures of this folder, and what each answers; draws nothing')
    .addOption(
      new Option('--theme <name>', 'the look').choices(['journal', 'slides', 'dark']).default('journal'),
    )
    .option('--width <width>', 'of all figures: single, one-and-a-half, double, or millimetres', width)
    .option('--dpi <n>', 'dots per inch of PNGs, at the width of the figure (default: 300)', dots)
    .addOption(new Option('--face <name>', 'the typeface').choices(['sans', 'serif']).default('sans'))
    .addOption(new Option('--palette <name>', 'the colours').choices(['colour', 'grey']).default('colour'))
    .addOption(
      new Option('--language <code>', 'of the words in the figures')
        .choices(['en', 'de', 'fr', 'es'])
        .default('en'),
    )
    .option('--format <formats>', 'svg, pdf, png, by commas (default: all)', someOf(['svg', 'pdf', 'png']))
    .option('--out <folder>', "where to draw (default: the folder's own figures)", filled)
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the figures as JSON on standard output')
    .addHelpText(
      'after',
      `
Beside each figure stand its data (.csv) and its specification (.vl.json), and in captions.md what it shows, in words.
Of eha beside a run, whose folder has figures of its own, the eha.json is to be named.

Examples:
  fastpolicy plot out/eu-charter --list
  fastpolicy plot out/eu-charter
  fastpolicy plot out/eu-charter adoption map --width single --face serif --palette grey
  fastpolicy plot out/eu-charter survival --theme dark --format png --out slides
  fastpolicy plot out/eu-charter/eha.json --palette grey`,
    )
    .action(async (folder, figures, options) => {
      const { plot } = await import('../commands/plot.js');
      process.exitCode = await plot(folder, figures, options);
    });
}
