import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parameter } from './cloudformation.ts';
import { unpublished } from './hsm-users-image.ts';

/** What `--param` calls the stack's parameters, and what they are where nobody has ever said. */
export const told = {
  ClusterQuota: { by: 'clusterQuota', usual: '4' },
  HsmQuota: { by: 'hsmQuota', usual: '6' },
  KeyStoreQuota: { by: 'keyStoreQuota', usual: '10' },
  AuditMemberRole: { by: 'auditRole', usual: 'cloudhsm-lifecycle-audit' },
  AuditTargets: { by: 'auditTargets', usual: '{}' },
};

/** Of a parameter whose file is not on this machine. */
export const missing = 'missing';

/**
 * Has a deployment leave as it is what it is not told: on another machine there may be neither the hardware roots nor the note of the image,
 * and whoever deploys does not know every value of `--param` that somebody gave once.
 *
 * @param parameters of the template that is deployed; what is kept becomes their default
 * @param deployed values of the stack, by name
 * @param given values of `--param`, as in `hsmQuota=8`
 * @returns the names of what is kept, though the template says otherwise
 */
export function keepDeployed(parameters: Record<string, Parameter>, deployed: Record<string, string>, given: string[]): string[] {
  const kept = Object.entries(parameters).filter(
    ([name, { Default }]) => deployed[name] !== undefined && deployed[name] !== String(Default) && !isTold(name, String(Default), given),
  );
  for (const [name, parameter] of kept) parameter.Default = deployed[name]!;
  return kept.map(([name]) => name);
}

function isTold(name: string, value: string, given: string[]): boolean {
  if (!(name in told)) return value !== missing && value !== unpublished;
  const { by, usual } = told[name as keyof typeof told];
  return value !== usual || given.some((one) => one.startsWith(`${by}=`));
}

/** The values of `--param` with which the template of a folder was packaged. */
export function packagedWith(folder: string): string[] {
  return (JSON.parse(readFileSync(join(folder, 'packaged-for.json'), 'utf8')) as { params: string[] }).params;
}
