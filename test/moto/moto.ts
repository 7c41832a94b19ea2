import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

const version = '5.2.1';

/** A test of moto and how it ended: by `failure`, where it failed. */
export interface MotoTest {
  /** As in `test_kms/test_kms.py::test_list_keys`. */
  name: string;
  failure?: string;
}

/**
 * moto of PyPI with its tests, in a folder that outlives the run.
 *
 * @throws Error where Python, its pip or PyPI is missing
 */
export function installMoto(cache: string): string {
  const folder = join(cache, `moto-${version}`);
  if (existsSync(folder)) return folder;
  // complete or not there at all: what is cut off begins anew
  const begun = `${folder}.begun`;
  mkdirSync(begun, { recursive: true });
  const inFolder = (program: string, line: string) => {
    try {
      execFileSync(program, line.split(' '), { cwd: begun, stdio: ['ignore', 2, 2] });
    } catch (cause) {
      throw new Error(`cannot install moto ${version}: \`${program} ${line}\` failed; it needs python3 with pip, and PyPI`, { cause });
    }
  };
  inFolder('python3', `-m pip download --quiet --no-deps --no-binary moto moto==${version}`);
  inFolder('tar', `-xzf moto-${version}.tar.gz --strip-components=1 moto-${version}/tests`);
  inFolder('python3', `-m pip install --quiet --target packages moto==${version} boto3==1.43.11 pytest==9.2.0 freezegun==1.5.5`);
  renameSync(begun, folder);
  return folder;
}

/** The tests that have run, of a report that pytest wrote with --junitxml. */
export function readReport(path: string): MotoTest[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    htmlEntities: true,
    isArray: (name) => name === 'testcase',
  });
  const { testsuites } = parser.parse(readFileSync(path)) as {
    testsuites: { testsuite: { testcase: { classname: string; name: string; failure?: Told; error?: Told; skipped?: object | string }[] } };
  };
  return testsuites.testsuite.testcase
    .filter(({ skipped }) => skipped === undefined)
    .map(({ classname, name, failure, error }) => ({
      // a class of tests stands behind the module
      name: `${classname
        .replace(/^tests\./, '')
        .replace(/^(\w+)\.(\w+)/, '$1/$2.py')
        .replace('.py.', '.py::')}::${name}`,
      failure: (failure ?? error)?.message,
    }));
}

interface Told {
  message: string;
}
