import { createPublicKey } from 'node:crypto';
import type { Command } from '../command.ts';
import type { Connection } from '../connection.ts';
import { CliError } from '../error.ts';
import type { Session } from '../session.ts';
import { type ApprovalFile, digestOf, liveTokens, type QuorumToken, readApprovalFile, signs } from './token.ts';
import { type QuorumService, quorumValues } from './values.ts';

export interface Approvable {
  /** Base64 of the token's file. */
  approval?: string;
}

/**
 * A command that several admins have to approve where its service has a quorum: it takes the file of the token, which is used up with it.
 *
 * @param wanted whether this change of it needs an approval
 */
export function withApproval<Options>(
  service: QuorumService,
  command: Command<Options>,
  wanted: (connection: Connection, options: Options, session: Session | undefined) => boolean = () => true,
): Command<Options & Approvable> {
  const { options = [], files = [], run } = command;
  return {
    ...command,
    options: [...options, '--approval?'],
    files: [...files, 'approval'],
    run: (connection, given, session) => {
      const quorum = quorumValues(connection.cluster)[service] ?? 1;
      if (quorum === 1 || !wanted(connection, given, session)) return run(connection, given, session);
      if (given.approval === undefined) throw new CliError('Quorum approval is required for this operation');
      const live = liveTokens(session!, connection.place.clock.now());
      const ofService = live.filter((one) => one.service === service);
      const token = approved(given.approval, quorum, ofService, connection);
      const data = run(connection, given, session);
      session!.tokens = live.filter((one) => one !== token);
      return data;
    },
  };
}

/** The token whose file this is. @throws CliError where too few have approved, or there is no such token in this session */
function approved(approval: string, quorum: number, tokens: QuorumToken[], { hsms }: Connection): QuorumToken {
  const file = readApprovalFile(approval);
  const token = tokens.find(({ approvalData }) => digestOf(approvalData) === file.token);
  const users = hsms.flatMap((hsm) => hsm.users);
  if (!token) throw invalidPair();
  const approvers = new Set(file.signatures.map((one) => approver(one, token, users)));
  if (approvers.size < quorum)
    throw new CliError(`Too few quorum approvals: currently ${approvers.size} approvals, but ${quorum} approvals required`);
  return token;
}

function approver(
  { username, role, signature }: ApprovalFile['signatures'][number],
  { approvalData }: QuorumToken,
  users: Connection['hsms'][number]['users'],
): string {
  const name = username.toLowerCase();
  const user = users.find((one) => one.username === name && one.role === role && role === 'admin');
  if (!user?.quorumKey || !signs(createPublicKey(user.quorumKey), approvalData, signature)) throw invalidPair();
  return name;
}

function invalidPair(): CliError {
  return new CliError('Invalid username-signature pair for quorum authorization');
}
