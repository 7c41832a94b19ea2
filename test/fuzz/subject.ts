import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchOver } from './canary.ts';
import { furnish } from './furnish.ts';
import type { Question, State } from './subject-protocol.ts';

/** The process that is fuzzed: an emulator, and what it can be asked beside HTTP. */
const folder = mkdtempSync(join(tmpdir(), 'hsm-fuzz-'));
process.env.TMPDIR = folder;
const { startEmulator } = await import('../../emulator/emulator.ts');
const { readAccountFile } = await import('../../emulator/account-file/read-account-file.ts');
const { Cloud } = await import('../../emulator/cloud.ts');
const { checkEnvironment } = await import('../../core/environment/check-environment.ts');
const { environmentForm } = await import('../../cli/environment-file.ts');
const { parseJson, repeatedMembers } = await import('../../cli/json-text.ts');

const emulator = await startEmulator();
const known = await furnish(emulator);
const look = watchOver([resolve(folder), fileURLToPath(new URL('../../node_modules/.vite', import.meta.url))]);

process.on('message', async (question: Question) => {
  const answer = await answerTo(question).catch((error: Error) => ({ failed: String(error.stack) }));
  process.send!({ id: question.id, ...answer, state: state() });
});
process.on('disconnect', () => process.exit());
process.send!({ id: 0, url: emulator.url, known, state: state() });

async function answerTo(question: Question): Promise<object> {
  switch (question.kind) {
    case 'state':
      return {};
    case 'anew':
      emulator.reset();
      await furnish(emulator);
      globalThis.gc?.();
      return {};
    case 'account file':
      return accountFile(question.text);
    case 'environment file':
      return environmentFile(question.text);
  }
}

/** What becomes of an account file: refused in words, or an account that can be looked at. */
async function accountFile(text: string): Promise<object> {
  let account: Awaited<ReturnType<typeof readAccountFile>>;
  try {
    account = readAccountFile(text);
  } catch (error) {
    return { refused: (error as Error).message };
  }
  const cloud = new Cloud({ account, folder, workers: emulator.cloud.workers, engineOf: emulator.cloud.engineOf });
  const { accountId, region } = cloud.home;
  const place = cloud.at(accountId, region);
  const caller = { kind: 'person', arn: `arn:aws:iam::${accountId}:root`, accessKeyId: 'fuzz' } as const;
  for (const [service, operation] of [
    ['ec2', 'DescribeSubnets'],
    ['ec2', 'DescribeRouteTables'],
    ['ec2', 'DescribeSecurityGroups'],
    ['ec2', 'DescribeVpcEndpoints'],
    ['cloudhsmv2', 'DescribeClusters'],
    ['acm-pca', 'ListCertificateAuthorities'],
    ['secretsmanager', 'ListSecrets'],
  ] as const) {
    await place.call(service, operation, {}, caller);
  }
  cloud.stop();
  return { taken: true };
}

function environmentFile(text: string): object {
  const parsed = parseJson(text, environmentForm);
  if ('fault' in parsed) return { refused: JSON.stringify(parsed.fault) };
  const checked = checkEnvironment(parsed.value);
  const problems = [...repeatedMembers(text), ...('problems' in checked ? checked.problems : [])];
  return problems.length > 0 ? { refused: JSON.stringify(problems) } : { taken: true };
}

function state(): State {
  const { user, system } = process.cpuUsage();
  return {
    cpuMilliseconds: (user + system) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    megabytes: process.memoryUsage().rss / 2 ** 20,
    reached: look(),
  };
}
