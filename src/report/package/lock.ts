/** The versions of everything that the tool runs on, for installing it again years later. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, version } from '../../version.js';

interface LockedPackage {
  readonly dev?: boolean;
  readonly [key: string]: unknown;
}

interface LockFile {
  readonly lockfileVersion: number;
  readonly packages: { readonly [path: string]: LockedPackage };
}

/** package.json of the replication package: the tool in the version that made the results. */
export function packageJson(name: string): string {
  const { engines } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  return `${JSON.stringify(
    {
      name,
      version: '1.0.0',
      private: true,
      type: 'module',
      engines,
      scripts: { check: 'node run.mjs' },
      dependencies: { fastpolicy: version },
    },
    null,
    2,
  )}\n`;
}

/** package-lock.json to it: what the tool's own lock file says, without what only its developers use. Null: it has none. */
export function packageLock(name: string): string | null {
  // The second is where a build leaves it, since npm publishes no lock file.
  const file = ['package-lock.json', 'dist/package-lock.json']
    .map((path) => join(packageRoot, path))
    .find((path) => existsSync(path));
  if (file === undefined) return null;
  const { lockfileVersion, packages } = JSON.parse(readFileSync(file, 'utf8')) as LockFile;
  const { dependencies, bin, engines, license } = packages[''];
  const others = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  const lock = {
    name,
    version: '1.0.0',
    lockfileVersion,
    requires: true,
    packages: {
      '': { name, version: '1.0.0', dependencies: { fastpolicy: version }, engines },
      'node_modules/fastpolicy': { version, license, dependencies, bin, engines },
      ...Object.fromEntries(others),
    },
  };
  return `${JSON.stringify(lock, null, 2)}\n`;
}
