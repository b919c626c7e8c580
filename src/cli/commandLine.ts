/** The command line as it was typed, for manifests and advice. */

/** A word as a shell takes it: one with blanks or signs is quoted. */
export const shellWord = (word: string): string =>
  /^[\w./=:,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** How the tool was called: advice must be typed the same way. */
const called = process.env['npm_command'] === 'exec' ? 'npx fastpolicy' : 'fastpolicy';

export const commandLine = (): string => [called, ...process.argv.slice(2).map(shellWord)].join(' ');

/** The same command, to go on with what was interrupted. */
export const resumeCommand = (): string => {
  const line = commandLine().replace(/ --force\b/, '');
  return line.includes(' --resume') ? line : `${line} --resume`;
};
