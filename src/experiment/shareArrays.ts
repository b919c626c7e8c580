/**
 * Plain data with its typed arrays in shared memory: posted to any number of threads, the arrays are one.
 * Everything else is copied as it is.
 */
export function shareArrays<T>(value: T): T {
  if (ArrayBuffer.isView(value)) {
    const view = value as unknown as Uint8Array & {
      constructor: new (buffer: SharedArrayBuffer) => Uint8Array;
    };
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const shared = new SharedArrayBuffer(view.byteLength);
    new Uint8Array(shared).set(bytes);
    return new view.constructor(shared) as unknown as T;
  }
  if (Array.isArray(value)) {
    // Long lists of texts (ids, names) hold no arrays.
    return (typeof value[0] === 'object' ? value.map(shareArrays) : value) as unknown as T;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shareArrays(item)])) as T;
  }
  return value;
}
