/** How long AWS takes, in seconds, [shortest, longest]. Sources: docs/api-coverage.md. */
export const usualDurations = {
  createCluster: [120, 240],
  createHsm: [300, 600],
  replaceHsm: [300, 600],
  deleteHsm: [120, 240],
  initializeCluster: [120, 300],
  activateCluster: [60, 240],
  deleteCluster: [60, 180],
  createBackup: [60, 180],
  copyBackup: [120, 300],
  modifyCluster: [5, 15],
  connectKeyStore: [300, 1200],
  disconnectKeyStore: [10, 60],
  issueCertificate: [1, 4],
  startTask: [25, 50],
  stopTask: [5, 15],
  deliverCommand: [1, 5],
  runCommand: [15, 60],
  changeStackResource: [0.3, 0.8],
  createChangeSet: [1, 3],
  coldStart: [0.2, 0.4],
  invoke: [0.03, 0.12],
} satisfies Record<string, [number, number]>;

export type DurationName = keyof typeof usualDurations;
