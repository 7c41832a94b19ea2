import { InteractiveSessions } from './interactive-sessions.ts';

/** Where AWS's reference leaves the CloudHSM CLI open or contradicts itself; docs/api-coverage.md names the assumptions. */
export interface DataPlaneSettings {
  /**
   * How a client that comes to no session with an HSM says so: `text`, a line on stderr and no JSON, as users report it; `json`, in
   * the document that all other failures have.
   */
  noContext: 'text' | 'json';
  /** The exit status where `error_code` is 1. The reference describes the document only. */
  exitStatusOfError: 0 | 1;
  /** What `user create` does for a user that misses on some HSMs to the password on those that hold it. */
  repeatedCreate: 'keeps the password' | 'sets the password';
  /** The bad logins in a row that lock a user: the reference says when five are exceeded, the service locks at the fifth. */
  badLoginsToLock: 5 | 6;
  /** HSMs that count a bad login: the client may stop at the first one that refuses, so that a user is locked on some only. */
  badLoginCountsOn: 'every HSM' | 'one HSM';
  /** `quorum token-sign list`: the reference asks for no login, the command's own page for an admin's or a crypto user's. */
  quorumTokensNeedLogin: boolean;
  /** What `quorum token-sign generate` calls the file that it has written: the guide and the reference differ. */
  generatedToken: 'path' | 'filepath';
  /** Whether a quorum approves that an admin changes the own password: the guide speaks of the passwords of other users. */
  quorumForOwnPassword: boolean;
  /** What `cloudhsm-cli --version` says. */
  version: string;
}

const usualSettings: DataPlaneSettings = {
  noContext: 'text',
  exitStatusOfError: 1,
  repeatedCreate: 'keeps the password',
  badLoginsToLock: 5,
  badLoginCountsOn: 'every HSM',
  quorumTokensNeedLogin: false,
  generatedToken: 'path',
  quorumForOwnPassword: true,
  version: '5.18.0',
};

/** Users stand on the HSMs: who is at the prompt is all that the data plane keeps. */
export class DataPlaneState {
  readonly sessions = new InteractiveSessions();
  readonly settings: DataPlaneSettings = { ...usualSettings };
  /** Each token of a quorum is another. */
  tokensMade = 0;
}
