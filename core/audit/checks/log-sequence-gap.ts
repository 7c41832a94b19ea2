import type { Check } from '../check.ts';

export const logSequenceGap: Check = {
  id: 'log-sequence-gap',
  title: 'lines of the audit log are missing',
  why: 'Each HSM numbers its lines; a number that is not there is something that was done and cannot be told (https://docs.aws.amazon.com/cloudhsm/latest/userguide/interpreting-audit-logs.html).',
  remedy: 'ask AWS Support for the lines, with the HSM and the numbers',
  run: ({ auditLogs = [], environments = [] }) =>
    auditLogs
      .map((one) => ({ ...one, missing: one.last - one.first + 1 - one.lines }))
      .filter(({ missing }) => missing > 0)
      .map(({ clusterId, hsm, first, last, missing }) => ({
        resource: hsm,
        cluster: clusterId,
        environment: environments.find((one) => one.clusterId === clusterId)?.name ?? null,
        evidence: `${missing} of the lines 0x${first.toString(16)} to 0x${last.toString(16)} of the last day ${missing === 1 ? 'is' : 'are'} not in its audit log`,
      })),
};
