import type { Translations } from '../words.js';

export const fr: Translations = {};
