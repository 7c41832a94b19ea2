import * as z from 'zod/mini';
import { jsonValue } from '../../core/json-value.ts';
import { BadOption, CommandError, exitCodes } from '../exit.ts';
import { textOf } from '../file-text.ts';
import type { Answer, ApproveOptions } from './answer.ts';
import type { OpenWait } from './open-wait.ts';

/** As `quorum token-sign generate` writes it, and approvers complete it. */
const Token = z.object({
  version: z.string(),
  /** The guide shows it with another name than the command has, and without. */
  service: z.optional(z.string()),
  signatures: z.array(z.object({ username: z.string(), role: z.string(), signature: z.string().check(z.minLength(1)) })),
});

const usersService = ['user', 'user-management'];

/** No quorum is smaller. */
const fewest = 2;

/**
 * The token with which admins have approved a change of users, and made it.
 *
 * @throws CommandError
 */
export async function answerToken({ environment, details }: OpenWait, { token = '' }: ApproveOptions): Promise<Answer> {
  const read = textOf(token);
  if ('fault' in read) throw new BadOption(`${token} ${read.fault.problem}`, { remedy: read.fault.remedy });
  const found = Token.safeParse(jsonValue(read.text));
  const refuse = (problem: string, exitCode: number) =>
    new CommandError(`${token}: ${problem}; nothing was changed`, exitCode, 'TokenRefused', {
      remedy: 'name the file of `quorum token-sign generate --service user`, with the signatures of those who approve',
    });
  if (!found.success) throw refuse('it is no token of a quorum', exitCodes.badInput);
  const { service, signatures } = found.data;
  if (service !== undefined && !usersService.includes(service))
    throw refuse(`it is a token for the service ${service}, and users are changed`, exitCodes.refused);
  const approvers = [...new Set(signatures.filter(({ role }) => role === 'admin').map(({ username }) => username))];
  if (approvers.length < fewest)
    throw refuse(`${approvers.length} admins have signed it, and no quorum is less than ${fewest}`, exitCodes.refused);
  return {
    told: `approved by ${approvers.join(', ')}`,
    plan: `${environment}: ${details.command} was approved by ${approvers.join(', ')} and made; the workflow goes on`,
    document: { approvers },
    record: async () => {},
  };
}
