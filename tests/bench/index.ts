/** npm run bench */
import { measure } from './citySteps.js';

const sizes = process.argv.slice(2).map(Number);
console.log(
  'ns a city-step (user time of this process); engine with recording, beside the plain loop with running counts',
);
console.log(
  'cities'.padStart(8),
  'plain'.padStart(8),
  'engine'.padStart(8),
  'ratio'.padStart(7),
  '  with reasons of each event',
);
for (const size of sizes.length > 0 ? sizes : [200, 2_000, 20_000, 200_000]) {
  const { cityCount, plain, engine, explained, ratio } = measure(size, 9);
  console.log(
    String(cityCount).padStart(8),
    plain.toFixed(2).padStart(8),
    engine.toFixed(2).padStart(8),
    ratio.toFixed(2).padStart(7),
    explained.toFixed(2).padStart(8),
  );
}
