import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Two: most time goes into processes that tests start and wait for.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
  },
});
