/** fastpolicy replay FIGURE */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { openFolder } from '../../experiment/drawing/openFolder.js';
import { redraw } from '../../experiment/drawing/redraw.js';
import {
  type CarriedFigure,
  carriedBy,
  fileNear,
  folderNear,
  identityAt,
} from '../../experiment/drawing/replay.js';
import { isFolderKind } from '../../experiment/finishedManifest.js';
import { shippedScenarios } from '../../io/shippedScenarios.js';
import { errorColors, outColors } from '../colors.js';
import { commandWords } from '../commandLine.js';
import { UsageError } from '../errors.js';
import { folderFault } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { teller } from '../underway.js';

interface ReplayOptions {
  readonly command?: boolean;
  readonly folder?: string;
  readonly out?: string;
  readonly threads?: number;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

const DOES_NOT_HOLD = 3;
/** Options that would let a figure write where it likes. */
const FORBIDDEN = ['--out', '--force', '--threads', '--resume', '--shard'];

export async function replay(figure: string, options: ReplayOptions): Promise<number> {
  const { quiet = false, json = false } = options;
  const { say, note } = teller(options);
  const carried = carriedBy(figure);
  const { identity, command, kind, name, options: look } = carried;
  if (options.command) {
    if (json) printJson({ identity, command, kind, figure: name, look });
    else process.stdout.write(`${told(carried)}\n`);
    return 0;
  }
  say(told(carried));
  const out = options.out ?? join('out', `replay-${name}`);
  const fault = folderFault(out);
  if (fault !== null) throw new UsageError(`${out}: ${fault}; name another folder with --out`);
  let folder = options.folder ?? folderNear(figure, identity);
  if (folder === null) {
    folder = join(out, 'study');
    note(`no folder of this study is near; the command is run into ${folder}`);
    const status = await runAgain(carried, figure, folder, options.threads, quiet || json);
    if (status !== 0) return status;
  }
  const found = identityAt(folder);
  if (found !== identity) {
    const why =
      found === undefined
        ? `${folder} has no manifest`
        : `${folder} is another study (${found.slice(0, 12)}… and not ${identity.slice(0, 12)}…): the scenario, its inputs or the tool have changed`;
    process.stderr.write(`${errorColors.red(why)}\n`);
    return DOES_NOT_HOLD;
  }
  const open = await openFolder(folder);
  await redraw(open, {
    figures: [name],
    look: carried.look,
    formats: carried.formats,
    out,
    say: note,
  });
  const made = join(out, `${name}.${carried.ending}`);
  const same = readFileSync(figure).equals(readFileSync(made));
  if (json) printJson({ identity, command, kind, figure: name, look, folder, made, same });
  else {
    const from = relative('.', folder) || folder;
    if (same) say(`${outColors.green('the same')}: ${made}, drawn from ${from}, has the same bytes`);
    else
      process.stdout.write(
        `${outColors.red('not the same')}: ${made}, drawn from ${from}, has other bytes (another platform or version, or the figure was changed)\n`,
      );
  }
  return same ? 0 : DOES_NOT_HOLD;
}

function told({ identity, command, name, options }: CarriedFigure): string {
  const look = options === '' ? '' : ` ${options}`;
  return [
    `  identity  ${identity}`,
    `  command   ${command || 'none is carried'}`,
    `  figure    fastpolicy plot DIR ${name}${look}`,
  ].join('\n');
}

/** Runs the command that the figure carries, in a process of its own. */
async function runAgain(
  { command }: CarriedFigure,
  figure: string,
  folder: string,
  threads: number | undefined,
  silent: boolean,
): Promise<number> {
  const [tool, name, ...words] = commandWords(command);
  const forbidden = words.find((word) => FORBIDDEN.some((option) => word.split('=')[0] === option));
  // No other command than one that fills a folder.
  if (tool !== 'fastpolicy' || !isFolderKind(name) || forbidden !== undefined)
    throw new UsageError(
      `${figure}: the command that it carries is not run: ${command || 'there is none'}; name the folder of its study with --folder`,
    );
  const found = words.map((word) =>
    /\.(ya?ml|json)$/.test(word) && !word.includes('=') ? fileFor(word, figure) : word,
  );
  const child = spawn(
    process.execPath,
    [
      process.argv[1],
      name,
      ...found,
      '--out',
      folder,
      '--no-figures',
      ...(threads === undefined ? [] : ['--threads', String(threads)]),
      ...(silent ? ['--quiet'] : []),
    ],
    { stdio: ['ignore', silent ? 'ignore' : 'inherit', 'inherit'] },
  );
  const status = await new Promise<number>((done) => child.on('close', (code) => done(code ?? 130)));
  // A test whose claims are not all supported is done all the same.
  return name === 'test' && status === DOES_NOT_HOLD ? 0 : status;
}

function fileFor(name: string, figure: string): string {
  if (existsSync(name)) return name;
  const near = fileNear(name, figure);
  if (near !== null) return near;
  const stem = basename(name).replace(/\.\w+$/, '');
  const shipped = shippedScenarios().find((scenario) => scenario.name.split('/').at(-1) === stem);
  if (shipped) return shipped.name;
  throw new UsageError(
    `${figure}: its command reads ${name}, which is neither here nor near the figure; put it here, or name the folder of its study with --folder`,
  );
}
