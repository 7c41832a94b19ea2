import { allStates, type Block, type Definition, innerBlocks, type State } from '../../infrastructure/state-machines/definition.ts';

/** As many states as that catch everything for the same one are drawn once: whatever fails. */
const many = 4;

/** A state machine as a Mermaid flowchart. */
export function diagram(definition: Definition): string {
  const ids = new Ids();
  const common = commonRescues(definition);
  const rescues = common.flatMap((target) => [
    `  ${ids.of(`whatever fails → ${target}`)}(["whatever fails"])`,
    `  ${ids.of(`whatever fails → ${target}`)} -.-> ${ids.of(target)}`,
  ]);
  return ['flowchart TD', ...lines(definition, ids, common, '  '), ...rescues].join('\n');
}

/** Names of Mermaid's own: `s0`, `s1` … in the order in which the states come up. */
class Ids {
  readonly #known = new Map<string, string>();

  of(state: string): string {
    if (!this.#known.has(state)) this.#known.set(state, `s${this.#known.size}`);
    return this.#known.get(state)!;
  }
}

function commonRescues(definition: Definition): string[] {
  const targets = allStates(definition).flatMap(([, state]) => rescues(state).map(({ Next }) => Next));
  return [...new Set(targets)].filter((target) => targets.filter((one) => one === target).length >= many);
}

function rescues({ Catch = [] }: State) {
  return Catch.filter(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
}

function lines(block: Block, ids: Ids, common: string[], indent: string): string[] {
  return Object.entries(block.States).flatMap(([name, state]) => [
    ...node(name, state, ids, common, indent),
    ...edges(state, common).map(({ to, label, dashed }) => {
      const arrow = dashed ? '-.->' : '-->';
      return `${indent}${ids.of(name)} ${arrow}${label ? `|${label}|` : ''} ${ids.of(to)}`;
    }),
  ]);
}

function node(name: string, state: State, ids: Ids, common: string[], indent: string): string[] {
  const parts = innerBlocks(state);
  if (parts.length > 0) {
    const inside = parts.flatMap((part) => lines(part, ids, common, `${indent}  `));
    return [`${indent}subgraph ${ids.of(name)}["${name}"]`, ...inside, `${indent}end`];
  }
  const shapes: Record<string, [string, string]> = {
    Choice: ['{"', '"}'],
    Wait: ['(["', '"])'],
    Succeed: ['(("', '"))'],
    Fail: ['(("', '"))'],
  };
  const [open, close] = shapes[state.Type] ?? ['["', '"]'];
  return [`${indent}${ids.of(name)}${open}${name}${close}`];
}

interface Edge {
  to: string;
  label?: string | undefined;
  dashed?: boolean;
}

function edges(state: State, common: string[]): Edge[] {
  const choices = state.Choices ?? [];
  const asks = choices.length === 1;
  const named = (state.Catch ?? []).filter((one) => !rescues(state).includes(one));
  return [
    ...choices.map(({ Next }) => ({ to: Next, label: asks ? 'yes' : undefined })),
    ...(state.Default ? [{ to: state.Default, label: asks ? 'no' : undefined }] : []),
    ...(state.Next ? [{ to: state.Next }] : []),
    ...named.map(({ Next, ErrorEquals }) => ({ to: Next, label: ErrorEquals.join(', ') })),
    ...rescues(state)
      .filter(({ Next }) => !common.includes(Next))
      .map(({ Next }) => ({ to: Next, label: 'fails', dashed: true })),
  ];
}
