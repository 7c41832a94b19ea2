import { type Awaited, usualDurations } from '../../core/waiting/usual-durations.ts';

/**
 * What a state machine tells people who watch it. A state's Comment that begins with what goes on, a word in -ing, is told up to its
 * first colon or full stop: "Creating the cluster: it is known by its tag". A state with another Comment goes on with what was told
 * before it, as the checks of a wait do. A machine that tells nothing at all is told by the names of its states.
 */
export class Story {
  readonly #states = new Map<string, State>();
  readonly #definition: Definition;
  readonly #tells: boolean;

  /** @param definition the machine's JSON; empty where it could not be read */
  constructor(definition = '') {
    this.#definition = definition ? (JSON.parse(definition) as Definition) : { States: {} };
    for (const [name, state] of statesOf(this.#definition)) this.#states.set(name, state);
    this.#tells = [...this.#states.values()].some((state) => wordsOf(state) !== undefined);
  }

  /** What goes on in a state; undefined where it goes on with what was told before. */
  words(name: string): string | undefined {
    const state = this.#states.get(name);
    return this.#tells && state ? wordsOf(state) : name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  }

  /** How long AWS usually takes for what is told with these words. */
  usually(words: string): string | undefined {
    let told: string | undefined;
    for (const state of this.#states.values()) {
      told = wordsOf(state) ?? told;
      const awaited = awaitedIn(state.Arguments);
      if (awaited && told === words) return usualTime(awaited);
    }
    return undefined;
  }

  /** Whether a state's own work is another execution, which tells its own story. */
  startsAnother(name: string): boolean {
    return startsAnother(this.#states.get(name) ?? { Type: '' });
  }

  /** Whether a branch ends with a state. */
  endsWith(name: string): boolean {
    const state = this.#states.get(name);
    return state !== undefined && (succeeds(state) || state.Type === 'Fail');
  }

  /** What is told of a run without failures, in order; where another machine comes in, its ARN. */
  outline(): ({ words: string } | { machine: string })[] {
    const parts = [...unfailing(this.#definition)].map((state) =>
      startsAnother(state) ? { machine: String(argumentsOf(state).StateMachineArn) } : { words: wordsOf(state) ?? '' },
    );
    const told = parts.filter((part) => 'machine' in part || part.words !== '');
    return told.filter((part, index) => JSON.stringify(told[index - 1]) !== JSON.stringify(part));
  }
}

/** What is awaited, by the input of a check step. */
export function awaitedIn(parameters: unknown): Awaited | undefined {
  const { Payload } = (parameters ?? {}) as { Payload?: { waiting?: { awaited?: string } } };
  return asAwaited(Payload?.waiting?.awaited);
}

export function asAwaited(awaited: string | undefined): Awaited | undefined {
  return awaited !== undefined && Object.hasOwn(usualDurations, awaited) ? (awaited as Awaited) : undefined;
}

export function usualTime(awaited: Awaited): string {
  const { shortest, longest } = usualDurations[awaited];
  if (longest < 60) return 'usually seconds';
  if (longest === 60) return 'usually up to a minute';
  return `usually ${shortest < 60 ? 'up' : Math.ceil(shortest / 60)} to ${Math.ceil(longest / 60)} minutes`;
}

interface Definition {
  StartAt?: string;
  States: Record<string, State>;
}

interface State {
  Type: string;
  Comment?: string;
  Resource?: string;
  Arguments?: unknown;
  End?: boolean;
  Next?: string;
  Default?: string;
  Choices?: { Next: string }[];
  Branches?: Definition[];
  ItemProcessor?: Definition;
}

function argumentsOf({ Arguments }: State): { StateMachineArn?: unknown } {
  return typeof Arguments === 'object' && Arguments !== null ? Arguments : {};
}

function startsAnother({ Resource = '' }: State): boolean {
  return /:states:startExecution/.test(Resource);
}

function inside({ Branches = [], ItemProcessor }: State): Definition[] {
  return ItemProcessor ? [...Branches, ItemProcessor] : Branches;
}

/** Every state, those of branches and items included. */
function* statesOf({ States }: Definition): Iterable<[string, State]> {
  for (const [name, state] of Object.entries(States)) {
    yield [name, state];
    for (const definition of inside(state)) yield* statesOf(definition);
  }
}

/** The states that a run without failures may go through, in the order of the file, those of branches and items included. */
function* unfailing(definition: Definition): Iterable<State> {
  const onTheWay = wayThrough(definition);
  for (const [name, state] of Object.entries(definition.States)) {
    if (!onTheWay.has(name)) continue;
    yield state;
    for (const inner of inside(state)) yield* unfailing(inner);
  }
}

/** The names of the states on some way from the first one to success that comes to no state twice: no detours, no failures. */
function wayThrough({ StartAt, States }: Definition): Set<string> {
  const found = new Set<string>();
  const walk = (name: string | undefined, before: string[]) => {
    const state = States[name ?? ''];
    if (!name || !state || before.includes(name)) return;
    const way = [...before, name];
    if (succeeds(state)) for (const one of way) found.add(one);
    for (const next of [state.Next, state.Default, ...(state.Choices ?? []).map(({ Next }) => Next)]) walk(next, way);
  };
  walk(StartAt, []);
  return found;
}

function succeeds({ Type, End }: State): boolean {
  return End === true || Type === 'Succeed';
}

/** What is told of a state that does something. A line of progress does not begin with a capital letter. */
function wordsOf({ Type, Comment = '' }: State): string | undefined {
  if (!/^(Task|Map|Parallel|Pass)$/.test(Type)) return undefined;
  const [words] = /^[A-Z][a-z]*ing\b[^:.]*/.exec(Comment) ?? [];
  return words && `${words[0]!.toLowerCase()}${words.slice(1)}`;
}
