import { AwsError } from '../../kernel/aws-error.ts';
import type { ClientConfiguration } from './connection.ts';
import type { Credentials } from './login.ts';

/** One command, as the emulated `cloudhsm-cli` sends it. */
export interface CliRequest {
  command: string;
  options: Record<string, string>;
  configuration: ClientConfiguration;
  /** CLOUDHSM_ROLE and CLOUDHSM_PIN. */
  credentials?: Credentials;
}

/** Options that commands read; the others read none. */
const needed: Record<string, string[]> = {
  'cluster activate': ['password'],
  login: ['username', 'role', 'password'],
  'user create': ['username', 'role', 'password'],
  'user change-password': ['username', 'role', 'password'],
  'user delete': ['username', 'role'],
};

/** @throws AwsError where an option is missing that the program would have asked for */
export function checkOptions({ command, options }: CliRequest): void {
  const missing = needed[command]?.find((name) => options[name] === undefined);
  if (missing) throw new AwsError('ValidationException', `options.${missing}: has to be there for ${command}`);
}
