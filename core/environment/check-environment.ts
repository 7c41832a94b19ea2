import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { boundsProblems } from './bounds.ts';
import { Environment } from './environment.ts';
import { type Problem, shortened } from './problem.ts';

export type Checked = { environment: Environment; warnings: Problem[] } | { problems: Problem[] };

/** Checks an environment by itself: its form, and what its values say of one another. What only AWS knows comes later. */
export function checkEnvironment(value: unknown): Checked {
  const unfit = boundsProblems(value);
  if (unfit.length > 0) return { problems: unfit };
  const parsed = Environment.safeParse(value);
  if (!parsed.success) return { problems: telling(parsed.error.issues).flatMap((issue) => explain(issue, value)) };
  const problems = contradictions(parsed.data);
  return problems.length > 0 ? { problems } : { environment: parsed.data, warnings: warnings(parsed.data) };
}

/** Without what follows from another issue of the same value: the size of a wrong type, and the limits of a safe integer. */
function telling(issues: z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const wrongType = new Set(issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => path.join('.')));
  return issues.filter(
    ({ code, path, ...issue }) =>
      (code === 'invalid_type' || !wrongType.has(path.join('.'))) && !('origin' in issue && issue.origin === 'int'),
  );
}

function explain(issue: z.core.$ZodIssue, value: unknown): Problem[] {
  const path = shortened(issue.path.join('.'));
  if (issue.code === 'unrecognized_keys') {
    const known = knownFields(issue.path);
    return issue.keys.map((key) => {
      const nearest = closest(key, known);
      const near = distance(key, nearest) <= Math.max(2, key.length / 2);
      return {
        path: shortened([...issue.path, key].join('.')),
        problem: 'unknown field',
        remedy: near ? `did you mean ${nearest}?` : `known here are ${known.join(', ')}`,
      };
    });
  }
  if (issue.code === 'invalid_key')
    return issue.issues.map((inner) => ({ path, problem: 'its name is not accepted', remedy: allowed(inner) }));
  const given = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
  if (given === undefined) return [{ path, problem: 'is missing', remedy: `add it (${allowed(issue)})` }];
  return [{ path, problem: `${shortened(shown(given))} is not accepted`, remedy: allowed(issue) }];
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function allowed(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `has to be ${article(issue.expected)}`;
    case 'invalid_value':
      return `has to be ${issue.values.map((one) => JSON.stringify(one)).join(' or ')}`;
    case 'too_small':
      return issue.message.startsWith('Too small') ? `has to be ${amount(issue.minimum, issue.origin)} or more` : issue.message;
    case 'too_big':
      return `has to be ${amount(issue.maximum, issue.origin)} or less`;
    default:
      return issue.message;
  }
}

function amount(limit: number | bigint, origin: string): string {
  const unit = { string: 'character', array: 'item' }[origin];
  return unit ? `${limit} ${unit}${limit === 1 ? '' : 's'}` : String(limit);
}

function article(type: string): string {
  if (type === 'int') return 'a whole number';
  return type === 'record' ? 'an object' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function knownFields(path: PropertyKey[]): string[] {
  // biome-ignore lint/suspicious/noExplicitAny: walks zod's own definition, whose types differ by kind
  let schema: any = Environment;
  for (const key of path) {
    schema = unwrapped(schema);
    schema = typeof key === 'number' ? schema.element : schema.shape?.[key];
  }
  return Object.keys(unwrapped(schema)?.shape ?? {}).filter((name) => name !== 'parent'); // which no person writes
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function unwrapped(schema: any): any {
  return schema?.def?.innerType ? unwrapped(schema.def.innerType) : schema;
}

function contradictions(environment: Environment): Problem[] {
  const { subnetIds, hsmCount, hsmType, mode, keyStore, certificateAuthority, purpose, cryptoUsers } = environment;
  const problems: Problem[] = [];
  const doubled = (path: string, names: string[]) => {
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) < index)
        problems.push({ path: `${path}.${index}`, problem: `${name} stands here twice`, remedy: 'name each once' });
    }
  };
  doubled('subnetIds', subnetIds);
  doubled('cryptoUsers', cryptoUsers);
  doubled(
    'keyStore.keys',
    (keyStore?.keys ?? []).map(({ name }) => name),
  );
  if (hsmType === 'hsm1.medium' && mode === 'NON_FIPS') {
    problems.push({ path: 'mode', problem: 'hsm1.medium has no NON_FIPS mode', remedy: 'use FIPS, or hsm2m.medium' });
  }
  if (keyStore && hsmCount < 2) {
    const problem = `${hsmCount} HSM is too few for a key store`;
    problems.push({ path: 'hsmCount', problem, remedy: 'KMS needs two active HSMs in different availability zones: ask for 2 or more' });
  }
  if (certificateAuthority.type === 'acm-pca' && !certificateAuthority.arn) {
    problems.push({ path: 'certificateAuthority.arn', problem: 'is missing', remedy: 'name the ARN of an ACTIVE RSA root CA of ACM PCA' });
  }
  if (certificateAuthority.type === 'self-signed' && purpose === 'production') {
    const problem = 'a self-signed CA is for testing only';
    problems.push({
      path: 'certificateAuthority.type',
      problem,
      remedy: 'use a root CA of ACM PCA (type acm-pca), or say that the purpose is testing',
    });
  }
  if (certificateAuthority.type === 'self-signed' && certificateAuthority.arn) {
    problems.push({ path: 'certificateAuthority.arn', problem: 'a self-signed CA has no ARN', remedy: 'remove it, or use type acm-pca' });
  }
  return problems;
}

function warnings(environment: Environment): Problem[] {
  const found: Problem[] = [];
  if (environment.hsmType === 'hsm1.medium') {
    const problem = 'AWS no longer takes hsm1.medium for new clusters';
    found.push({ path: 'hsmType', problem, remedy: 'use hsm2m.medium unless you restore an older cluster' });
  }
  if (environment.hsmCount < 2) {
    found.push({ path: 'hsmCount', problem: 'one HSM is not highly available', remedy: 'ask for two or more in production' });
  }
  return found;
}
