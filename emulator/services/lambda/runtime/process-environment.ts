import { setImmediate } from 'node:timers/promises';

const lifetime = 2;

/**
 * `process.env` of a worker, replaced for every invocation.
 *
 * SDK clients live as long as the worker and keep the credentials that they have read, but every invocation has its own. Clients
 * read again what has expired, hence AWS_CREDENTIAL_EXPIRATION: a moment after it is read. (Within five minutes of its end is not
 * enough: the SDK then answers with the old credentials and reads the new ones in the background, for the request after.)
 */
export class ProcessEnvironment {
  readonly #variables: Record<string, string> = {};
  #expiration = 0;

  install(): void {
    Object.defineProperty(this.#variables, 'AWS_CREDENTIAL_EXPIRATION', {
      enumerable: true,
      get: () => {
        this.#expiration = Date.now() + lifetime;
        return new Date(this.#expiration).toISOString();
      },
    });
    process.env = new Proxy(this.#variables, {
      set: (variables, name, value) => Reflect.set(variables, name, String(value)),
    });
  }

  /** Gives the process these variables and no others, once every credential that it has read has expired. */
  async replace({ AWS_CREDENTIAL_EXPIRATION: _, ...variables }: Record<string, string>): Promise<void> {
    while (Date.now() <= this.#expiration) await setImmediate();
    for (const name of Object.keys(this.#variables)) if (name !== 'AWS_CREDENTIAL_EXPIRATION') delete this.#variables[name];
    Object.assign(this.#variables, variables);
  }
}
