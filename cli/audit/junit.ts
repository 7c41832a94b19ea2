import { XMLBuilder } from 'fast-xml-parser';
import { checks } from '../../core/audit/checks.ts';
import type { Report } from '../../core/audit/report.ts';

const builder = new XMLBuilder({ ignoreAttributes: false, format: true });

/** A test for each check, failed where it has found something: pipelines show it. */
export function junit({ at, findings }: Report): string {
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
  const suite = { '@_name': 'cloudhsm audit', '@_tests': cases.length, '@_failures': failed, '@_timestamp': at, testcase: cases };
  return builder.build({ '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' }, testsuites: { testsuite: suite } }) as string;
}

/** Without what XML cannot hold. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these it is about
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
