/** A text of a language by the English one. */
export type Translations = { readonly [english: string]: string };
