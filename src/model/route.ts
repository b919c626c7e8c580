/**
 * The route by which a city came into a network: that of the mechanism with the largest contribution to its hazard
 * of joining (coordinator, sponsor), or its own.
 */
import { mechanismById } from './mechanisms/index.js';
import type { Trajectory } from './trajectory.js';

export type Route = 'own' | 'sponsor' | 'coordinator';

/** Of an event that carries its reasons. */
export function routeOf({ mechanisms, contributions }: Trajectory, event: number): Route {
  const width = mechanisms.length;
  let largest = 0;
  let route: Route = 'own';
  for (let m = 0; m < width; m++) {
    const part = contributions[event * width + m];
    if (part <= largest) continue;
    largest = part;
    route = mechanismById(mechanisms[m]).route ?? 'own';
  }
  return route;
}
