import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** A client of today. */
const newest = resolve('node_modules/@aws-sdk/client-dynamodb');

/**
 * The SDK is installed with an HTTP handler for each client and with a signer for each age of them; the oldest handler loads HTTP/2,
 * too. In a bundle there is one of each: a request has the same form for all clients, and a signature for all services. What the oldest
 * client (cloudhsm-v2) stands on was renamed later, from `@aws-sdk/…` to `@smithy/…`, and the other old one (acm-pca) uses it under
 * that name: it is taken once.
 */
export const oneForAllClients: Plugin = {
  name: 'one-for-all-clients',
  setup(build) {
    build.onResolve({ filter: /^@(smithy|aws-sdk)\/(node-http-handler|signature-v4)$/ }, ({ path, kind, resolveDir }) =>
      resolveDir === newest ? undefined : build.resolve(path.replace('@aws-sdk/', '@smithy/'), { kind, resolveDir: newest }),
    );
    build.onResolve({ filter: renamed }, ({ path, kind, resolveDir }) =>
      build.resolve(path.replace('@aws-sdk/', '@smithy/'), { kind, resolveDir }),
    );
  },
};

const renamed = new RegExp(
  `^@aws-sdk/(${[
    'config-resolver',
    'credential-provider-imds',
    'hash-node',
    'is-array-buffer',
    'middleware-content-length',
    'middleware-endpoint',
    'middleware-retry',
    'middleware-serde',
    'middleware-stack',
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
    'util-middleware',
    'util-retry',
    'util-utf8',
  ].join('|')})$`,
);
