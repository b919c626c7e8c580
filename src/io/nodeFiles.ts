import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { Files } from '../scenario/files.js';
import { shippedFile } from './shippedScenarios.js';

/** The file system of Node, for everything that reads through Files. */
export const nodeFiles: Files = {
  readFile: (path) => readFileSync(path),
  exists: (path) => existsSync(path),
  shipped: shippedFile,
  listFolder: (path) => {
    const folder = path === '' ? '.' : path;
    try {
      return statSync(folder).isDirectory() ? readdirSync(folder).sort() : null;
    } catch {
      return null;
    }
  },
};
