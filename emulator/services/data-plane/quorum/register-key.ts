import type { Command } from '../command.ts';
import { CliError } from '../error.ts';
import { isSignedWith, readPublicKey } from './token.ts';

/** `user change-quorum token-sign register`: whoever is logged in approves with this key from now on. */
export const registerKey: Command<{ 'public-key': string; 'signed-token': string }> = {
  options: ['--public-key', '--signed-token'],
  files: ['public-key', 'signed-token'],
  login: 'any',
  run: ({ hsms }, options, session) => {
    const { username, role } = session!;
    const key = readPublicKey(Buffer.from(options['public-key'], 'base64'));
    if (!isSignedWith(key, options['signed-token'])) throw new CliError('The token is not signed with the private part of this key');
    const users = hsms.flatMap((hsm) => hsm.users.filter((user) => user.username === username && user.role === role));
    for (const user of users) user.quorumKey = key.export({ format: 'pem', type: 'spki' }).toString();
    return { username, role };
  },
};
