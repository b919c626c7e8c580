/** A text as a sentence: with a full stop, unless it ends with a mark of its own ("Influence or selection?"). */
export const fullStop = (text: string): string => (/[.?!…]$/.test(text) ? text : `${text}.`);
