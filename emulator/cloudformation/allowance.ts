import { TemplateError } from './template-error.ts';

/** In characters. A template of 1 MB that is meant well has a tenth of it made, each time that it is evaluated. */
const most = 20_000_000;

/** As much as evaluating one value counts for, whatever comes of it. */
const perValue = 10;

/** What a template's functions may still make: a few lines of them, nested, would else fill any memory. */
export class Allowance {
  #left = most;

  /** @throws TemplateError where there is nothing left */
  take(characters = perValue): void {
    this.#left -= characters;
    if (this.#left < 0) throw new TemplateError(`the template's functions make too much: more than ${most} characters in all`);
  }
}
