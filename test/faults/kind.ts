import type { Recording } from './recording.ts';
import type { Rig } from './rig.ts';

/** Where in a run a fault strikes. */
export interface Target {
  /** The last part of the case's id: as short as it can be told apart. */
  id: string;
}

/** A case that is being run. */
export interface Case {
  rig: Rig;
  recording: Recording;
  /** The whole id; what is chosen by chance is chosen by it. */
  id: string;
}

/** What has to come of the run that a fault struck. */
export type Expected =
  /** The same end as without it: AWS has such moments, and they pass. */
  | 'the same end'
  /** Of all that are started, one ends as without it, and others at most with LeaseHeld. */
  | 'the same end of one'
  /** SUCCEEDED, or an end with a name and a remedy. */
  | 'a named end';

/** What no two faults of a run may strike. */
export interface Struck {
  /** As a function with the state that invokes it, whose retries are made for one fault. */
  step: string;
  /** The only one of its step that is struck: a request that is sent again by itself. Without it nothing else of the step may be. */
  request?: string;
}

/** A kind of fault. */
export interface Kind<T extends Target = Target> {
  /** As in case ids. */
  name: string;
  expected: Expected;
  /** What it strikes in this recording, one case for each. */
  targets(recording: Recording): T[];
  /** Prepares the fault. @returns whether it has struck */
  arm(on: Case, target: T): Promise<() => boolean> | (() => boolean);
  /** Where the fault may come in a run in which others come: what it strikes, by the id of a target. Others come alone. */
  strikesOn?(targetId: string): Struck;
  /** What people do once everything has come to rest. */
  afterwards?(on: Case): Promise<void>;
}

/** For a list of kinds whose targets differ. */
export function kind<T extends Target>(one: Kind<T>): Kind {
  return one as unknown as Kind;
}

/** For ids: letters, digits and hyphens. */
export function slug(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
