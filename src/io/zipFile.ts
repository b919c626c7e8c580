/** A zip that depends on what is put into it alone: names in order, one date, nothing of the machine. */
import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface ZipEntry {
  /** Path within the zip, with slashes. */
  readonly name: string;
  /** Its text or bytes, or where they lie. */
  readonly content: string | Uint8Array | { readonly file: string };
  /** Whether it can be started. */
  readonly executable?: boolean;
}

/** The earliest that a zip can say. fflate reads it as local time, in which it is the same everywhere. */
const DATE = new Date(1980, 0, 1);
const UNIX = 3;
const CHUNK = 1 << 20;
/** These are compressed already. */
const COMPRESSED = /\.(png|pdf|parquet|zip|docx)$/;

/**
 * Writes entries in the order of their names. Memory: a chunk of a file at a time. The zip is there whole or not at all.
 * @throws what the file system throws.
 */
export function writeZip(path: string, entries: readonly ZipEntry[]): void {
  const temporary = `${path}.${process.pid}.tmp`;
  const target = openSync(temporary, 'w');
  try {
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      for (let at = 0; at < chunk.length; ) at += writeSync(target, chunk, at);
    });
    for (const entry of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) addEntry(zip, entry);
    zip.end();
    closeSync(target);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function addEntry(zip: Zip, { name, content, executable = false }: ZipEntry): void {
  const file = COMPRESSED.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
  file.mtime = DATE;
  file.os = UNIX;
  file.attrs = (executable ? 0o100755 : 0o100644) << 16;
  zip.add(file);
  if (typeof content === 'string') file.push(strToU8(content), true);
  else if (content instanceof Uint8Array) file.push(content, true);
  else pushFile(file, content.file);
}

function pushFile(target: ZipDeflate | ZipPassThrough, path: string): void {
  const source = openSync(path, 'r');
  try {
    const chunk = new Uint8Array(CHUNK);
    for (let count = readSync(source, chunk); count > 0; count = readSync(source, chunk))
      target.push(chunk.slice(0, count));
    target.push(new Uint8Array(0), true);
  } finally {
    closeSync(source);
  }
}
