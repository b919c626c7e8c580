/** Progress on standard error: a bar with rate and time left on a terminal, plain lines when piped. */
import cliProgress from 'cli-progress';

export interface Progress {
  update(done: number, total: number): void;
  stop(): void;
}

/** unit: what is counted, in the plural. */
export function createProgress(unit: string, quiet: boolean): Progress {
  if (quiet) return { update() {}, stop() {} };
  const stream = process.stderr;
  const started = Date.now();
  let first = -1;
  let bar: cliProgress.SingleBar | null = null;
  const rate = (done: number): string => {
    const seconds = (Date.now() - started) / 1000;
    const perSecond = (done - first) / Math.max(seconds, 1e-3);
    return perSecond >= 10 ? perSecond.toFixed(0) : perSecond.toFixed(1);
  };
  return {
    update(done, total) {
      if (first < 0) {
        first = done;
        bar = new cliProgress.SingleBar(
          {
            format: `  {bar} {value}/{total} ${unit}  {rate}/s  {eta_formatted} left`,
            barCompleteChar: '█',
            barIncompleteChar: '░',
            barsize: 28,
            hideCursor: true,
            stream,
            noTTYOutput: true,
            notTTYSchedule: 5000,
            linewrap: null,
            gracefulExit: false,
          },
          cliProgress.Presets.shades_classic,
        );
        bar.start(total, done, { rate: '–' });
      }
      bar!.update(done, { rate: rate(done) });
    },
    stop() {
      bar?.stop();
    },
  };
}
