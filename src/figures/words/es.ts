import type { Translations } from '../words.js';

export const es: Translations = {};
