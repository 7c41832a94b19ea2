import type { MotoTest } from './moto.ts';

/** Tests of moto that are to fail, and why. */
export interface Expected {
  /** `moto`: AWS answers otherwise than moto. `refused`: it asks for what the local AWS refuses by name. */
  kind: 'moto' | 'refused';
  because: string;
  /** What the failure has to say. */
  says: string;
  /** Names; one without parameters is the test with all of them. */
  tests: string[];
}

/** Holds what is expected against what has happened. */
export function judge(tests: MotoTest[], expected: Expected[]): { holds: boolean; text: string } {
  const wrong: string[] = [];
  const counts = { passed: 0, moto: 0, refused: 0 };
  for (const { name, failure } of tests) {
    const named = expected.filter((one) => one.tests.some((test) => test === name || name.startsWith(`${test}[`)));
    if (failure === undefined) {
      counts.passed++;
      if (named.length > 0) wrong.push(`${name} holds: take it out of expected.json`);
    } else if (named.length === 0) wrong.push(`${name} fails: ${failure}`);
    else if (!named.some(({ says }) => failure.includes(says))) wrong.push(`${name} fails otherwise than expected.json says: ${failure}`);
    else counts[named[0]!.kind]++;
  }
  for (const name of expected.flatMap((one) => one.tests)) {
    if (!tests.some((test) => test.name === name || test.name.startsWith(`${name}[`)))
      wrong.push(`${name} has not run: expected.json names it`);
  }
  const { passed, moto, refused } = counts;
  const sum = `${tests.length} tests of moto: ${passed} hold, ${moto} fail where moto is not like AWS, ${refused} ask for what is refused by name`;
  return { holds: wrong.length === 0, text: [...wrong, sum].join('\n') };
}
