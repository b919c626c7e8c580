export { normalQuantile } from '../population/distributions.js';
