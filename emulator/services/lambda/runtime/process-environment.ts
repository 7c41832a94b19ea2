/**
 * `process.env` of a worker, replaced for every invocation.
 *
 * SDK clients live as long as the worker and keep the credentials that they have read, but every invocation has its own. Clients
 * read again what has expired, hence AWS_CREDENTIAL_EXPIRATION: long ago. (Within five minutes of its end is not enough: the SDK then
 * answers with the old credentials and reads the new ones in the background, for the request after.)
 */
export class ProcessEnvironment {
  readonly #variables: Record<string, string> = {};

  install(): void {
    process.env = new Proxy(this.#variables, {
      set: (variables, name, value) => Reflect.set(variables, name, String(value)),
    });
  }

  /** Gives the process these variables and no others. */
  replace(variables: Record<string, string>): void {
    for (const name of Object.keys(this.#variables)) delete this.#variables[name];
    Object.assign(this.#variables, variables, { AWS_CREDENTIAL_EXPIRATION: '2000-01-01T00:00:00.000Z' });
  }
}
