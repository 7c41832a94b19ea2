import { setting } from './aws/setting.ts';

/**
 * How people give the stack another parameter, as a part of a remedy. A deployment leaves the others as they are.
 *
 * @param parameter as in `hsmQuota=8`, as a shell reads it
 */
export function deployingWith(parameter: string): string {
  return `\`npx serverless deploy --stage ${setting('STAGE')} --param ${parameter}\``;
}
