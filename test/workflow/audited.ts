import { page } from '../../core/audit/html/page.ts';
import type { Report } from '../../core/audit/report.ts';
import type { Deployment, Run } from './deployment.ts';

/** What an audit answers: where its report lies, and how much it found. */
interface Answer {
  summary: Report['summary'];
  report: { bucket: string; json: string; html: string };
}

/**
 * Audits, and reads the report from the bucket.
 *
 * @param broken the invariants that somebody else has broken, by their words
 */
export async function audited(
  deployment: Deployment,
  request: object = {},
  broken?: RegExp,
): Promise<Report & { run: Run; found: string[] }> {
  const run = await deployment.run(request, 'audit', broken);
  if (run.status !== 'SUCCEEDED') throw new Error(`the audit ended ${run.status}: ${run.error} ${run.message}`);
  const { report: keys } = run.output as unknown as Answer;
  const bucket = deployment.home.s3.bucket(keys.bucket);
  const report = JSON.parse(bucket.objects.find(keys.json)!.body.toString()) as Report;
  if (bucket.objects.find(keys.html)!.body.toString() !== page(report)) throw new Error('the page is not the report’s');
  return { ...report, run, found: report.findings.map(({ check }) => check) };
}
