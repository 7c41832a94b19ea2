import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** A client of today. */
const newest = resolve('node_modules/@aws-sdk/client-dynamodb');

/** What the older clients stand on was in packages called `@aws-sdk/…`, then `@smithy/…`. */
const older = [
  'config-resolver',
  'hash-node',
  'is-array-buffer',
  'middleware-content-length',
  'middleware-endpoint',
  'middleware-host-header',
  'middleware-logger',
  'middleware-recursion-detection',
  'middleware-retry',
  'middleware-serde',
  'middleware-stack',
  'middleware-user-agent',
  'node-config-provider',
  'property-provider',
  'protocol-http',
  'querystring-parser',
  'service-error-classification',
  'shared-ini-file-loader',
  'smithy-client',
  'url-parser',
  'util-base64',
  'util-body-length-node',
  'util-buffer-from',
  'util-config-provider',
  'util-defaults-mode-node',
  'util-endpoints',
  'util-middleware',
  'util-retry',
  'util-user-agent-node',
  'util-utf8',
];
/** Where all of it is now. */
const today = `
export * from '@aws-sdk/core/client';
export * from '@smithy/core/client';
export * from '@smithy/core/config';
export * from '@smithy/core/endpoints';
export * from '@smithy/core/protocols';
export * from '@smithy/core/retry';
export * from '@smithy/core/serde';
export * from '@smithy/core/transport';
export { emitWarningIfUnsupportedVersion } from '@smithy/core/client';`;

/**
 * The SDK is installed with an HTTP handler for each client and with a signer for each age of them; the oldest handler loads HTTP/2,
 * too. In a bundle there is one of each: a request has the same form for all clients, and a signature for all services. So have the two
 * older clients (cloudhsm-v2, acm-pca) what they stand on from where today's clients have it.
 */
export const oneForAllClients: Plugin = {
  name: 'one-for-all-clients',
  setup(build) {
    build.onResolve({ filter: /^@(smithy|aws-sdk)\/(node-http-handler|signature-v4)$/ }, ({ path, kind, resolveDir }) =>
      resolveDir === newest ? undefined : build.resolve(path.replace('@aws-sdk/', '@smithy/'), { kind, resolveDir: newest }),
    );
    build.onResolve({ filter: new RegExp(`^@(aws-sdk|smithy)/(${older.join('|')})$`) }, () => ({
      path: '@smithy/core',
      namespace: 'today',
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: 'today' }, () => ({ contents: today, resolveDir: newest }));
  },
};
