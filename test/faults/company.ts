import { groupedBy } from '../../core/grouped-by.ts';
import { type FaultCase, kinds, partsOf } from './cases.ts';
import type { Verdict } from './judge.ts';
import type { Struck } from './kind.ts';

/** How many faults come in one run at most: each brings a delay, and a run has its time. */
const most = 8;

/**
 * Puts cases together whose faults can come in one run: of one scenario, of kinds that allow it, and no two of them on what is
 * made for one.
 *
 * @param ids in the order in which they are wanted
 * @returns each id once, alone or with others
 */
export function inCompany(ids: string[]): string[][] {
  const runs = [...groupedBy(ids, (id) => partsOf(id).scenario).values()].flatMap(ofAScenario);
  const place = new Map(ids.map((id, index) => [id, index]));
  return runs.toSorted(([a], [b]) => place.get(a!)! - place.get(b!)!);
}

/** Each to the first run that has room for it; steps that are struck most begin, since they need most runs. */
function ofAScenario(ids: string[]): string[][] {
  const all = ids.map((id) => ({ id, struck: struckBy(id) }));
  const bySteps = groupedBy(all, ({ struck }) => struck?.step);
  const alone = bySteps.get(undefined) ?? [];
  bySteps.delete(undefined);
  const runs: Member[][] = [];
  for (const member of [...bySteps.values()].toSorted((a, b) => b.length - a.length).flat()) {
    const run = runs.find((members) => members.length < most && !members.some((other) => collide(other, member)));
    if (run) run.push(member);
    else runs.push([member]);
  }
  return [...alone.map((one) => [one]), ...runs].map((members) => members.map(({ id }) => id));
}

interface Member {
  id: string;
  struck: Struck | undefined;
}

function struckBy(id: string): Struck | undefined {
  const { kind, target } = partsOf(id);
  return kinds.find(({ name }) => name === kind)?.strikesOn?.(target);
}

function collide({ struck: a }: Member, { struck: b }: Member): boolean {
  return a?.step === b?.step && (!a?.request || !b?.request || a.request === b.request);
}

/**
 * Several cases in one run. Where that does not pass, each of them is run alone, and only this counts; so is one whose fault did
 * not come.
 *
 * @param judged runs one
 */
export async function judgeTogether(cases: FaultCase[], judged: (one: FaultCase) => Promise<Verdict>): Promise<Verdict[]> {
  if (cases.length === 1) return [await judged(cases[0]!)];
  const company = together(cases);
  const verdict = await judged(company);
  const came = verdict.passed ? company.came() : [];
  const verdicts: Verdict[] = [];
  for (const one of cases) {
    if (came.includes(one.id)) {
      const others = came.filter((id) => id !== one.id).map(shortOf);
      verdicts.push({ ...verdict, id: one.id, seconds: verdict.seconds / cases.length, with: others });
    } else verdicts.push({ ...(await judged(one)), ...(verdict.passed ? {} : { failedWithOthers: verdict.problems }) });
  }
  return verdicts;
}

function shortOf(id: string): string {
  const { kind, target } = partsOf(id);
  return `${kind}/${target}`;
}

/** Several cases as one, whose run has to end as without any of them. */
function together(cases: FaultCase[]): FaultCase & { came: () => string[] } {
  let armed: { id: string; struck: () => boolean }[] = [];
  const came = () => armed.filter(({ struck }) => struck()).map(({ id }) => id);
  return {
    id: cases.map(({ id }) => id).join(' '),
    target: { id: 'together' },
    kind: {
      name: 'together',
      expected: 'the same end',
      targets: () => [],
      arm: async (on) => {
        armed = [];
        for (const { id, kind, target } of cases) armed.push({ id, struck: await kind.arm({ ...on, id }, target) });
        return () => came().length > 0;
      },
      afterwards: async (on) => {
        for (const { id, kind } of cases) await kind.afterwards?.({ ...on, id });
      },
    },
    came,
  };
}
