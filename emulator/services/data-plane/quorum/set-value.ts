import type { Command } from '../command.ts';
import { CliError } from '../error.ts';
import { withApproval } from './approval.ts';
import { type QuorumService, quorumValues } from './values.ts';

const command: Command<{ service: string; value: string }> = {
  options: ['--service', '--value'],
  login: 'admin',
  run: ({ place, cluster, hsms }, { service, value }) => {
    if (!Object.hasOwn(quorumValues(cluster), service)) throw new CliError(`Invalid service '${service}'`);
    const admins = Math.min(...hsms.map(({ users }) => users.filter(({ role }) => role === 'admin').length));
    const wanted = Number(value);
    if (!Number.isInteger(wanted) || wanted < 2 || wanted > 8) throw new CliError('The quorum value must be between 2 and 8');
    if (wanted > admins) throw new CliError(`The quorum value must not be greater than the number of admins, ${admins}`);
    place.cloudhsmv2.audit(cluster, hsms, { opcode: 'CN_SET_M_VALUE' });
    cluster.quorum = { ...cluster.quorum, [service as QuorumService]: wanted };
    return 'Set quorum value successful';
  },
};

/** `quorum token-sign set-quorum-value`: any admin alone, unless the service `quorum` itself has a quorum. */
export const setValue = withApproval('quorum', command);
