import { type Awaited, usualDurations } from '../../core/waiting/usual-durations.ts';

interface Phase {
  /** What goes on, for people. */
  says: string;
  /** What AWS does meanwhile, where people have reported how long it takes. */
  awaited?: Awaited;
}

/** What each state of a workflow means to somebody who watches. States that are not here show nothing of their own. */
const phases: Record<string, Phase> = {
  ValidateRequest: { says: 'checking the environment file' },
  CreateCluster: { says: 'finding or creating the cluster', awaited: 'createCluster' },
  CreateHsm: { says: 'creating HSMs', awaited: 'createHsm' },
  VerifyHardware: { says: 'verifying the hardware identity' },
  IssueCertificate: { says: 'having the CSR signed', awaited: 'issueCertificate' },
  InitializeCluster: { says: 'initializing the cluster', awaited: 'initializeCluster' },
  PrepareCredentials: { says: 'preparing the passwords' },
  HsmUsers: { says: 'activating the cluster and creating its users', awaited: 'activateCluster' },
  ScaleHsms: { says: 'spreading the HSMs over the availability zones' },
  'HsmUsers (coverage)': { says: 'checking that every user is on every HSM' },
  CheckBackup: { says: 'checking the backup', awaited: 'createBackup' },
  CreateKeyStore: { says: 'creating the key store' },
  ConnectKeyStore: { says: 'connecting the key store', awaited: 'connectKeyStore' },
  'Create and prove the keys': { says: 'creating and proving the keys' },
  PublishOutcome: { says: 'reading the outcome' },
  RemoveCreated: { says: 'removing what this run created' },
  WaitForPeople: { says: 'waiting for people' },
  ExplainFailure: { says: 'it failed: finding out why' },
};

/** What a state that was entered means, in words; undefined where it means nothing to people. */
export function describeState(name: string): string | undefined {
  const phase = phases[name];
  if (!phase) return undefined;
  if (!phase.awaited) return phase.says;
  const { shortest, longest } = usualDurations[phase.awaited];
  const usual = longest < 60 ? 'seconds' : `${Math.ceil(shortest / 60)} to ${Math.ceil(longest / 60)} minutes`;
  return `${phase.says} (usually ${usual})`;
}
