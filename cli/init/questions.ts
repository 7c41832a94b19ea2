import { checkbox, input, number, select } from '@inquirer/prompts';
import { Environment } from '../../core/environment/environment.ts';
import type { Subnet } from '../../core/network/subnets.ts';
import type { Cost } from '../../core/pricing.ts';
import { type Authority, type Network, shownNetwork } from './account.ts';

/** What a person is asked at a terminal. */
export interface Questions {
  name(usual: string): Promise<string>;
  purpose(): Promise<'production' | 'testing'>;
  network(networks: Network[]): Promise<Network>;
  subnets(candidates: Subnet[], suggested: Subnet[]): Promise<Subnet[]>;
  hsms(usual: number, least: number, price: (hsms: number) => Cost): Promise<number>;
  authority(found: Authority[], orSelfSigned: boolean): Promise<string | undefined>;
  groups(groupIds: string[]): Promise<string[]>;
  keyStore(usual: string): Promise<string | undefined>;
}

/** stdout is for results. */
const onTerminal = { output: process.stderr };

export const questions: Questions = {
  name: (usual) =>
    input({ message: 'Name of the environment', default: usual, validate: (text) => fits(Environment.shape.name, text) }, onTerminal),
  purpose: () =>
    select(
      {
        message: 'What is it for?',
        choices: [
          { name: 'production', value: 'production' as const },
          { name: 'testing', description: 'what is meant for trying out is allowed', value: 'testing' as const },
        ],
      },
      onTerminal,
    ),
  network: (networks) =>
    select(
      {
        message: 'Which VPC?',
        choices: networks.map((network) => ({ name: `${shownNetwork(network)}: ${zonesOf(network.subnets)}`, value: network })),
      },
      onTerminal,
    ),
  subnets: (candidates, suggested) =>
    checkbox(
      {
        message: 'Which subnets? They are kept for life',
        choices: candidates.map((subnet) => ({
          name: `${subnet.availabilityZone}  ${subnet.subnetId}`,
          short: subnet.availabilityZone,
          description: `${subnet.cidr}, ${subnet.freeAddresses} free addresses`,
          value: subnet,
          checked: suggested.includes(subnet),
        })),
        validate: (chosen) => chosen.length >= 2 || 'Two availability zones at least.',
      },
      onTerminal,
    ),
  hsms: (usual, least, price) =>
    number(
      {
        message: `How many HSMs? (${usual} cost ${price(usual).currency} ${price(usual).perMonth.toFixed(0)} a month)`,
        default: usual,
        min: least,
        max: 28,
        required: true,
      },
      onTerminal,
    ),
  authority: (found, orSelfSigned) =>
    select(
      {
        message: "Who signs the cluster's certificate?",
        choices: [
          ...found.map(({ arn, name, ends }) => ({
            name: `${name || arn}, until ${ends}`,
            description: arn,
            value: arn as string | undefined,
          })),
          ...(orSelfSigned
            ? [{ name: 'a root of its own', description: 'made for this cluster, for testing only', value: undefined }]
            : []),
        ],
      },
      onTerminal,
    ),
  groups: (groupIds) =>
    checkbox(
      {
        message: 'Which groups let its task out on port 443?',
        choices: groupIds.map((groupId, index) => ({ name: groupId, value: groupId, checked: index === 0 })),
        validate: (chosen) => (chosen.length >= 1 && chosen.length <= 4) || 'One to four.',
      },
      onTerminal,
    ),
  keyStore: async (usual) => {
    const name = await input({ message: 'Name of the KMS key store (- for none)', default: usual }, onTerminal);
    return name === '-' ? undefined : name;
  },
};

function fits(
  schema: { safeParse(text: string): { success: boolean; error?: { issues: { message: string }[] } } },
  text: string,
): true | string {
  const { success, error } = schema.safeParse(text);
  return success || `It ${error?.issues[0]?.message ?? 'is not accepted'}.`;
}

function zonesOf(subnets: Subnet[]): string {
  return [...new Set(subnets.map(({ availabilityZone }) => availabilityZone))].join(', ');
}
