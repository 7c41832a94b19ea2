import { Agent, type AgentOptions } from 'node:http';

/** What a request asks of its agent; @types/node leaves it out. */
interface Asked {
  options: AgentOptions;
  addRequest(...parameters: unknown[]): void;
}

/**
 * Has all functions of a worker use the same connections: each has an SDK of its own, which would open its own. A client that keeps no
 * connection open gets a new one for each request, as before, and so does one that speaks TLS.
 */
export function shareConnections(): void {
  const shared = new Agent({ keepAlive: true });
  const asked = Agent.prototype as unknown as Asked;
  const { addRequest } = asked;
  asked.addRequest = function (this: Asked, ...parameters) {
    const shares = Object.getPrototypeOf(this) === Agent.prototype && this.options.keepAlive;
    addRequest.apply(shares ? (shared as unknown as Asked) : this, parameters);
  };
}
