import type { Translations } from '../words.js';

export const de: Translations = {};
