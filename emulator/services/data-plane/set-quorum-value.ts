import type { Command } from './command.ts';
import { CliError } from './error.ts';
import { type QuorumService, quorumValues, requireNoQuorum } from './quorum.ts';

/** `quorum token-sign set-quorum-value`: any admin alone, unless the service `quorum` itself has a quorum. */
export const setQuorumValue: Command<{ service: string; value: string }> = {
  options: ['--service', '--value', '--approval?'],
  login: 'admin',
  run: ({ cluster, hsms }, { service, value }) => {
    if (!Object.hasOwn(quorumValues(cluster), service)) throw new CliError(`Invalid service '${service}'`);
    requireNoQuorum(cluster, 'quorum');
    const admins = Math.min(...hsms.map(({ users }) => users.filter(({ role }) => role === 'admin').length));
    const wanted = Number(value);
    if (!Number.isInteger(wanted) || wanted < 2 || wanted > 8) throw new CliError('The quorum value must be between 2 and 8');
    if (wanted > admins) throw new CliError(`The quorum value must not be greater than the number of admins, ${admins}`);
    cluster.quorum = { ...cluster.quorum, [service as QuorumService]: wanted };
    return 'Set quorum value successful';
  },
};
