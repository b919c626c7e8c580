/**
 * Whether a cell of a column of numbers or dates holds no value: it is empty, or has what R (`NA`) and Stata (`.`) write
 * there. In columns of texts only the empty cell is missing: NA is Namibia.
 */
export function isMissingCell(text: string): boolean {
  const bare = text.trim();
  return bare === '' || bare === 'NA' || bare === '.';
}
