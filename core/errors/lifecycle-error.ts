/**
 * Every error name that a state machine can meet, in one place. State machines match on these words, so they are literal and never
 * change with minification.
 */
export const errorNames = [
  // bad input
  'InvalidEnvironment',
  // worth another try as it is
  'TransientServiceError',
  'CreateOutcomeUnknown',
  // refused by AWS, for good
  'AccessDenied',
  'RequestRejected',
  // who may work on the environment
  'LeaseHeld',
  'LeaseLost',
  'LeaseSettling',
  // cluster and HSMs
  'ClusterAmbiguous',
  'ClusterDegraded',
  'ClusterStateUnexpected',
  'ClusterMissing',
  'ClusterMismatch',
  'HsmDegraded',
  'HsmMissing',
  'WaitDeadlineExceeded',
  // identity and certificates
  'HardwareRootMissing',
  'HardwareIdentityRefused',
  'CsrChanged',
  'CertificateRefused',
  'TrustAnchorRefused',
  // users
  'AdminSecretMissing',
  'AdminPasswordWrong',
  'UserMissingOnHsm',
  'HsmUnreachable',
  'ActivationFailed',
  'UserTaskFailed',
  // key store
  'KeyStoreNameTaken',
  'KeyStoreDisconnecting',
  'KeyStoreConnectionFailed',
  'KeyProofFailed',
  // at the end
  'EnvironmentIncomplete',
  // what nothing explains
  'StepFailed',
] as const;

export type ErrorName = (typeof errorNames)[number];

export function isErrorName(name: string): name is ErrorName {
  return (errorNames as readonly string[]).includes(name);
}

export interface ErrorDetails {
  /** What was being done, as in `creating the first HSM`. */
  doing: string;
  /** The resource that it was done to. */
  to: string;
  /** What was wrong. */
  problem: string;
  /** What to do about it. */
  remedy: string;
}

const remedyMark = ' Remedy: ';

/** An error of the workflow: says what was being done, to what, what was wrong and what to do. */
export class LifecycleError extends Error {
  readonly details: ErrorDetails;

  constructor(name: ErrorName, details: ErrorDetails, options?: ErrorOptions) {
    super(`${upperFirst(details.doing)} (${details.to}): ${details.problem}${remedyMark}${details.remedy}`, options);
    this.name = name;
    this.details = details;
  }
}

/** Takes the message of a LifecycleError apart again; `remedy` is empty where the text is not such a message. */
export function splitRemedy(text: string): { message: string; remedy: string } {
  const at = text.lastIndexOf(remedyMark);
  return at === -1 ? { message: text, remedy: '' } : { message: text.slice(0, at), remedy: text.slice(at + remedyMark.length) };
}

/** A text with a remedy: its own, or this one where it has none. */
export function withRemedy(text: string, remedy: string): string {
  return text.includes(remedyMark) ? text : `${text}${remedyMark}${remedy}`;
}

function upperFirst(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
