import type { HsmUser } from '../cloudhsmv2/hsm-user.ts';
import type { QuorumToken } from './quorum/token.ts';

/** A user who is logged in. */
export interface Session {
  username: string;
  role: HsmUser['role'];
  /** Of quorums: they end with it. */
  tokens?: QuorumToken[];
}
