/** What --json asks for, on standard output. What is undefined is left out, and NaN is null. */
export const printJson = (data: unknown): void => {
  process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
};
