import { createRequire, syncBuiltinESMExports } from 'node:module';

// what functions get: an import would be changed for this file alone where commands are bundled
const dns = createRequire(import.meta.url)('node:dns') as typeof import('node:dns');

/**
 * Lets functions ask Step Functions at `sync-HOST`, as SDKs do for StartSyncExecution and TestState: here that is the local AWS itself, and
 * no name of this machine.
 */
export function knowPrefixedHost(): void {
  const { lookup } = dns;
  const local = (name: string, ...more: unknown[]) => (lookup as (...parameters: unknown[]) => void)(withoutPrefix(name), ...more);
  // what promisify asks of it
  Object.defineProperties(local, Object.getOwnPropertyDescriptors(lookup));
  Object.assign(dns, { lookup: local });
  syncBuiltinESMExports();
}

function withoutPrefix(name: string): string {
  const { hostname } = new URL(process.env.AWS_ENDPOINT_URL ?? 'http://localhost');
  return name === `sync-${hostname}` ? hostname : name;
}
