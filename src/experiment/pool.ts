/** Threads on piscina, the same from TypeScript sources and compiled. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';

const fromSources = import.meta.url.endsWith('.ts');

/** URL of the thread entry point workers/NAME, as source or compiled like this very file. */
export function workerUrl(name: string): URL {
  return new URL(`../../workers/${name}.${fromSources ? 'ts' : 'js'}`, import.meta.url);
}

export interface PoolOptions {
  readonly workerUrl: URL;
  /** Cloned into each thread once, when it starts. */
  readonly workerData: unknown;
  /** At least 1; all start at once and stay. */
  readonly threads: number;
  /** Heap of each thread; a task that outgrows it fails with ERR_WORKER_OUT_OF_MEMORY. Default: V8's. */
  readonly memoryMegabytes?: number;
}

/**
 * A pool of threads. Starting costs about 30 ms a thread, from sources (through tsx) 200; an empty task 20 µs.
 * Call destroy() at the end: threads keep the process alive.
 */
export function openPool(options: PoolOptions): Piscina {
  const { workerUrl, workerData, threads, memoryMegabytes } = options;
  const tsx = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return new Piscina({
    filename: workerUrl.href,
    workerData,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    recordTiming: false,
    ...(workerUrl.pathname.endsWith('.ts') ? { execArgv: ['--import', tsx()] } : {}),
    ...(memoryMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes } }),
  });
}
