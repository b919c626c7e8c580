import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type RunEvent, runEvents } from '../../src/experiment/drawing/run/runEvents.js';
import type { World } from '../../src/model/world.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const world = {
  cities: { ids: ['a', 'b', 'c'] },
  subjects: [{ id: 'welcoming' }, { id: 'club' }],
} as unknown as World;

it('visits the same events when they are read and when they are remembered', () => {
  const file = join(folder, 'events.csv');
  writeFileSync(
    file,
    'scenario,replicate,time,city,policy,transition,from,to,source,generation\n' +
      's,0,2000.5,a,welcoming,declare,0,1,,0\n' +
      's,0,2001.25,c,welcoming,declare,0,2,a,1\n' +
      's,1,2000.125,b,club,leave,2,0,,\n',
  );
  const eachEvent = runEvents(file, world);
  const visited = (): RunEvent[] => {
    const events: RunEvent[] = [];
    eachEvent((event) => events.push({ ...event }));
    return events;
  };
  const read = visited();
  expect(read).toEqual([
    { replicate: 0, time: 2000.5, city: 0, subject: 0, from: 0, to: 1, source: -1, generation: 0 },
    { replicate: 0, time: 2001.25, city: 2, subject: 0, from: 0, to: 2, source: 0, generation: 1 },
    { replicate: 1, time: 2000.125, city: 1, subject: 1, from: 2, to: 0, source: -1, generation: 0 },
  ]);
  rmSync(file);
  expect(visited()).toEqual(read);
});
