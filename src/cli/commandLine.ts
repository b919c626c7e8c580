/** The command line as it was typed, for manifests and advice. */

/** A word as a shell takes it: one with blanks or signs is quoted. */
export const shellWord = (word: string): string =>
  /^[\w./=:,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

export const commandLine = (): string => ['fastpolicy', ...process.argv.slice(2).map(shellWord)].join(' ');
