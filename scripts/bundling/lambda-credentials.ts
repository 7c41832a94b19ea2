import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in a function's bundle for the SDK's chain of credential providers: Lambda gives credentials by environment variables
 * and in no other way, and the chain (SSO, STS, web identity, with XML parsers) is half of a bundle.
 */
export const defaultProvider = () => fromEnv();

/** The older clients wrap the chain with this of @aws-sdk/client-sts. */
export const decorateDefaultCredentialProvider = (provider: typeof defaultProvider) => provider;
