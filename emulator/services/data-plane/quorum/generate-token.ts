import type { Command } from '../command.ts';
import { CliError } from '../error.ts';
import { WithFile } from '../with-file.ts';
import { approvalFile, liveTokens, type QuorumToken, registrationFile, tokenLife } from './token.ts';
import { type QuorumService, quorumServices, quorumValues } from './values.ts';

/** Bytes of what is signed. */
const length = 64;

/** `quorum token-sign generate`: an admin's, one at a time of each service; that of a registration is anybody's. */
export const generateToken: Command<{ service: string; token: string }> = {
  options: ['--service', '--token'],
  refused: ['--filter?+'],
  login: (_, { service }) => (service === 'registration' ? 'none' : 'admin'),
  run: ({ place, cluster }, { service, token: path }, session) => {
    const shown = { [place.dataPlane.settings.generatedToken]: path };
    const approvalData = Buffer.from(place.random.hex(2 * length, 'quorum-token', String(place.dataPlane.tokensMade++)), 'hex');
    if (service === 'registration') return new WithFile(shown, { path, text: registrationFile(approvalData) });
    if (!Object.hasOwn(quorumValues(cluster), service))
      throw new CliError(`invalid value '${service}' for '--service': ${[...quorumServices, 'registration'].join(', ')} are emulated`);
    const { username } = session!;
    const now = place.clock.now();
    const tokens = liveTokens(session!, now);
    if (tokens.some((one) => one.service === service))
      throw new CliError(
        `There is a token of ${username} for the service ${service} already: use it, or delete it (quorum token-sign delete)`,
      );
    const token: QuorumToken = { service: service as QuorumService, approvalData, expiresAt: now + tokenLife };
    session!.tokens = [...tokens, token];
    return new WithFile(shown, { path, text: approvalFile(token) });
  },
};
