/** What is found out of a thing once, and again only when the thing has become another. */
export class OncePerThing<Thing extends object, Found> {
  readonly #find: (thing: Thing) => Found;
  readonly #found = new WeakMap<Thing, { state: number; found: Found }>();

  constructor(find: (thing: Thing) => Found) {
    this.#find = find;
  }

  /** @param state differs where anything that is looked at has changed; a thing that never changes needs none */
  of(thing: Thing, state = 0): Found {
    const known = this.#found.get(thing);
    if (known?.state === state) return known.found;
    const found = this.#find(thing);
    this.#found.set(thing, { state, found });
    return found;
  }
}
