import { setting } from './aws/setting.ts';

/**
 * How people give the stack another parameter, as a part of a remedy. A deployment takes the usual value for each that it is not given.
 *
 * @param parameter as in `hsmQuota=8`, as a shell reads it
 */
export function deployingWith(parameter: string): string {
  return `\`npx serverless deploy --stage ${setting('STAGE')} --param ${parameter}\`, with every other --param of the deployment before`;
}
