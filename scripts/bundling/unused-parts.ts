import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';

/** Leaves out of the SDK what no step uses and esbuild cannot see to be unused. */
export const unusedParts: Plugin = {
  name: 'unused-parts',
  setup(build) {
    // what operations load that stream events, of which we call none, and what is for an instance of EC2
    build.onResolve({ filter: /^@smithy\/(core\/event-streams|credential-provider-imds)$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { external: true } : undefined,
    );
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind, path }) =>
      kind === 'import-statement' ? { path, namespace: 'event-streams', sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'event-streams' }, () => ({
      contents: 'export const eventStreamSerdeProvider = () => {};\nexport const resolveEventStreamSerdeConfig = (config) => config;',
    }));
    build.onLoad({ filter: /\/getInstanceMetadataRegion\.js$/ }, () => ({
      contents: 'export const getInstanceMetadataRegion = async () => undefined;',
    }));
    // hashes in JavaScript are for where there is no node:crypto
    build.onLoad({ filter: /\/(Sha1|Sha256|Md5)Js\.js$/ }, ({ path }) => ({ contents: `export class ${basename(path, '.js')} {}` }));
    // S3's directory buckets have sessions, and who asks can bring a key of their own: no bucket of ours is so
    build.onLoad({ filter: /\/S3ExpressIdentityProviderImpl\.js$/ }, () => ({ contents: 'export class S3ExpressIdentityProviderImpl {}' }));
    build.onLoad({ filter: /\/middleware-ssec\.js$/ }, () => ({ contents: ssec }));
    // a browser's answers are streams of another kind
    build.onLoad({ filter: /\/sdk-stream-mixin\.browser\.js$/ }, () => ({ contents: 'export const sdkStreamMixin = (stream) => stream;' }));
    // DynamoDB's client makes a cache of endpoints that it discovers, which nobody has it do
    build.onLoad({ filter: /mnemonist\/lru-cache\.js$/ }, () => ({ contents: 'module.exports = class { constructor() {} };' }));
    // S3's client can sign for several regions at once, which only access points of that kind want
    build.onLoad({ filter: /signature-v4-multi-region\/dist-es\/index\.js$/ }, () => ({
      contents:
        "export { SignatureV4 as SignatureV4MultiRegion, SignatureV4 as SignatureV4SignWithCredentials } from '@smithy/signature-v4';",
    }));
    // clients can slow down by themselves (retry mode `adaptive`), which those that ask once never do
    build.onLoad({ filter: /\/DefaultRateLimiter\.js$/ }, () => ({ contents: 'export class DefaultRateLimiter {}' }));
    // nothing that we deploy tells its calls
    build.onLoad({ filter: /\/middleware-logger\/(dist-es\/)?loggerMiddleware\.js$/ }, () => ({
      contents:
        'export const loggerMiddleware = () => (next) => next;\nexport const loggerMiddlewareOptions = {};\nexport const getLoggerPlugin = () => ({ applyToStack() {} });',
    }));
    // a person's ~/.aws: each client looks for it before its first call
    build.onLoad({ filter: /\/shared-ini-file-loader\/(dist-es\/)?loadSharedConfigFiles\.js$/ }, () => ({
      contents:
        "export const CONFIG_PREFIX_SEPARATOR = '.';\nexport const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });",
    }));
    // a setting is in the environment or it is the usual one: the SDK makes two errors on its way from the one to the other
    build.onLoad({ filter: /\/node-config-provider\/(dist-es\/)?configLoader\.js$/ }, () => ({ contents: loadConfig }));
    // core/in-english.ts brings the words that we use; there are those of fifty languages
    build.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {};' }));
    // a client tells its version in the User-Agent, and takes all of its package.json for it
    build.onLoad({ filter: /@aws-sdk\/client-[\w-]+\/package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

const ssec = `
export const ssecMiddleware = () => (next) => next;
export const ssecMiddlewareOptions = {};
export const getSsecPlugin = () => ({ applyToStack() {} });
export const isValidBase64EncodedSSECustomerKey = () => false;`;

const loadConfig = `
export const loadConfig = ({ environmentVariableSelector: select, default: usual }, { signingName, logger } = {}) => {
  const read = async () => select(process.env, { signingName, logger }) ?? (typeof usual === 'function' ? usual() : usual);
  let setting;
  return () => (setting ??= read());
};`;
