import { setting } from '../aws/setting.ts';

/** The command with which people answer, as they type it where this deployment is. */
export function approving(environment: string, options: string): string {
  const stage = setting('STAGE');
  const region = process.env.AWS_REGION;
  return `npx hsm approve ${environment} ${options}${stage === 'dev' ? '' : ` --stage ${stage}`}${region ? ` --region ${region}` : ''}`;
}
