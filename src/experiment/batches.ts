/**
 * Many small tasks on all cores, in batches that are worth a message.
 *
 * Two sides. In the thread, a module of workers/ says how: it exports
 *
 *     export const prepare: Prepare<Data, Task, Result> = (data) => ({ run(task) {…}, take() {…} });
 *     export default serve(prepare);
 *
 * where `run` does one task and keeps what comes of it, and `take` hands over what was kept. On the main side,
 * runBatches deals out the tasks. How they fall into batches depends on the clock, so nothing that `take` returns
 * may depend on it: rows one after another, yes; a mean over the batch, no.
 */

/** What does the tasks of one thread. */
export interface Bench<Task, Result> {
  run(task: Task): void | Promise<void>;
  /** What came of the tasks since the last take; `transfer`: buffers that are moved, not copied, and lost here. */
  take(): { readonly value: Result; readonly transfer?: readonly ArrayBuffer[] };
}

/** Called once a thread, before its first task. */
export type Prepare<Data, Task, Result> = (data: Data) => Bench<Task, Result> | Promise<Bench<Task, Result>>;

export interface Batch<Task> {
  readonly tasks: readonly Task[];
}

/** An error keeps its place among the tasks, and its stack, on the way between threads. */
interface Failure {
  readonly index: number;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly exhausted: Exhausted;
}

/** What a thread ran out of: repeated alone, it may have enough. null: the failure is the task's own. */
export type Exhausted = 'memory' | 'time' | null;

/** Whether an error says that memory ran out, and nothing about the task: large arrays are refused so by V8. */
export function isOutOfMemory(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return (
    code === 'ERR_WORKER_OUT_OF_MEMORY' ||
    code === 'ERR_MEMORY_ALLOCATION_FAILED' ||
    /allocation failed/i.test(String(message))
  );
}

export type Answer<Result> =
  | { readonly value: Result; readonly milliseconds: number }
  | { readonly failure: Failure };

/** A task that failed, and which: exit status 1. */
export class TaskError extends Error {
  readonly exitCode = 1;

  constructor(
    message: string,
    /** Index of the task, counted like `first`. */
    readonly index: number,
    readonly task: unknown,
    /** What the thread ran out of, also when the task was alone. */
    readonly exhausted: Exhausted,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'TaskError';
  }
}

async function answer<Task, Result>(bench: Bench<Task, Result>, tasks: readonly Task[]) {
  const start = performance.now();
  for (let index = 0; index < tasks.length; index++) {
    try {
      await bench.run(tasks[index]);
    } catch (error) {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
      const exhausted: Exhausted = isOutOfMemory(error) ? 'memory' : null;
      return { failure: { index, name, message, stack: stack ?? message, exhausted }, transfer: [] };
    }
  }
  const { value, transfer = [] } = bench.take();
  return { value, milliseconds: performance.now() - start, transfer };
}

/** The default export of a worker module: answers batches with the bench that `prepare` makes of workerData. */
export function serve<Data, Task, Result>(prepare: Prepare<Data, Task, Result>) {
  let bench: Promise<Bench<Task, Result>> | undefined;
  return async ({ tasks }: Batch<Task>): Promise<unknown> => {
    const { move, transferableSymbol, valueSymbol, workerData } = await import('piscina');
    bench ??= Promise.resolve(prepare(workerData as Data));
    const { transfer, ...result } = await answer(await bench, tasks);
    // `move` takes one buffer, or anything that names its own: here all buffers of the batch.
    return move({ [transferableSymbol]: transfer, [valueSymbol]: result } as unknown as ArrayBuffer);
  };
}

export interface RunnerOptions<Data> {
  /** A module as described above (workerUrl in pool.ts). */
  readonly workerUrl: URL;
  /** Given to `prepare`; cloned once a thread. */
  readonly workerData: Data;
  /** Threads; 0: none, on the thread of the caller. */
  readonly threads: number;
  /** Heap of each thread (pool.ts). */
  readonly memoryMegabytes?: number;
  /** A batch that takes longer is stopped with its thread; where there are none, it is not. Default: no limit. */
  readonly limitMilliseconds?: number;
}

export interface BatchesOptions<Data, Task, Result> extends RunnerOptions<Data> {
  /** Threads that run already, and go on after; left out: they start now and end with the last result. */
  readonly runner?: Runner<Task, Result>;
  /** Read only as far as needed, in order. With a length, the last batches are cut so that threads end together. */
  readonly tasks: Iterable<Task> & { readonly length?: number };
  /** Index of the first task; after resuming, how many were done before. Default 0. */
  readonly first?: number;
  /** Batches that are dealt out at a time. Default twice the threads, so that none waits for work. */
  readonly inFlight?: number;
  /** How long a batch should take. Default 100. */
  readonly batchMilliseconds?: number;
  /**
   * Takes the result of the tasks first … first + count - 1, in the order in which batches finish, one call at a time;
   * a promise is waited for.
   */
  onResult(result: Result, batch: { readonly first: number; readonly count: number }): void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** A batch may run ahead of the oldest unfinished one by this many rounds: bounds what waits for its turn. */
const ROUNDS_AHEAD = 16;
const MOST_TASKS = 10_000;

/**
 * Runs all tasks; resolves with their number when the last result was taken.
 *
 * Memory is constant in the number of tasks. A batch whose thread ran out of memory or time is repeated task by task,
 * alone; no other failure is. Rejects with a TaskError that names the task, with what onResult threw, or with signal.reason;
 * threads that it started are then stopped at once (a few ms), and no further result is taken.
 */
export async function runBatches<Data, Task, Result>(
  options: BatchesOptions<Data, Task, Result>,
): Promise<number> {
  const { tasks, threads, inFlight = Math.max(1, 2 * threads), batchMilliseconds = 100, signal } = options;
  signal?.throwIfAborted();
  const runner = options.runner ?? (await openRunner<Data, Task, Result>(options));
  const iterator = tasks[Symbol.iterator]();
  const length = tasks.length ?? Infinity;
  const start = options.first ?? 0;
  /** By serial number; the first is the oldest. */
  const running = new Map<number, Promise<void>>();
  const repeat: Dealt<Task>[] = [];
  let serial = 0;
  let dealt = 0;
  let exhausted = false;
  let failure: { readonly error: unknown } | null = null;
  let stopped = false;
  let taking: Promise<void> = Promise.resolve();
  let size = 1;
  let most = MOST_TASKS;
  let abort: (() => void) | undefined;
  const aborted = new Promise<void>((resolve) => {
    abort = resolve;
    signal?.addEventListener('abort', resolve as () => void, { once: true });
  });

  try {
    while (!failure && !signal?.aborted) {
      while (!exhausted && repeat.length === 0 && running.size < inFlight && !tooFarAhead()) {
        const batch = nextBatch();
        if (batch.tasks.length > 0) deal(batch, false);
      }
      if (running.size > 0) await Promise.race([...running.values(), aborted]);
      else if (repeat.length > 0) {
        const { first, tasks } = repeat.shift()!;
        for (let i = 0; i < tasks.length && !failure && !signal?.aborted; i++)
          await Promise.race([deal({ first: first + i, tasks: [tasks[i]] }, true), aborted]);
      } else if (exhausted) break;
    }
    if (failure) throw (failure as { readonly error: unknown }).error;
    signal?.throwIfAborted();
    return dealt;
  } finally {
    stopped = true;
    if (abort) signal?.removeEventListener('abort', abort);
    iterator.return?.();
    if (!options.runner) await runner.close();
  }

  function nextBatch(): Dealt<Task> {
    // The last batches get smaller, so that no thread is left with a large one.
    const fair = Math.ceil((length - dealt) / (2 * Math.max(1, threads)));
    const wanted = Math.max(1, Math.min(size, fair));
    const batch: Task[] = [];
    while (batch.length < wanted && !exhausted) {
      const { done, value } = iterator.next();
      if (done) exhausted = true;
      else batch.push(value);
    }
    dealt += batch.length;
    return { first: start + dealt - batch.length, tasks: batch };
  }

  function tooFarAhead(): boolean {
    const [oldest] = running.keys();
    return oldest !== undefined && serial - oldest >= ROUNDS_AHEAD * inFlight;
  }

  function deal(batch: Dealt<Task>, alone: boolean): Promise<void> {
    const { first, tasks } = batch;
    const number = serial++;
    const done = (async () => {
      try {
        const result = await runner.run(tasks);
        if (stopped || signal?.aborted) return;
        if ('failure' in result) throw failed(result.failure, batch);
        adapt(result.milliseconds, tasks.length);
        taking = taking.then(() =>
          stopped || signal?.aborted
            ? undefined
            : options.onResult(result.value, { first, count: tasks.length }),
        );
        await taking;
      } catch (error) {
        const exhausted = exhaustedBy(error);
        if (exhausted && !alone) {
          repeat.push(batch);
          most = Math.max(1, tasks.length >> 1);
        } else failure ??= { error: exhausted ? notEnough(exhausted, batch, error) : error };
      } finally {
        running.delete(number);
      }
    })();
    running.set(number, done);
    return done;
  }

  /** At most four times as many as were just measured: the first ones are slow, not yet compiled. */
  function adapt(milliseconds: number, count: number): void {
    const wanted = Math.round((batchMilliseconds * count) / Math.max(milliseconds, 1e-3));
    size = Math.max(1, Math.min(wanted, 4 * count, most));
  }
}

interface Dealt<Task> {
  readonly first: number;
  readonly tasks: readonly Task[];
}

/** Threads that do batches; close() stops them at once. */
export interface Runner<Task, Result> {
  run(tasks: readonly Task[]): Promise<Answer<Result>>;
  close(): Promise<void>;
}

/** Starts threads for several calls of runBatches: each keeps what it has prepared. */
export function openRunner<Data, Task, Result>(options: RunnerOptions<Data>): Promise<Runner<Task, Result>> {
  return options.threads > 0 ? threadRunner(options) : localRunner(options);
}

async function threadRunner<Data, Task, Result>(options: RunnerOptions<Data>): Promise<Runner<Task, Result>> {
  // Imported here, so that worker modules can import `serve` without loading the pool.
  const { openPool } = await import('./pool.js');
  const pool = openPool(options);
  // A thread that fails while it has no task (it cannot start) has no one else to tell.
  const broken = new Promise<never>((_, reject) => pool.on('error', reject));
  broken.catch(() => {});
  const { limitMilliseconds } = options;
  if (limitMilliseconds === undefined)
    return { run: (tasks) => Promise.race([pool.run({ tasks }), broken]), close: () => pool.destroy() };
  return {
    async run(tasks) {
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), limitMilliseconds);
      try {
        return await Promise.race([pool.run({ tasks }, { signal: limit.signal }), broken]);
      } catch (error) {
        throw limit.signal.aborted ? new TimeError('out of time', { cause: error }) : error;
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => pool.destroy(),
  };
}

async function localRunner<Data, Task, Result>(options: RunnerOptions<Data>): Promise<Runner<Task, Result>> {
  const { prepare } = (await import(options.workerUrl.href)) as { prepare: Prepare<Data, Task, Result> };
  const bench = await prepare(options.workerData);
  return {
    run: async (tasks) => {
      // Lets signals and timers through between batches.
      await new Promise((resolve) => setImmediate(resolve));
      const { transfer: _, ...result } = await answer(bench, tasks);
      return result as Answer<Result>;
    },
    close: async () => {},
  };
}

class TimeError extends Error {
  override readonly name = 'TimeError';
}

function exhaustedBy(error: unknown): Exhausted {
  if (error instanceof TaskError) return error.exhausted;
  if (error instanceof TimeError) return 'time';
  return isOutOfMemory(error) ? 'memory' : null;
}

function failed<Task>(failure: Failure, { first, tasks }: Dealt<Task>): Error {
  const { index, name, message, stack, exhausted } = failure;
  const cause = new Error(message);
  cause.name = name;
  cause.stack = stack;
  return new TaskError(message, first + index, tasks[index], exhausted, { cause });
}

function notEnough<Task>(what: 'memory' | 'time', { first, tasks }: Dealt<Task>, cause: unknown): TaskError {
  return new TaskError(`out of ${what}, also when run alone`, first, tasks[0], what, { cause });
}
