/** What a design cannot be made of or used for, in words; `place` is the key of the experiment that says it. */
export class DesignError extends Error {
  readonly place: readonly (string | number)[];

  constructor(place: readonly (string | number)[], message: string) {
    super(message);
    this.name = 'DesignError';
    this.place = place;
  }
}
