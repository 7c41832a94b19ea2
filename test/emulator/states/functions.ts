import { strToU8, zipSync } from 'fflate';
import type { Emulator } from '../../../emulator/emulator.ts';

/** Bodies of handlers, as source text. */
export const echo = 'export const handler = async (event) => event;';
export const raise = `export const handler = async () => {
  throw Object.assign(new Error('Some exception was raised.'), { name: 'Exception' });
};`;

/** Creates functions from source text. @returns their ARNs by name */
export function installFunctions<Name extends string>(aws: Emulator, sources: Record<Name, string>): Record<Name, string> {
  const created = Object.entries<string>(sources).map(([name, source]) => [
    name,
    aws.home.lambda.create({
      name,
      roleArn: `arn:aws:iam::${aws.home.accountId}:role/${name}`,
      handler: 'index.handler',
      code: zipSync({ 'index.mjs': strToU8(source) }),
      timeoutSeconds: 30,
      memoryMegabytes: 128,
      environment: {},
      logGroup: `/aws/lambda/${name}`,
    }),
  ]);
  return Object.fromEntries(created) as Record<Name, string>;
}
