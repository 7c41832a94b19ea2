import * as fc from 'fast-check';
import { mostMilliseconds } from './answers.ts';
import { dynamoDbBodies } from './kinds/dynamodb-bodies.ts';
import { expressions } from './kinds/expressions.ts';
import { accountFiles, environmentFiles } from './kinds/files.ts';
import { jsonBodies } from './kinds/json-bodies.ts';
import type { Kind } from './kinds/kind.ts';
import { paths } from './kinds/paths.ts';
import { queryBodies } from './kinds/query-bodies.ts';
import { restPaths } from './kinds/rest-paths.ts';
import { Subject } from './subject-client.ts';
import type { State } from './subject-protocol.ts';

export const kinds: Kind<any>[] = [expressions, paths, jsonBodies, dynamoDbBodies, queryBodies, restPaths, accountFiles, environmentFiles];

/** No case lets the process grow by more than this. */
const mostGrownMegabytes = 100;

/** After so many cases the emulator begins anew: what they made is theirs, not a leak. */
const casesBetween = 250;

export interface FuzzOptions {
  cases: number;
  seed: number;
  /** Names of kinds; all by default. */
  only?: string[];
  tell?: (line: string) => void;
}

export interface FuzzReport {
  kind: string;
  cases: number;
  /** The longest that the process itself worked on a case. */
  slowestMilliseconds: number;
  /** What one case made it grow by at most. */
  mostGrownMegabytes: number;
  /** What is wrong, with the smallest case that shows it. */
  failure?: string;
}

/** Runs cases of each kind against a local AWS in a process of its own, and shrinks what fails. */
export async function fuzz({ cases, seed, only, tell = () => {} }: FuzzOptions): Promise<FuzzReport[]> {
  const chosen = kinds.filter(({ name }) => !only || only.includes(name));
  const shares = chosen.reduce((sum, { share }) => sum + share, 0);
  const reports: FuzzReport[] = [];
  const place = new Place();
  await place.renewed();
  try {
    for (const kind of chosen) {
      const report = await fuzzKind(place, kind, Math.max(1, Math.round((cases * kind.share) / shares)), seed);
      tell(told(report));
      reports.push(report);
    }
  } finally {
    place.subject.stop();
  }
  return reports;
}

function told({ kind, cases, slowestMilliseconds, mostGrownMegabytes, failure }: FuzzReport): string {
  const figures = `slowest ${slowestMilliseconds.toFixed(0)} ms, grown by at most ${mostGrownMegabytes.toFixed(0)} MB`;
  return `${kind}: ${cases} cases, ${figures}${failure ? `, FAILED\n${failure}` : ''}`;
}

/** The process that is fuzzed: another one after it has ended. */
class Place {
  subject!: Subject;
  before!: State;

  async renewed(): Promise<void> {
    this.subject = await Subject.start();
    this.before = await this.subject.state();
  }
}

/** A case that fails is made smaller for so long. */
const shrinkingMilliseconds = 60_000;

async function fuzzKind<Case>(place: Place, kind: Kind<Case>, cases: number, seed: number): Promise<FuzzReport> {
  const report: FuzzReport = { kind: kind.name, cases: 0, slowestMilliseconds: 0, mostGrownMegabytes: 0 };
  let shrunk = Number.POSITIVE_INFINITY;
  const held = async (one: Case) => {
    if (place.subject.ended) await place.renewed();
    const { subject, before } = place;
    subject.blocked = 0;
    await kind.run(subject, one);
    const { state } = await subject.ask({ kind: 'state' });
    const [worked, grown] = [state.cpuMilliseconds - before.cpuMilliseconds, state.peakMegabytes - before.peakMegabytes];
    report.cases++;
    report.slowestMilliseconds = Math.max(report.slowestMilliseconds, worked);
    report.mostGrownMegabytes = Math.max(report.mostGrownMegabytes, grown);
    place.before = state;
    if (state.reached.length > 0) throw new Error(`it reached ${state.reached.join(', ')}`);
    // an answer is late because of others, too, who use the processors
    if (Math.min(subject.blocked, worked) >= mostMilliseconds) throw new Error(`an answer took ${subject.blocked.toFixed(0)} ms`);
    if (grown > mostGrownMegabytes) throw new Error(`it grew by ${grown.toFixed(0)} MB`);
    if (report.cases % casesBetween === 0) {
      place.before = (await subject.ask({ kind: 'anew' })).state;
    }
  };
  const property = fc.asyncProperty(kind.cases(place.subject.known), async (one) => {
    if (performance.now() > shrunk) return;
    try {
      await held(one);
    } catch (error) {
      shrunk = Math.min(shrunk, performance.now() + shrinkingMilliseconds);
      await new Promise(setImmediate); // its end is told right after
      throw place.subject.ended ? new Error(`${place.subject.ended}\n${(error as Error).message}`) : error;
    }
  });
  const checked = await fc.check(property, { numRuns: cases, seed });
  if (checked.failed) {
    const { counterexample, counterexamplePath, errorInstance } = checked;
    const shown = JSON.stringify(counterexample?.[0])?.slice(0, 2_000);
    const again = `npm run fuzz -- --kind ${kind.name} --cases ${cases} --seed ${seed}`;
    report.failure = `${(errorInstance as Error)?.message}\n  case: ${shown}\n  again: ${again} (path ${counterexamplePath})`;
  }
  return report;
}
