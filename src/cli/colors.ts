/** Colours only on a terminal, whatever else the environment says: what is piped is read by programs. */
import picocolors from 'picocolors';

const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
const wanted = (terminal: boolean): boolean =>
  !NO_COLOR && (FORCE_COLOR ? FORCE_COLOR !== '0' : terminal && TERM !== 'dumb');

/** Of what is written to standard output. */
export const outColors = picocolors.createColors(wanted(process.stdout.isTTY ?? false));
/** Of what is written to standard error. */
export const errorColors = picocolors.createColors(wanted(process.stderr.isTTY ?? false));
