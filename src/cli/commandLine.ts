/** The command line as it was typed, for manifests and advice. */
import { basename } from 'node:path';

/** A word as a shell takes it: one with blanks or signs is quoted. */
export const shellWord = (word: string): string =>
  /^[\w./=:,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** The words of a line that shellWord made. */
export function commandWords(line: string): string[] {
  const words = line.match(/(?:'[^']*'|\\'|[^\s'\\])+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|\\'/g, (_, quoted) => quoted ?? "'"));
}

/** How the tool was called: advice must be typed the same way. */
const called = process.env['npm_command'] === 'exec' ? 'npx fastpolicy' : 'fastpolicy';

/** As it was typed, quoted so that a shell takes it again. */
export const commandLine = (): string => [called, ...process.argv.slice(2).map(shellWord)].join(' ');

/** Options that change no result, and those of them that have a value. */
const PLAIN = ['--quiet', '--json', '--force', '--resume', '--no-figures'];
const VALUED = ['--out', '--threads', '--shard', '--format'];

/**
 * The same command without what changes no result, and files by their names alone, as what else is `named`: figures carry
 * it.
 */
export function remakeCommand(named: readonly string[] = []): string {
  const kept: string[] = [];
  const words = process.argv.slice(2);
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (PLAIN.includes(word) || VALUED.some((option) => word.startsWith(`${option}=`))) continue;
    if (VALUED.includes(word)) i++;
    else {
      const isFile = /\.(ya?ml|json)$/.test(word) && !word.includes('=');
      kept.push(isFile || named.includes(word) ? basename(word) : word);
    }
  }
  return ['fastpolicy', ...kept.map(shellWord)].join(' ');
}

/** The same command, to go on with what was interrupted. */
export const resumeCommand = (): string => {
  const line = commandLine().replace(/ --force\b/, '');
  return line.includes(' --resume') ? line : `${line} --resume`;
};
