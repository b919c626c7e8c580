/**
 * Paths by their shortest ends of at least two parts that tell them apart: declare.emulation for
 * mechanisms.welcoming.declare.emulation. A path of one part stays as it is.
 */
export function shortNames(paths: readonly string[]): Map<string, string> {
  const unique = [...new Set(paths)];
  const end = (path: string, parts: number) => path.split('.').slice(-parts).join('.');
  return new Map(
    unique.map((path) => {
      const length = path.split('.').length;
      let parts = Math.min(2, length);
      while (
        parts < length &&
        unique.some((other) => other !== path && end(other, parts) === end(path, parts))
      )
        parts++;
      return [path, end(path, parts)];
    }),
  );
}
