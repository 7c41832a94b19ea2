import { casesOf, type FaultCase, partsOf } from './cases.ts';
import { judgeTogether } from './company.ts';
import { judge, type Verdict } from './judge.ts';
import { type Recording, record } from './recording.ts';
import { Rig } from './rig.ts';
import { allScenarios } from './scenario.ts';

/** Where cases are run, one after the other: a rig, and what it has recorded of the scenarios. */
export class Bench {
  readonly #durations: number | undefined;
  #rig: Rig | undefined;
  readonly #cases = new Map<string, { recording: Recording; cases: Map<string, FaultCase> }>();

  /** @param durations as of a rig: with shorter ones, fewer looks at the same things are broken */
  constructor(durations?: number) {
    this.#durations = durations;
  }

  /**
   * The ids of all cases of the scenarios that `wanted` accepts, in the order of scenarios.
   *
   * @param wanted by a scenario's name
   */
  async ids(wanted: (scenario: string) => boolean = () => true): Promise<string[]> {
    const scenarios = (await allScenarios()).filter(({ name }) => wanted(name));
    const ids: string[] = [];
    for (const { name } of scenarios) ids.push(...(await this.#recorded(name)).cases.keys());
    return ids;
  }

  /**
   * Runs cases of one scenario, several in one run.
   *
   * @throws Error where there is no such case
   */
  async run(ids: string[]): Promise<Verdict[]> {
    const { recording, cases } = await this.#recorded(partsOf(ids[0]!).scenario);
    const wanted = ids.map((id) => cases.get(id) ?? missing(id));
    return judgeTogether(wanted, (one) => this.#judged(recording, one));
  }

  async #judged(recording: Recording, wanted: FaultCase): Promise<Verdict> {
    const verdict = await judge(await this.#ready(), recording, wanted);
    // what never came to rest would go on in the next case
    if (verdict.broken) await this.stop();
    return verdict;
  }

  async stop(): Promise<void> {
    await this.#rig?.stop();
    this.#rig = undefined;
  }

  async #ready(): Promise<Rig> {
    this.#rig ??= await Rig.start(this.#durations);
    return this.#rig;
  }

  async #recorded(name: string) {
    const known = this.#cases.get(name);
    if (known) return known;
    const scenario = (await allScenarios()).find((one) => one.name === name);
    if (!scenario) throw new Error(`there is no scenario ${name}`);
    const recording = await record(await this.#ready(), scenario);
    const recorded = { recording, cases: new Map(casesOf(recording).map((one) => [one.id, one])) };
    this.#cases.set(name, recorded);
    return recorded;
  }
}

function missing(id: string): never {
  throw new Error(`there is no case ${id}`);
}
