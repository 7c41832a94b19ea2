/** A name for a version, which may send a part of its invocations to another one. */
export interface Alias {
  name: string;
  /** The function's, with the alias behind it. */
  arn: string;
  description: string;
  /** `$LATEST`, or a number. */
  version: string;
  /** The parts, from 0 to 1, that other versions get. */
  weights: ReadonlyMap<string, number>;
  /** Of the changes of all the function's aliases, the one that it had last. */
  revision: number;
  /** How often a version was drawn for it. */
  drawn: number;
}
