import { HostIds } from '../../core/clients/request.ts';
import { HostTags } from '../../core/environment/host-tags.ts';
import { BadOption } from '../exit.ts';
import { textOf } from '../file-text.ts';
import { type Intent, intentCommand, type Request, requestOf } from './intent.ts';

interface Options {
  targets?: string[];
  hosts?: string;
  attachSecurityGroup?: true;
}

export const clients: Intent = {
  name: 'clients',
  command: (run) =>
    intentCommand('clients', [
      ['npx hsm clients production --targets tag:Role=payments', 'every host with this tag; a tag that no host has is a failure'],
      ['npx hsm clients production --hosts hosts.txt', 'the hosts whose ids stand in a file, one a line'],
      ['npx hsm clients production', 'the hosts that its file names in clients.tags'],
      ['npx hsm clients production --attach-security-group', "and let those in that do not have the cluster's security group"],
    ])
      .description('install and configure the client on hosts, through Systems Manager')
      .argument('<environment>', 'name of an environment on record')
      .option('--targets <tag:NAME=VALUE...>', 'hosts that have all of these tags')
      .option('--hosts <file>', 'hosts by their ids, one a line')
      .option('--attach-security-group', "give hosts the cluster's security group beside their own; without it they are reported")
      .action((environment, { targets, hosts, attachSecurityGroup, ...options }) =>
        run(clients, () => request(environment, { targets, hosts, attachSecurityGroup }), options),
      ),
  done: ({ environment, clients: told }) => {
    if (!told) return `the client hosts of ${environment} are configured`;
    const { hosts, version } = told;
    return `${hosts.length} host${hosts.length === 1 ? '' : 's'} of ${environment} can use its HSMs, with Client SDK ${version}`;
  },
};

function request(environment: string, { targets, hosts, attachSecurityGroup }: Options): Request {
  const changes = { ...meant(targets, hosts), ...(attachSecurityGroup && { attachSecurityGroup }) };
  const whose = hosts ? `the hosts of ${hosts}` : targets ? `every host with ${targets.join(' and ')}` : 'the hosts that its file names';
  const letIn = attachSecurityGroup ? "; those outside the cluster's security group are given it" : '';
  return requestOf(environment, `install and configure Client SDK 5 on ${whose}${letIn}`, changes);
}

/** @throws CommandError for tags and ids that are none */
function meant(targets: string[] | undefined, file: string | undefined): object {
  if (targets && file) throw new BadOption('--targets and --hosts are both given', { remedy: 'give one of them' });
  if (targets) {
    const tags = targets.map((target) => target.replace(/^tag:/, ''));
    if (targets.every((target) => target.startsWith('tag:')) && HostTags.safeParse(tags).success) return { tags };
    throw new BadOption(`--targets ${targets.join(' ')} names no tags`, { remedy: 'write tag:NAME=VALUE, up to five of them' });
  }
  if (!file) return {};
  const from = textOf(file);
  if ('fault' in from)
    throw new BadOption(`--hosts ${file}: ${from.fault.problem}`, { remedy: 'name the file that holds the ids of the hosts, one a line' });
  const ids = from.text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
  const read = HostIds.safeParse(ids);
  if (read.success) return { hosts: ids };
  const [issue] = read.error.issues;
  const which = issue?.path[0] === undefined ? file : `--hosts ${file}: ${ids[Number(issue.path[0])]}`;
  throw new BadOption(`${which} ${issue?.message ?? 'is no list of hosts'}`, {
    remedy: 'write up to 100 ids such as i-0123456789abcdef0, one a line',
  });
}
