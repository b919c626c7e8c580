import { describe, expect, it } from 'vitest';
import { type BatchesOptions, runBatches, TaskError } from '../../src/experiment/batches.js';
import { workerUrl } from '../../src/experiment/pool.js';
import type { SquaresData, SquaresResult, SquaresTask } from './fixtures/squares.js';

type Options = BatchesOptions<SquaresData, SquaresTask, SquaresResult>;
const squares = new URL('./fixtures/squares.ts', import.meta.url);

/** Runs tasks and puts the rows in order of first, as the journal does. */
async function run(tasks: Options['tasks'], options: Partial<Options> = {}) {
  const parts = new Map<number, { text: string; count: number; thread: number }>();
  const done = await runBatches<SquaresData, SquaresTask, SquaresResult>({
    workerUrl: squares,
    workerData: { offset: 7 },
    tasks,
    threads: 2,
    onResult: ({ rows, thread }, { first, count }) => {
      parts.set(first, { text: new TextDecoder().decode(rows), count, thread });
    },
    ...options,
  });
  const ordered = [...parts].sort(([a], [b]) => a - b);
  return {
    done,
    text: ordered.map(([, part]) => part.text).join(''),
    firsts: ordered.map(([first]) => first),
    counts: ordered.map(([, part]) => part.count),
    threads: new Set(ordered.map(([, part]) => part.thread)),
  };
}

const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);
const expected = (n: number) =>
  numbers(n)
    .map((i) => `${i},${i * i + 7}\n`)
    .join('');

describe('results', () => {
  it('are the same on no, one, two and three threads', async () => {
    for (const threads of [0, 1, 2, 3]) {
      const result = await run(numbers(2000), { threads });
      expect(result.done).toBe(2000);
      expect(result.text).toBe(expected(2000));
      expect([...result.threads].every((thread) => (threads === 0 ? thread === 0 : thread > 0))).toBe(true);
    }
  });

  it('do not depend on how tasks fall into batches', async () => {
    for (const batchMilliseconds of [0.001, 1, 1000])
      expect((await run(numbers(500), { batchMilliseconds })).text).toBe(expected(500));
  });

  it('cover all tasks without gap or overlap, counted from first', async () => {
    const { firsts, counts } = await run(numbers(1000), { first: 40 });
    let next = 40;
    firsts.forEach((first, i) => {
      expect(first).toBe(next);
      next += counts[i];
    });
    expect(next).toBe(1040);
  });

  it('no tasks give no results', async () => {
    expect(await run([])).toMatchObject({ done: 0, text: '' });
  });
});

describe('batches', () => {
  it('begin with one task and grow until they take long enough', async () => {
    const tasks = numbers(400).map((): SquaresTask => ({ spin: 0.5 }));
    const { counts } = await run(tasks, { threads: 1, batchMilliseconds: 20 });
    expect(counts[0]).toBe(1);
    expect(Math.max(...counts)).toBeGreaterThan(15);
    expect(Math.max(...counts)).toBeLessThanOrEqual(45);
  });

  it('are dealt out only as results are taken: the tasks are never far ahead', async () => {
    let made = 0;
    let taken = 0;
    let ahead = 0;
    function* endless() {
      while (made < 3000) {
        yield made++;
        ahead = Math.max(ahead, made - taken);
      }
    }
    const { text } = await run(endless(), {
      threads: 2,
      inFlight: 3,
      batchMilliseconds: 1e-4,
      onResult: async (_, { count }) => {
        await new Promise((resolve) => setImmediate(resolve));
        taken += count;
      },
    });
    expect(text).toBe('');
    expect(taken).toBe(3000);
    expect(ahead).toBeLessThanOrEqual(4);
  });

  it('do not run away from one that hangs', async () => {
    const tasks: SquaresTask[] = [{ sleep: 1500 }, ...numbers(20000)];
    const seen: number[] = [];
    let sleeping = true;
    await run(tasks, {
      inFlight: 2,
      batchMilliseconds: 1e-4,
      onResult: (_, { first }) => {
        if (first === 0) sleeping = false;
        else if (sleeping) seen.push(first);
      },
    });
    expect(seen.length).toBeLessThanOrEqual(32);
  });

  it('results are taken one at a time', async () => {
    let inside = 0;
    await run(numbers(50), {
      batchMilliseconds: 1e-4,
      onResult: async () => {
        expect(++inside).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        inside--;
      },
    });
  });
});

describe('failures', () => {
  it.each([0, 2])('name the task, on %i threads', async (threads) => {
    const tasks: SquaresTask[] = [...numbers(30), { fail: 'no such network' }, ...numbers(30)];
    const error = await run(tasks, { threads, first: 100 }).catch((e) => e);
    expect(error).toBeInstanceOf(TaskError);
    expect(error).toMatchObject({
      message: 'no such network',
      index: 130,
      task: { fail: 'no such network' },
      exhausted: null,
      exitCode: 1,
    });
    expect(error.cause.name).toBe('RangeError');
    expect(error.cause.stack).toMatch(/squares\.ts/);
  });

  it('what onResult throws is passed on', async () => {
    const onResult = () => {
      throw new Error('the disk is full');
    };
    await expect(run(numbers(50), { onResult })).rejects.toThrow('the disk is full');
  });

  it('a worker that cannot start is an error, not a hang', async () => {
    const missing = { workerUrl: new URL('./fixtures/missing.ts', import.meta.url) };
    await expect(run(numbers(5), missing)).rejects.toThrow(/missing/);
    await expect(run(numbers(5), { ...missing, threads: 0 })).rejects.toThrow(/missing/);
  });

  it('a task that outgrows its thread, also alone, is named', async () => {
    const tasks: SquaresTask[] = [...numbers(20), { hold: 400 }, ...numbers(20)];
    const error = await run(tasks, { memoryMegabytes: 100 }).catch((e) => e);
    expect(error).toBeInstanceOf(TaskError);
    expect(error).toMatchObject({ index: 20, exhausted: 'memory', task: { hold: 400 } });
  });

  it('tasks that outgrow the thread only together are repeated one by one, and nothing is lost', async () => {
    function* tasks() {
      yield* numbers(8);
      for (let i = 0; i < 8; i++) yield { hold: 40 };
      yield* numbers(8);
    }
    const { text, firsts, done } = await run(tasks(), { memoryMegabytes: 100 });
    const small = expected(8);
    expect(text).toBe(small + '40,0\n'.repeat(8) + small);
    expect(done).toBe(24);
    expect(firsts).toEqual(expect.arrayContaining([8, 9, 10, 11]));
  });
});

describe('abort', () => {
  it.each([0, 2])('ends at once and takes nothing more, on %i threads', async (threads) => {
    const controller = new AbortController();
    let late = 0;
    let abortedAt = 0;
    let taken = 0;
    const tasks = numbers(100000).map((): SquaresTask => ({ spin: 1 }));
    const reason = await run(tasks, {
      threads,
      batchMilliseconds: 20,
      signal: controller.signal,
      onResult: () => {
        if (controller.signal.aborted) late++;
        if (++taken === 6)
          setTimeout(() => {
            abortedAt = performance.now();
            controller.abort(new Error('interrupted'));
          }, 5);
      },
    }).catch((error) => error);
    expect(reason.message).toBe('interrupted');
    expect(performance.now() - abortedAt).toBeLessThan(500);
    expect(late).toBe(0);
  });

  it('before the start, nothing starts', async () => {
    await expect(run(numbers(5), { signal: AbortSignal.abort(new Error('early')) })).rejects.toThrow('early');
  });
});

describe('entry points', () => {
  it('lie in workers/, as source beside sources', () => {
    expect(workerUrl('replicates').pathname).toMatch(/\/workers\/replicates\.ts$/);
  });
});
