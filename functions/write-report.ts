import * as z from 'zod/mini';
import { findJson, getJson, keysUnder, putJson, putText } from '../core/audit/bucket.ts';
import { page } from '../core/audit/html/page.ts';
import type { Judgement } from '../core/audit/judge.ts';
import { historyKey, judgementsUnder, reportKey } from '../core/audit/keys.ts';
import { publishFindings } from '../core/audit/metrics.ts';
import { notice } from '../core/audit/notice.ts';
import { PlaceShape } from '../core/audit/place-shape.ts';
import { compose, darkened, type History, news, type Report, reportsRemembered, withoutAWord } from '../core/audit/report.ts';
import { s3 } from '../core/aws/s3.ts';
import { setting } from '../core/aws/setting.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  run: z.string(),
  scope: z.string(),
  execution: z.string(),
  /** All that were to be read. */
  places: z.array(PlaceShape),
  /** Places of which nothing could be read, and why. */
  unread: z.array(z.object({ place: z.string(), why: z.string() })),
  now: z.iso.datetime(),
});
const counts = z.object({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int() });
const Output = z.object({
  summary: counts,
  report: z.object({ bucket: z.string(), json: z.string(), html: z.string() }),
  announcement: z.object({ detailType: z.literal('Audit Completed'), subject: z.string(), message: z.string() }),
});

/** One report of what was found in all places, held against the one before. Findings lie in the bucket: there may be many. */
export const handler = step(Input, Output, async ({ run, scope, execution, places, unread: failed, now }) => {
  const bucket = setting('AUDIT_BUCKET');
  const client = s3();
  const keys = await keysUnder(client, bucket, judgementsUnder(run));
  const judgements: Judgement[] = [];
  for (const key of keys) judgements.push(await getJson<Judgement>(client, bucket, key));
  const unread = [...failed, ...withoutAWord(places, judgements, failed)];
  const history = (await findJson<History>(client, bucket, historyKey(scope))) ?? { reports: [] };
  // this run's own, where the step is tried again
  const reports = history.reports.filter((one) => one.execution !== execution);
  const newest = reports.at(-1);
  const before = newest && (await findJson<Report>(client, bucket, newest.json));
  const trend = reports.map((one) => one.trend);
  const report = compose({ at: now, execution, scope, judgements, unread, before, trend });
  const [json, html] = [reportKey(scope, now, run, 'json'), reportKey(scope, now, run, 'html')];
  await putJson(client, bucket, json, report);
  await putText(client, bucket, html, page(report), 'text/html; charset=utf-8');
  const own = { execution, json, html, trend: report.trend.at(-1)! };
  await putJson(client, bucket, historyKey(scope), { reports: [...reports, own].slice(-reportsRemembered) } satisfies History);
  publishFindings(report, setting('STAGE'));
  const told = notice(report, { news: news(report, before), dark: darkened(report, before) }, { bucket, html });
  return { summary: report.summary, report: { bucket, json, html }, announcement: { detailType: 'Audit Completed' as const, ...told } };
});
