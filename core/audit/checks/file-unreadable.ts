import type { Check } from '../check.ts';

export const fileUnreadable: Check = {
  id: 'file-unreadable',
  title: 'the file on record of an environment cannot be read',
  why: 'Checks, alarms, schedules and copies go by it: without it nobody sees what is missing, and of runs a provision alone works (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html brings back what it was).',
  remedy: 'provision the environment with its file, which puts it there anew',
  run: ({ environments = [] }) =>
    environments
      .filter(({ file, work }) => !file && work === undefined)
      .map(({ name, clusterId }) => ({
        resource: clusterId ?? name,
        ...(clusterId && { cluster: clusterId }),
        environment: name,
        evidence: 'it is not of a form that this version knows: somebody has edited the record, or another version has written it',
        remedy: `provision it with its file (\`npx hsm provision -f ${name}.json\`), which puts it there anew; where the file is lost, \`npx hsm init --name ${name}\` writes one from what stands of it`,
      })),
};
