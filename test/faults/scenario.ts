import { readdirSync } from 'node:fs';
import type { EnvironmentFile } from '../workflow/environment-file.ts';
import type { Rig } from './rig.ts';

/** A run that faults are brought into, one at a time. */
export interface Scenario {
  /** As in `provision/first-run`: the intent, and what is special about this run of it. */
  name: string;
  /** The entry machine, where it has another name than the intent. */
  machine?: string;
  /** What the entry machine is given. */
  input: unknown;
  /** The environment that has to stand at the end of a run that succeeds. */
  file: EnvironmentFile;
  /** The environment has to be gone at the end instead. */
  gone?: true;
  /** Its key store has to be disconnected at the end. */
  disconnected?: true;
  /** Started by the event that asks for it, not by StartExecution. */
  byEvent?: boolean;
  /** Started by the clock, somewhere in so many seconds. */
  withinSeconds?: number;
  /** What people do where a run waits for them, once all has come to rest. @returns whether they were wanted */
  people?: (rig: Rig) => Promise<boolean>;
  /** What happened before. */
  prepare?: (rig: Rig) => Promise<void> | void;
  /** Takes away what lets the run fail without any fault. */
  cure?: (rig: Rig) => Promise<void> | void;
  /** Only these kinds of faults. */
  kinds?: string[];
  /** All kinds but these: what they break, this intent does not mend. */
  without?: string[];
  /** What is tried here, too, though an earlier scenario has it: targets that mean something else here. */
  own?: RegExp;
}

/** What is told first has the places that later ones share with it: what makes a thing comes before what uses it. Others follow by name. */
const first = ['provision', 'scale', 'rotate', 'repair', 'restore'];

/** All scenarios, in a fixed order: scenarios/<intent>.ts each list their own. */
export async function allScenarios(): Promise<Scenario[]> {
  const folder = new URL('scenarios/', import.meta.url);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
  const modules = await Promise.all(files.map((file) => import(new URL(file, folder).href) as Promise<{ scenarios: Scenario[] }>));
  const ranked = modules.flatMap(({ scenarios }) => scenarios).map((scenario) => ({ scenario, rank: rankOf(scenario) }));
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ scenario }) => scenario);
}

function rankOf({ name }: Scenario): number {
  const rank = first.indexOf(name.split('/')[0]!);
  return rank === -1 ? first.length : rank;
}
