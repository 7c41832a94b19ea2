import { expect, onTestFinished, test, vi } from 'vitest';
import { audit } from '../../../../cli/intents/audit.ts';
import type { Request } from '../../../../cli/intents/intent.ts';
import type { Target } from '../../../../cli/target.ts';
import { emptyAuditBucket, putInBucket } from '../../audit-bucket.ts';
import { variedReport } from '../../core/audit/report-fixture.ts';
import { succeeded } from '../documents.ts';

test('a report for - goes to standard output, as every other result', async () => {
  emptyAuditBucket();
  putInBucket('report.json', variedReport());
  let request: Request | undefined;
  const take = async (_: unknown, read: () => Request | Promise<Request>) => {
    request = await read();
  };
  await audit.command(take).parseAsync(['--format', 'json', '-o', '-'], { from: 'user' });
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => said.mockRestore());

  const report = { bucket: 'audits', json: 'report.json', html: 'report.html' };
  await request!.show!({ ...succeeded(), report } as never, { place: {} } as Target);

  expect(JSON.parse(said.mock.calls.join(''))).toMatchObject({ findings: expect.any(Array) });
});
