/**
 * What kind of thing went wrong: `bad input` the file is at fault · `held` somebody else is at work, came first, or
 * needs what would go · `refused` AWS
 * refuses for good · `transient` AWS kept failing through all retries · `domain` a condition of cluster, certificates, users or keys.
 */
export type ErrorKind = 'bad input' | 'held' | 'refused' | 'transient' | 'domain';

interface ErrorRow {
  kind: ErrorKind;
  /** What it means, in half a sentence. */
  meaning: string;
  /** What to do, where the cause says nothing more exact. */
  remedy: string;
}

const again = 'start the workflow again; it goes on from where it was';

/**
 * Every error name that a state machine can meet, in one place: exit codes, the table of docs/operations.md and the alarms come from
 * here. State machines match on these words, so they are literal and never change with minification.
 */
export const errorTable = {
  InvalidEnvironment: {
    kind: 'bad input',
    meaning: 'the file, or what it names, does not pass',
    remedy: 'mend what each line says and start the workflow again',
  },
  ClusterMismatch: {
    kind: 'bad input',
    meaning: 'the standing cluster has another type, mode or subnets',
    remedy: 'write into the file what the cluster is, or choose another environment name, and start the workflow again',
  },
  KeyStoreNameTaken: {
    kind: 'bad input',
    meaning: "the name belongs to another cluster's key store",
    remedy: 'choose another name in keyStore.name and start the workflow again',
  },
  KeyStoreMismatch: {
    kind: 'bad input',
    meaning: 'the cluster has a key store of another name',
    remedy: 'write its name in keyStore.name, since a cluster has one key store at most, and start the workflow again',
  },
  KeyStoreUnrelated: {
    kind: 'refused',
    meaning: 'KMS ties a key store to clusters of its own backup history only',
    remedy: 'restore a backup of the cluster that the key store was over, and start the workflow again',
  },
  LeaseHeld: {
    kind: 'held',
    meaning: 'another execution works on the environment',
    remedy: 'let it end, or stop it, and start the workflow again',
  },
  LeaseLost: {
    kind: 'held',
    meaning: 'another execution has taken the environment over',
    remedy: 'let that execution end; then start the workflow again if something is still missing',
  },
  LeaseSettling: {
    kind: 'held',
    meaning: 'the execution before has just ended, or is not to be seen yet, and its functions may still work',
    remedy: 'start the workflow again in five minutes',
  },
  KeysInUse: {
    kind: 'held',
    meaning: 'what is to go, an environment or a crypto user, has keys, and what they encrypt would be lost',
    remedy: 'have the keys deleted as the cause says, where nothing needs them any more, and start the workflow again when they are gone',
  },
  RequestOutdated: {
    kind: 'held',
    meaning:
      'the request is older than the last teardown of the environment, or waited for people when the same was asked for with something else',
    remedy: 'send the request again if the environment is still wanted',
  },
  AccessDenied: {
    kind: 'refused',
    meaning: 'a role, a policy or a key does not allow a call',
    remedy:
      'deploy the stack again, which gives its roles what they need; where that does not help, lift what denies the action that the message names (a service control policy, a permissions boundary, the policy of the resource); then start the workflow again',
  },
  RequestRejected: {
    kind: 'refused',
    meaning: 'AWS refuses a call for good',
    remedy: 'mend what the message names and start the workflow again',
  },
  QuotaReached: {
    kind: 'refused',
    meaning: 'a quota of the account leaves no room for what is asked for',
    remedy: 'raise the quota that the cause names, or delete what nobody uses of it, and start the workflow again',
  },
  TransientServiceError: {
    kind: 'transient',
    meaning: 'AWS kept failing through all retries, or did not show what was there before',
    remedy: `look at the AWS Health Dashboard, then ${again}`,
  },
  CreateOutcomeUnknown: {
    kind: 'transient',
    meaning: 'AWS gave no answer to a create, and what it creates did not appear',
    remedy: `look at the AWS Health Dashboard, then ${again}: it looks for the resource before it creates another`,
  },
  ClusterBusy: {
    kind: 'transient',
    meaning: 'CloudHSM, or somebody through it, was at work on the cluster for longer than the workflow waits',
    remedy: `see in CloudTrail who changes the cluster; when its state is settled, ${again}`,
  },
  ClusterAmbiguous: {
    kind: 'domain',
    meaning: "several clusters carry the environment's tag",
    remedy: 'delete the spare one, or take its tag off, and start the workflow again',
  },
  ClusterDegraded: {
    kind: 'domain',
    meaning: 'CloudHSM reports that the cluster failed',
    remedy: 'delete a cluster that holds no keys; with keys in it, ask AWS Support before you touch it',
  },
  ClusterStateUnexpected: {
    kind: 'domain',
    meaning: 'somebody else works on the cluster',
    remedy: 'see in CloudTrail who does; start the workflow again when they are done',
  },
  ClusterMissing: {
    kind: 'domain',
    meaning: 'the environment has no cluster',
    remedy: 'provision the environment: that finds its cluster or creates one',
  },
  HsmDegraded: {
    kind: 'domain',
    meaning: 'CloudHSM reports that an HSM failed',
    remedy: 'replace the HSM as the cause says and start the workflow again',
  },
  LastHsmDegraded: {
    kind: 'domain',
    meaning: 'no HSM is ACTIVE that holds what the failed one holds: it is not removed',
    remedy: `wait until CloudHSM has replaced an HSM, or make another, then ${again}`,
  },
  HsmMissing: {
    kind: 'domain',
    meaning: 'an HSM that was created is not there any more',
    remedy: 'start the workflow again: it creates what is missing; see in CloudTrail whether somebody deletes HSMs',
  },
  ZonesRefused: {
    kind: 'domain',
    meaning: 'CloudHSM makes HSMs in too few of the availability zones of the subnets',
    remedy: 'a cluster keeps its subnets: if it holds no keys, delete it; then name subnets of other zones and start the workflow again',
  },
  WaitDeadlineExceeded: {
    kind: 'domain',
    meaning: 'AWS took far longer than usual',
    remedy: `look at the resource and at the AWS Health Dashboard, then ${again}`,
  },
  HardwareRootMissing: {
    kind: 'domain',
    meaning: 'the deployment has no hardware root, or its hash differs',
    remedy: 'download the root as docs/operations.md says under "Hardware roots", deploy again, and start the workflow again',
  },
  HardwareIdentityRefused: {
    kind: 'domain',
    meaning: "a hardware certificate chain or the CSR's key does not verify",
    remedy:
      'sign nothing; where a hardware root of the deployment is wrong, deploy the right one and start the workflow again; else ask AWS Support',
  },
  CsrChanged: {
    kind: 'domain',
    meaning: 'CloudHSM replaced the first HSM again and again while its CSR was being signed',
    remedy: 'start the workflow again later: it verifies and signs the new one',
  },
  CertificateRefused: {
    kind: 'domain',
    meaning: 'the CA signed something else than was asked for',
    remedy: 'look at the CA and its templates, then start the workflow again',
  },
  TrustAnchorRefused: {
    kind: 'domain',
    meaning: 'the CA cannot be the trust anchor of a cluster',
    remedy: 'name another root CA in certificateAuthority, or put the root that signed into its secret, and start the workflow again',
  },
  AdminSecretMissing: {
    kind: 'domain',
    meaning: "the secret of an activated cluster's admin is gone",
    remedy: 'make the secret again with the password of admin, and start the workflow again: another password cannot be made up',
  },
  RecordUnusable: {
    kind: 'domain',
    meaning: 'something on record of the environment is not what runs write: somebody has edited it',
    remedy: 'take off the record what the cause names, and start the workflow again',
  },
  SecretUnusable: {
    kind: 'domain',
    meaning: 'a secret cannot be read, or what stands in it is of no use',
    remedy:
      'give the secret that the cause names its value back: {"username":"…","password":"…"} for a user, the PEM text for the trust anchor; then start the workflow again',
  },
  AdminPasswordWrong: {
    kind: 'domain',
    meaning: "the cluster refuses the admin's password",
    remedy:
      "put the right password into the admin's secret before you start the workflow again: each run tries once, and five bad logins lock the user",
  },
  UserPasswordDiffers: {
    kind: 'domain',
    meaning: 'the cluster refuses the password in the secret of a crypto user, and whoever uses another would be locked out by a change',
    remedy:
      'put the password that is in use into the secret that the cause names, or set the secret’s as an admin (`cloudhsm-cli user change-password`); then start the workflow again: each run tries once, and five bad logins lock the user',
  },
  UserLocked: {
    kind: 'domain',
    meaning: 'a user is locked after bad logins, on some HSMs or on all',
    remedy:
      'find out who logs in with a wrong password, then have the environment repaired, or unlock the user as an admin (`cloudhsm-cli user change-password`), and start the workflow again',
  },
  UserRoleInconsistent: {
    kind: 'domain',
    meaning: 'a user has another role on one HSM than on another',
    remedy:
      'delete the user as an admin under the role that it should not have (`cloudhsm-cli user delete --role`), then start the workflow again: it creates the user where it misses',
  },
  UserMissingOnHsm: {
    kind: 'domain',
    meaning: 'a user does not stand on every HSM, and creating it again did not help',
    remedy: 'start the workflow again when no HSM is being created: it creates the user again where it misses',
  },
  QuorumApprovalNeeded: {
    kind: 'domain',
    meaning: 'the cluster wants several admins to approve a change of users',
    remedy:
      'run the command that the cause names with an approved quorum token (`--approval`) and the password of the secret, then start the workflow again: it finds the change done',
  },
  HsmUnreachable: {
    kind: 'domain',
    meaning: 'the task reaches no HSM',
    remedy: 'check that the security group of the cluster still allows TCP 2223 to 2225 to itself, then start the workflow again',
  },
  ActivationFailed: {
    kind: 'domain',
    meaning: 'the cluster could not be activated',
    remedy: `read the task's log, then ${again}`,
  },
  UserTaskFailed: {
    kind: 'domain',
    meaning: 'the task that sets up users could not do its work',
    remedy: `see that the image of the task is published (\`npm run publish-image\`) and that the task reaches port 443, read its log, and ${again}`,
  },
  KeyStoreConnectionFailed: {
    kind: 'domain',
    meaning: 'KMS could not connect the key store',
    remedy: 'do what the cause says of its code, then provision the environment again',
  },
  KmsKeyUnusable: {
    kind: 'domain',
    meaning: 'the key of a declared name is disabled, deleted or on its way there, in another key store, or out of KMS’s reach',
    remedy: 'mend the key as the cause says, or declare it under another name, and start the workflow again',
  },
  KmsKeyAmbiguous: {
    kind: 'domain',
    meaning: 'several keys carry the name of a declared one',
    remedy: 'give the one that is in use the alias that the cause names, take the tag off the other, and start the workflow again',
  },
  KeyProofFailed: {
    kind: 'domain',
    meaning: 'decryption gave something else than was encrypted',
    remedy: 'do not use the key; ask AWS Support, and start the workflow again when they have found the reason',
  },
  BackupMissing: {
    kind: 'domain',
    meaning: 'there is no READY backup of the environment',
    remedy:
      'provision the environment, if it does not stand; CloudHSM backs its cluster up each day and whenever an HSM joins: start the drill again when it has',
  },
  CanaryMissing: {
    kind: 'domain',
    meaning: 'nothing is kept that the newest backup could be proven by',
    remedy: 'provision the environment, which makes its canary, and start the drill again when CloudHSM has made another backup',
  },
  BackupNotProven: {
    kind: 'domain',
    meaning: 'a restored backup does not give back what it should hold',
    remedy:
      'do not rely on this backup, and delete none: read the log of the task that the cause names, start the drill again, and where it fails again, ask AWS Support',
  },
  NoHostsMatch: {
    kind: 'bad input',
    meaning: 'no host that Systems Manager manages has the tags',
    remedy: 'give the tags to the hosts that are meant, or name other tags, and start the workflow again',
  },
  HostsNotConfigured: {
    kind: 'domain',
    meaning: 'some client hosts cannot use the HSMs: each is named, with its last lines',
    remedy: 'mend what is said of each host, then start the workflow again: hosts that are configured stay as they are',
  },
  PeopleDeadlineExceeded: {
    kind: 'domain',
    meaning: 'nobody answered what the workflow waited for people for',
    remedy: 'do what the notification asks for and start the workflow again: it goes on from where it was',
  },
  EnvironmentIncomplete: {
    kind: 'domain',
    meaning: 'something broke after it had been checked, and did not come back',
    remedy: 'start the workflow again: it brings up what is missing',
  },
  EnvironmentSurplus: {
    kind: 'domain',
    meaning: 'more stands than the file asks for',
    remedy: 'ask for as much in the file, or remove what the cause names, and start the workflow again',
  },
  BodyTimedOut: {
    kind: 'domain',
    meaning: 'a body of the workflow did not end within its time limit, which is hours beyond what AWS usually takes',
    remedy: `see in its history what it waited for last, then ${again}`,
  },
  BodyStopped: {
    kind: 'domain',
    meaning: 'somebody has stopped a body of the workflow',
    remedy: again,
  },
  StepFailed: {
    kind: 'domain',
    meaning: 'a step failed in a way that no function explains',
    remedy: `${again}; if it fails the same way, read the log of the step that the execution shows as failed`,
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorName = keyof typeof errorTable;

export const errorNames = Object.keys(errorTable) as ErrorName[];

export function isErrorName(name: string): name is ErrorName {
  return Object.hasOwn(errorTable, name);
}
