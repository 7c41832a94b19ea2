import { dirname, join } from 'node:path';
import * as z from 'zod';
import { readJson } from '../../../kernel/read-json.ts';
import { CliError } from '../error.ts';
import type { Sent } from './sent.ts';

const ConfiguredCluster = z.looseObject({
  cluster: z.looseObject({
    hsm_ca_file: z.string(),
    options: z
      .looseObject({ disable_key_availability_check: z.boolean().optional(), enable_certificate_storage: z.boolean().optional() })
      .optional(),
    servers: z.array(z.looseObject({ hostname: z.string(), enable: z.boolean() })),
  }),
  cluster_id: z.string().optional(),
});

export const Configuration = z.looseObject({
  clusters: z.tuple([ConfiguredCluster], z.unknown()),
  logging: z.looseObject({ log_type: z.string(), log_file: z.string() }),
});

/** `cloudhsm-cli.cfg` and `cloudhsm-pkcs11.cfg` of Client SDK 5, as far as the programs read them. */
export type Configuration = z.infer<typeof Configuration>;

/**
 * The configuration that the client has, or a new one.
 *
 * @throws CliError where the file is not what configure-cli writes
 */
export function configurationOf({ program, etc, configuration }: Sent): Configuration {
  const component = program === 'configure-pkcs11' ? 'cloudhsm-pkcs11' : 'cloudhsm-cli';
  if (configuration === undefined) return newConfiguration(etc, component);
  const file = join(etc, `${component}.cfg`);
  try {
    return Configuration.parse(readJson(configuration));
  } catch {
    const words =
      component === 'cloudhsm-cli'
        ? 'the CloudHSM CLI: remove it, and run configure-cli'
        : 'the PKCS #11 library: remove it, and run configure-pkcs11';
    throw new CliError(`${file} is not a configuration of ${words}`);
  }
}

export function written(configuration: Configuration): string {
  return `${JSON.stringify(configuration, undefined, 2)}\n`;
}

/** The issuing certificate of whoever names none: it need not be there. */
export function usualIssuer(etc: string): string {
  return join(etc, 'customerCA.crt');
}

function newConfiguration(etc: string, component: string): Configuration {
  const log_file = join(dirname(etc), 'run', `${component}.log`);
  return {
    clusters: [{ type: 'hsm1', cluster: { hsm_ca_file: usualIssuer(etc), servers: [] } }],
    logging: { log_type: 'file', log_file, log_level: 'info', log_interval: 'daily' },
  };
}
