/**
 * How long AWS usually takes, in seconds, from the shortest to the longest that people report (docs/api-coverage.md, section
 * Durations), and the seconds between two looks meanwhile. Where more time lies between the two, looks lie further apart: a run
 * shall take little more time than AWS does, and few looks. docs/decisions/0004-polling.md says how these were found.
 */
export const usualDurations = {
  createCluster: { shortest: 120, longest: 240, step: 12 },
  createHsm: { shortest: 300, longest: 600, step: 12 },
  deleteHsm: { shortest: 120, longest: 240, step: 10 },
  deleteCluster: { shortest: 60, longest: 180, step: 10 },
  initializeCluster: { shortest: 120, longest: 300, step: 9 },
  activateCluster: { shortest: 60, longest: 240, step: 10 },
  issueCertificate: { shortest: 1, longest: 4, step: 1 },
  createBackup: { shortest: 60, longest: 180, step: 12 },
  /** Until what failed after it had been checked stands again: usually nothing has. */
  environment: { shortest: 1, longest: 600, step: 20 },
  connectKeyStore: { shortest: 300, longest: 1200, step: 18 },
  /** A script on a host, from when it was sent. */
  runCommand: { shortest: 15, longest: 120, step: 10 },
  disconnectKeyStore: { shortest: 10, longest: 60, step: 10 },
} as const;

export type Awaited = keyof typeof usualDurations;
