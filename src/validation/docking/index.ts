import type { DockingTest } from './dockingTest.js';

export const dockingTests: readonly DockingTest[] = [];
