/** Ctrl-C: the first one ends what runs and keeps what is done, a second one ends at once. */
import { errorColors } from './colors.js';

export interface Interruption {
  readonly signal: AbortSignal;
  /** Stops listening. */
  close(): void;
}

/** onFirst: called before the message, to end a bar that would draw over it. */
export function listenForInterruption(onFirst: () => void): Interruption {
  const controller = new AbortController();
  const interrupt = (): void => {
    // What is committed survives this as it survives any crash.
    if (controller.signal.aborted) process.exit(130);
    onFirst();
    process.stderr.write(errorColors.yellow('stopping; what is done is kept (Ctrl-C again: at once)\n'));
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    close() {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}
