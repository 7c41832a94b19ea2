import { setting } from '../aws/setting.ts';
import { environmentTag, stageTag } from '../cloudhsm/tags.ts';

/** What makes a secret an environment's, as the AWS CLI takes it. */
export function secretTags(environment: string): string {
  return `Key=${environmentTag},Value=${environment} Key=${stageTag},Value=${setting('STAGE')}`;
}

/** What people type to make a secret of an environment that is gone, from a file. */
export function makingSecret(environment: string, name: string, file: string): string {
  return `aws secretsmanager create-secret --name ${name} --secret-string file://${file} --tags ${secretTags(environment)}`;
}

/** What people type to give a secret another value, from a file. */
export function puttingSecret(name: string, file: string): string {
  return `aws secretsmanager put-secret-value --secret-id ${name} --secret-string file://${file}`;
}
