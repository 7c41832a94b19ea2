/**
 * How long AWS usually takes, in seconds, from the shortest to the longest that people report, and the deadline after which a
 * wait is given up. Reports: docs/api-coverage.md, section Durations.
 */
export const usualDurations = {
  createCluster: { shortest: 120, longest: 240 },
  createHsm: { shortest: 300, longest: 600 },
  initializeCluster: { shortest: 120, longest: 300 },
  activateCluster: { shortest: 60, longest: 240 },
  issueCertificate: { shortest: 1, longest: 4 },
  createBackup: { shortest: 60, longest: 180 },
  connectKeyStore: { shortest: 300, longest: 1200 },
} as const;

export type Awaited = keyof typeof usualDurations;
