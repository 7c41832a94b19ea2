import { readFileSync } from 'node:fs';
import { prefix, type TemplatePart } from './cloudformation.ts';

/** By its name functions send it and associations apply it. */
const clientDocument = `${prefix}-configure-client`;

const script = 'cli/client-bundle/configure-host.sh';
const packages = 'tasks/hsm-users/client-sdk.tsv';

/** Settings of the script, by the parameter that brings each. The values come as variables, so that no shell reads them as its own text. */
const settings: Record<string, string> = {
  VERSION: 'Version',
  CLUSTER_ID: 'ClusterId',
  REGION: 'Region',
  ADDRESSES: 'Addresses',
  AVAILABILITY_CHECK: 'AvailabilityCheck',
  UNVERIFIED: 'Unverified',
};

const parameter = (description: string, limits: object) => ({ type: 'String', description, interpolationType: 'ENV_VAR', ...limits });

/** What Systems Manager runs on client hosts: the script of `hsm client-bundle`, with its settings as parameters. None of them is secret. */
export function clientDocumentContent(): object {
  return {
    schemaVersion: '2.2',
    description: 'Installs the CloudHSM CLI and the PKCS #11 library and configures them for one cluster. Run it again at any time.',
    parameters: {
      Version: parameter('Of Client SDK 5.', { allowedPattern: '^[0-9]+[.][0-9]+[.][0-9]+$' }),
      ClusterId: parameter('The cluster.', { allowedPattern: '^cluster-[a-z2-7]{11,16}$' }),
      Region: parameter('Where the cluster is.', { allowedPattern: '^[a-z]{2}(-[a-z]+)+-[0-9]$' }),
      Addresses: parameter('Of its HSMs, with spaces between.', { allowedPattern: '^[0-9.]+( [0-9.]+)*$' }),
      AvailabilityCheck: parameter('Whether a key has to be on two HSMs to be used.', { allowedValues: ['on', 'off'] }),
      Unverified: parameter('yes takes a version whose SHA-256 is not known.', { default: 'no', allowedValues: ['yes', 'no'] }),
      CustomerCa: parameter('The certificate that its hardware is trusted by, customerCA.crt; public.', {
        allowedPattern: '^(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\r\\n]+-----END CERTIFICATE-----[\\r\\n]*)+$',
      }),
    },
    mainSteps: [
      {
        action: 'aws:runShellScript',
        name: 'configureClient',
        precondition: { StringEquals: ['platformType', 'Linux'] },
        inputs: { timeoutSeconds: '1800', runCommand: commands() },
      },
    ],
  };
}

function commands(): string[] {
  return [
    '#!/bin/sh',
    'set -eu',
    'if [ -z "${SSM_ClusterId+given}" ]; then',
    '  echo "configure-host: this SSM Agent hands no parameters over as variables: update it" >&2',
    '  exit 1',
    'fi',
    'bundle=$(mktemp -d)',
    `trap 'rm -rf "$bundle"' EXIT`,
    '{',
    ...Object.entries(settings).map(([name, from]) => `  printf "${name}='%s'\\n" "\${SSM_${from}?}"`),
    '} >"$bundle/settings"',
    'printf "%s\\n" "${SSM_CustomerCa?}" >"$bundle/customerCA.crt"',
    ...file('client-sdk.tsv', packages),
    ...file('configure-host.sh', script),
    'sh "$bundle/configure-host.sh"',
  ];
}

function file(name: string, from: string): string[] {
  return [`cat >"$bundle/${name}" <<'END OF FILE'`, ...readFileSync(from, 'utf8').trimEnd().split('\n'), 'END OF FILE'];
}

export const clients: TemplatePart = {
  Resources: {
    ClientDocument: {
      Type: 'AWS::SSM::Document',
      Properties: {
        Name: clientDocument,
        DocumentType: 'Command',
        DocumentFormat: 'JSON',
        TargetType: '/AWS::EC2::Instance',
        UpdateMethod: 'NewVersion', // a named document cannot be replaced
        Content: clientDocumentContent(),
      },
    },
  },
};
