import { XMLBuilder } from 'fast-xml-parser';
import { checks } from '../../core/audit/checks.ts';
import type { Report } from '../../core/audit/report.ts';

const builder = new XMLBuilder({ ignoreAttributes: false, format: true });

/** A test for each check, failed where it has found something, and one for what is read, by which they pass: pipelines show it. */
export function junit({ at, findings, unread }: Report): string {
  const cases = checks.map(({ id, title }) => {
    const failures = findings.filter(({ check }) => check === id);
    return {
      '@_name': id,
      '@_classname': 'cloudhsm-lifecycle.audit',
      ...(failures.length > 0 && {
        failure: failures.map(({ severity, environment, resource, account, region, evidence, remedy }) => ({
          '@_type': severity,
          '@_message': printable(`${environment ?? resource}: ${title}`),
          '#text': printable(`${resource} (${account}/${region}): ${evidence}. Remedy: ${remedy}`),
        })),
      }),
    };
  });
  const failed = cases.filter((one) => 'failure' in one).length;
  const suite = {
    '@_name': 'cloudhsm audit',
    '@_tests': cases.length + 1,
    '@_failures': failed,
    '@_errors': Math.min(unread.length, 1),
    '@_timestamp': at,
    testcase: [...cases, reading(unread)],
  };
  return builder.build({ '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' }, testsuites: { testsuite: suite } }) as string;
}

/** A check whose facts could not be read finds nothing. */
function reading(unread: Report['unread']): object {
  return {
    '@_name': 'everything-read',
    '@_classname': 'cloudhsm-lifecycle.audit',
    ...(unread.length > 0 && {
      error: unread.map(({ place, why }) => ({ '@_message': printable(`${place} could not be read`), '#text': printable(why) })),
    }),
  };
}

/** Without what XML cannot hold. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these it is about
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
