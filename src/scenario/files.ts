/** Files as effects, passed in: the same reader serves Node and the browser. Paths are texts as users write them. */
export interface Files {
  /** Throws where there is no such file or it cannot be read. */
  readFile(path: string): Uint8Array;
  /** Whether a file or folder is there. */
  exists(path: string): boolean;
  /** The file of a scenario that ships, by its name with or without .yaml; null: none of that name. */
  shipped?(name: string): string | null;
  /** Names in a folder; null where the path is not a folder. */
  listFolder(path: string): readonly string[] | null;
}

const absolute = /^([/\\]|[A-Za-z]:[/\\]|[a-z]{2,}:\/\/)/;

/** The folder of a file, '' for the working folder. */
export function folderOf(path: string): string {
  const slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  if (slash < 0) return '';
  return slash === 0 ? path.slice(0, 1) : path.slice(0, slash);
}

/** `charter` of `scenarios/charter.yaml`. */
export function fileStem(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** The last part of a path, whichever slashes divide it. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** A path as seen from a folder: absolute ones stay; `.` and `..` are worked off. */
export function joinPath(folder: string, path: string): string {
  const whole = absolute.test(path) || folder === '' ? path : `${folder}/${path}`;
  const root = /^([/\\]+|[A-Za-z]:[/\\]|[a-z]{2,}:\/\/)?/.exec(whole)![0];
  const parts: string[] = [];
  for (const part of whole.slice(root.length).split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || root === '') parts.push(part);
  }
  return root + parts.join('/');
}
