import type { HsmUser } from '../cloudhsmv2/hsm-user.ts';

/** A user who is logged in. */
export interface Session {
  username: string;
  role: HsmUser['role'];
}
