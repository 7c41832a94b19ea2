import { expect, test } from 'vitest';
import { page } from '../../../../core/audit/html/page.ts';
import { variedReport } from './report-fixture.ts';

test('the page loads nothing, and nothing but its own style and script runs', () => {
  const text = page(variedReport());

  expect(text).not.toMatch(/<(link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(/i);
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(text).not.toMatch(/ (style|on\w+)=/);
  expect(text).toMatch(/content="default-src &#39;none&#39;; style-src &#39;sha256-[^"]+script-src &#39;sha256-/);
});

test.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)",
  '</style></title><svg onload=alert(1)>',
  '`<b>`',
  '&lt;b&gt;',
])('what other people have named is text, wherever it stands: %s', (hostile) => {
  const report = variedReport();
  const named = JSON.parse(
    JSON.stringify(report, (key, value) =>
      typeof value === 'string' && !['severity', 'check', 'at', 'createdAt', 'endsAt', 'since', 'id'].includes(key)
        ? `${value}${hostile}`
        : value,
    ),
  );
  named.clusters[0].id = hostile;
  named.clusters[0].zones = { [hostile]: [{ id: hostile, state: hostile }] };
  const text = page(named);
  const tags = (of: string) => (of.match(/<\/?[a-z][a-z0-9]*/gi) ?? []).length;

  expect(text).not.toContain(hostile.includes('<') ? hostile : `="${hostile}`);
  const same = structuredClone(named);
  const plain = JSON.parse(JSON.stringify(same).replaceAll(JSON.stringify(hostile).slice(1, -1), 'plain'));
  // code stands between backticks, and nothing else becomes an element
  if (!hostile.includes('`')) expect(tags(text)).toBe(tags(page(plain)));
});

test('a finding, a cluster and a figure each stand where people look for them', () => {
  const text = page(variedReport());

  expect(text).toMatch(/<h1>Keys can be lost: 3 clusters in 2 places/);
  expect(text).toContain('aria-label="HSMs by availability zone. us-east-1a: ACTIVE; us-east-1b: DEGRADED; us-east-1c: none; 1 missing"');
  expect(text).toContain('12 backups, the newest READY one of 2026-01-10T09:00:00.000Z');
  expect(text).toMatch(/it is migrated in spring/);
  expect(text).toMatch(/999988887777\/us-east-1: AccessDenied/);
  expect(text).toMatch(/<span class="mark good">resolved<\/span> production: a key store could not be connected/);
});

test('thousands of clusters make a page that can still be opened', () => {
  const report = variedReport();
  const clusters = Array.from({ length: 4000 }, (_, index) => ({ ...report.clusters[0]!, id: `cluster-${index}` }));
  const text = page({ ...report, clusters });

  expect(text.length).toBeLessThan(2_000_000);
  expect(text).toContain('3700 clusters more, with no or fewer findings, stand in report.json alone.');
});
