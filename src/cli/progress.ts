/** Progress on standard error: a bar with rate and time left on a terminal, plain lines when piped. */
import cliProgress from 'cli-progress';

export interface Progress {
  update(done: number, total: number): void;
  /** Ends the count: the bar stays as it is, further text goes below. */
  stop(): void;
  /** What goes on without a count; on a terminal only, and gone with the next call ('': nothing). */
  doing(what: string): void;
}

/** Between two plain lines. */
const LINE_MILLISECONDS = 5000;

/** 8 s, 3 min 20 s, 2 h 5 min. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (!Number.isFinite(whole)) return '?';
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const rateText = (perSecond: number): string =>
  perSecond >= 10 ? perSecond.toFixed(0) : perSecond >= 0.1 ? perSecond.toFixed(1) : perSecond.toFixed(3);

/** unit: what is counted, in the plural. */
export function createProgress(unit: string, quiet: boolean): Progress {
  if (quiet) return { update() {}, stop() {}, doing() {} };
  const stream = process.stderr;
  /** Of the first update: what was done before does not count for the rate. */
  let began: { readonly time: number; readonly done: number } | null = null;
  let lined = Date.now();
  let stopped = false;
  let shown = '';
  let last = { done: 0, total: 0 };
  let bar: cliProgress.SingleBar | null = null;

  const pace = (done: number, total: number): { rate: string; left: string } => {
    const seconds = (Date.now() - began!.time) / 1000;
    const perSecond = (done - began!.done) / Math.max(seconds, 1e-3);
    if (!(perSecond > 0)) return { rate: '–', left: '?' };
    return { rate: rateText(perSecond), left: durationText((total - done) / perSecond) };
  };
  const line = (done: number, total: number): void => {
    const { rate, left } = pace(done, total);
    stream.write(`  ${done} of ${total} ${unit}, ${rate} a second, ${left} left\n`);
    lined = Date.now();
  };

  return {
    update(done, total) {
      if (stopped) return;
      last = { done, total };
      if (began === null) {
        began = { time: Date.now(), done };
        if (stream.isTTY) {
          bar = new cliProgress.SingleBar(
            {
              format: `  {bar} {value}/{total} ${unit}  {rate}/s  {left} left`,
              barCompleteChar: '█',
              barIncompleteChar: '░',
              barsize: 24,
              hideCursor: true,
              stream,
              gracefulExit: false,
            },
            cliProgress.Presets.shades_classic,
          );
          bar.start(total, done, pace(done, total));
          return;
        }
      }
      if (bar) {
        bar.setTotal(total);
        bar.update(done, pace(done, total));
      } else if (Date.now() - lined >= LINE_MILLISECONDS && done < total) line(done, total);
    },
    stop() {
      if (stopped) return;
      stopped = true;
      if (bar) bar.stop();
      else if (began !== null) line(last.done, last.total);
    },
    doing(what) {
      if (!stream.isTTY) return;
      // Back to the start of the line, and clear it.
      if (shown !== '') stream.write('\r\x1b[2K');
      shown = what;
      if (what !== '') stream.write(`  ${what} …`);
    },
  };
}
