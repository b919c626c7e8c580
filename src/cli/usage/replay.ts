import type { Command } from 'commander';
import { filled, threads } from './options.js';

export function replay(program: Command): void {
  program
    .command('replay')
    .argument('<figure>', 'a figure of fastpolicy: .svg, .pdf, .png or .vl.json')
    .description('says which command a figure comes from, makes it again, and compares it')
    .option('--command', 'say the command, and make nothing')
    .option(
      '--folder <dir>',
      'the folder that it was drawn from (default: looked for near it, and in out/)',
      filled,
    )
    .option('--out <folder>', 'where to draw it (default: out/replay-FIGURE)', filled)
    .option('--threads <n>', 'threads (default: one a core)', threads)
    .option('--quiet', 'nothing but errors')
    .option('--json', 'what was found as JSON on standard output')
    .addHelpText(
      'after',
      `
Every figure carries the identity of the study it shows, and its command. Where the folder of that study is near, the
figure is drawn from it; otherwise the command is run first, into a new folder. Exit status 3: it did not come out the same.

Examples:
  fastpolicy replay out/eu-charter/figures/adoption.pdf
  fastpolicy replay figure-3.png --command`,
    )
    .action(async (figure, options) => {
      const { replay } = await import('../commands/replay.js');
      process.exitCode = await replay(figure, options);
    });
}
