import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate } from '../../emulator/cloudformation/read-template.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { artifacts, projectFolder } from './packaged.ts';

/** Gives each of the accounts the role by which audits read it, as their operators would. */
export async function deployMembers(emulator: Emulator, accounts: string[]): Promise<void> {
  const { accountId: AuditAccount, region } = emulator.home;
  const template = readTemplate(readFileSync(join(projectFolder, 'infrastructure/audit-member.yml'), 'utf8'));
  for (const accountId of accounts)
    await emulator.deploy({ template, artifacts, stackName: 'audit-member', parameters: { AuditAccount } }, { accountId, region });
}
