import type { CheckId } from '../severities.ts';
import type { Facts } from './facts/facts.ts';

/** One thing that an audit looks at: a pure function over the facts of a place. */
export interface Check {
  id: CheckId;
  /** What is wrong where it finds something, in half a sentence. */
  title: string;
  /** Why it matters, and where that is known from. */
  why: string;
  /** What to do, where the finding says nothing more exact. */
  remedy: string;
  /** Finds nothing where a fact that it needs could not be read. */
  run(facts: Facts): Found[];
}

/** What a check says of one resource. */
export interface Found {
  resource: string;
  cluster?: string;
  environment?: string | null;
  evidence: string;
  remedy?: string;
}
