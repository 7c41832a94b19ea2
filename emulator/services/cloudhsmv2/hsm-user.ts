/** A user as it stands on one HSM. Passwords are kept in the clear: this is an emulator, and nothing prints them. */
export interface HsmUser {
  username: string;
  role: 'admin' | 'unactivated-admin' | 'crypto-user' | 'internal(APPLIANCE_USER)';
  password: string;
  badLogins: number;
  locked: boolean;
  /** The public key with which it approves what a quorum has to, PEM. */
  quorumKey?: string;
}
