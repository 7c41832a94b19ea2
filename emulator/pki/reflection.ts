/**
 * `@peculiar/x509` resolves its algorithms with tsyringe, which refuses to load where `Reflect.getMetadata` is missing and then
 * asks it for constructor parameters only. None of those classes has any, so that an empty answer is the true one.
 */
const reflection = Reflect as typeof Reflect & Record<'getMetadata' | 'getOwnMetadata' | 'defineMetadata', (() => undefined) | undefined>;
for (const name of ['getMetadata', 'getOwnMetadata', 'defineMetadata'] as const) reflection[name] ??= () => undefined;
