import { getJson, getText } from '../../core/audit/bucket.ts';
import { headline, type Report } from '../../core/audit/report.ts';
import { s3 } from '../../core/aws/s3.ts';
import { exitCodes } from '../exit.ts';
import { note, print, printAsIs, printDocument, styledProgress, width } from '../output.ts';
import type { RunDocument } from '../summary/document.ts';
import type { Target } from '../target.ts';
import { writeWhole } from '../written-file.ts';
import { asff } from './asff.ts';
import { failing } from './gate.ts';
import { junit } from './junit.ts';
import type { AuditOptions } from './options.ts';
import { auditText } from './text.ts';

/** Where a report lies. */
interface Keys {
  bucket: string;
  json: string;
  html: string;
}

/** Shows what an audit has found: its report lies in the bucket, since there may be much of it. */
export async function showAudit(document: RunDocument, target: Target, { format, output, failOn, json }: AuditOptions): Promise<void> {
  const keys = (document as unknown as { report: Keys }).report;
  const report = await getJson<Report>(s3(target.place), keys.bucket, keys.json);
  const text = async () => {
    if (format === 'html') return getText(s3(target.place), keys.bucket, keys.html);
    if (format === 'json') return JSON.stringify(report, null, 2);
    if (format === 'asff') return JSON.stringify(asff(report), null, 2);
    return format === 'junit' ? junit(report) : auditText(report, output ? Number.POSITIVE_INFINITY : width());
  };
  if (json) printDocument(documentOf(document, report, keys));
  if (output) {
    writeWhole(output, await text());
    note(`${headline(report)}\n${output} is written`);
  } else if (!json) (format === 'table' ? print : printAsIs)(await text());
  for (const why of failOn ? failing(report, failOn) : []) {
    note(`${styledProgress('red', 'hsm')}: ${why}`);
    process.exitCode = exitCodes.failed;
  }
}

/** What `--json` prints. */
function documentOf(run: RunDocument, report: Report, { bucket, json, html }: Keys): object {
  const { environment, intent, outcome, execution, created, removed, warnings, time, steps } = run;
  const { summary, findings, resolved, unread, accepted } = report;
  return {
    ...{ environment, intent, outcome, execution, created, removed, warnings },
    ...{ summary, findings, resolved: resolved.map(({ id }) => id), accepted, unread },
    report: { json: `s3://${bucket}/${json}`, html: `s3://${bucket}/${html}` },
    ...{ time, steps },
  };
}
