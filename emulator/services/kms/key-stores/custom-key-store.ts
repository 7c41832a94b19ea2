import type { Timer } from '../../../kernel/virtual-clock.ts';

type ConnectionState = 'CONNECTED' | 'CONNECTING' | 'FAILED' | 'DISCONNECTED' | 'DISCONNECTING';

export const connectionErrorCodes = [
  'INVALID_CREDENTIALS',
  'CLUSTER_NOT_FOUND',
  'NETWORK_ERRORS',
  'INTERNAL_ERROR',
  'INSUFFICIENT_CLOUDHSM_HSMS',
  'USER_LOCKED_OUT',
  'USER_NOT_FOUND',
  'USER_LOGGED_IN',
  'SUBNET_NOT_FOUND',
  'INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET',
] as const;

export type ConnectionErrorCode = (typeof connectionErrorCodes)[number];

/** A key store in a CloudHSM cluster. */
export interface CustomKeyStore {
  id: string;
  name: string;
  clusterId: string;
  /** The backup history of its cluster, which outlives the cluster. */
  history: string;
  /** PEM, as the caller gave it. */
  trustAnchor: string;
  /** What KMS takes kmsuser's password to be: the caller's word, then what KMS itself set when it connected. */
  kmsuserPassword: string;
  createdAt: Date;
  state: ConnectionState;
  errorCode?: ConnectionErrorCode;
  /** HSMs, by id, on which KMS is logged in. */
  sessions: Set<string>;
  /** How many connections were begun. */
  attempts: number;
  /** The end of CONNECTING or DISCONNECTING. */
  transition?: { timer: Timer; began: number };
}
