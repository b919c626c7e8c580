/** The tool's own names of mechanisms and of their groups, in the language of the figure. */
import { words } from './words.js';

const terms = (): { readonly [english: string]: string } => ({
  'alignment of the police': words`alignment of the police`,
  benchmarking: words`benchmarking`,
  branding: words`branding`,
  'bridging by civil society': words`bridging by civil society`,
  capacity: words`capacity`,
  'civil society': words`civil society`,
  coercion: words`coercion`,
  coordinator: words`coordinator`,
  defiance: words`defiance`,
  'economic insecurity': words`economic insecurity`,
  education: words`education`,
  emulation: words`emulation`,
  'emulation by size': words`emulation by size`,
  frailty: words`frailty`,
  imitation: words`imitation`,
  'joining the like-minded': words`joining the like-minded`,
  ladder: words`ladder`,
  leadership: words`leadership`,
  learning: words`learning`,
  'likeness to the members': words`likeness to the members`,
  membership: words`membership`,
  need: words`need`,
  networks: words`networks`,
  orientation: words`orientation`,
  permission: words`permission`,
  population: words`population`,
  'pre-emption': words`pre-emption`,
  receptivity: words`receptivity`,
  'support from above': words`support from above`,
  'the city itself': words`the city itself`,
  'the nation': words`the nation`,
  threat: words`threat`,
  'turnover of the government': words`turnover of the government`,
});

/** A label of the tool in the language; one that a user gave stays as it is. */
export const term = (label: string): string => terms()[label] ?? label;
