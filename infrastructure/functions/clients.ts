import { clientPackages } from '../client-sdk.ts';
import { arn, ref } from '../cloudformation.ts';
import { changeRecord, readRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { describeClusters, seeEntries, trustAnchors } from './grants.ts';
import type { Steps } from './step.ts';

const document = arn('ssm', 'document/${ClientDocument}');
const ofDocument = { CLIENT_DOCUMENT: ref('ClientDocument') };
// hosts are their owners': no tag of ours is on them
const hosts = [arn('ec2', 'instance/*'), arn('ssm', 'managed-instance/*')];
const associations = arn('ssm', 'association/*');
const versions = [...new Set(clientPackages().map(({ version }) => version))];

/** Client hosts. */
export const clients: Steps = {
  'plan-clients': {
    permissions: [
      describeClusters,
      allow('secretsmanager:GetSecretValue', trustAnchors), // public
      changeRecord,
      seeEntries,
    ],
    environment: { ...record, CLIENT_VERSIONS: versions.join(',') },
  },
  'find-hosts': { permissions: [allow('ssm:DescribeInstanceInformation'), allow('ec2:DescribeInstances')] },
  'attach-security-group': {
    permissions: [
      allow('ec2:DescribeInstances'),
      allow('ec2:ModifyNetworkInterfaceAttribute', [arn('ec2', 'network-interface/*'), arn('ec2', 'security-group/*')]),
      readRecord,
    ],
    environment: record,
  },
  'send-client-command': {
    permissions: [allow('ssm:ListCommands'), allow('ssm:SendCommand', [document, ...hosts]), readRecord],
    environment: { ...record, ...ofDocument },
  },
  'check-client-command': { permissions: [allow(['ssm:ListCommandInvocations', 'ssm:GetCommandInvocation'])] },
  'keep-clients-configured': {
    permissions: [
      allow('ssm:ListAssociations'),
      allow(['ssm:DescribeAssociation', 'ssm:UpdateAssociation', 'ssm:DeleteAssociation'], associations),
      allow('ssm:CreateAssociation', [document, associations]),
      changeRecord,
    ],
    environment: { ...record, ...ofDocument },
  },
  'conclude-clients': { permissions: [] },
};
