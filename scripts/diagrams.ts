import { readFileSync, writeFileSync } from 'node:fs';
import { type Block, readDefinitions, type State } from '../infrastructure/state-machines/definition.ts';

/**
 * Puts a diagram of each state machine into docs/architecture.md, between its marks; with --check, says whether they are true.
 * Only the way of a run that goes well, and catches that go somewhere of their own: every other failure goes to ExplainFailure.
 */
const file = 'docs/architecture.md';
const before = readFileSync(file, 'utf8');
let after = before;
for (const [name, machine] of readDefinitions()) {
  const mark = new RegExp(`(<!-- diagram: ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`);
  if (!mark.test(after)) throw new Error(`${file} has no place for the diagram of ${name}: <!-- diagram: ${name} --> … <!-- end -->`);
  after = after.replace(mark, (_, start: string, end: string) => `${start}\`\`\`mermaid\n${diagram(machine)}\n\`\`\`\n${end}`);
}
if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (after !== before) {
  console.error(`the diagrams of ${file} are not what the state machines say: run npm run diagrams`);
  process.exitCode = 1;
}

function diagram(machine: Block): string {
  const ids = new Map<string, string>();
  return ['flowchart TD', ...lines(machine, ids, '  ')].join('\n');
}

function lines(machine: Block, ids: Map<string, string>, indent: string): string[] {
  const shown = Object.entries(machine.States).filter(([name]) => !hidden(name));
  return shown.flatMap(([name, state]) => [
    ...node(name, state, ids, indent),
    ...edges(state)
      .filter(({ to }) => !hidden(to))
      .map(({ to, label }) => `${indent}${id(name, ids)} -->${label ? `|${label}|` : ''} ${id(to, ids)}`),
  ]);
}

function node(name: string, state: State, ids: Map<string, string>, indent: string): string[] {
  const parts = [...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])];
  if (parts.length > 0) {
    return [`${indent}subgraph ${id(name, ids)}["${name}"]`, ...parts.flatMap((part) => lines(part, ids, `${indent}  `)), `${indent}end`];
  }
  const shapes: Record<string, [string, string]> = {
    Choice: ['{"', '"}'],
    Wait: ['(["', '"])'],
    Succeed: ['(("', '"))'],
    Fail: ['(("', '"))'],
  };
  const [open, close] = shapes[state.Type] ?? ['["', '"]'];
  return [`${indent}${id(name, ids)}${open}${name}${close}`];
}

function edges(state: State): { to: string; label?: string }[] {
  const catches = (state.Catch ?? []).filter(({ ErrorEquals }) => !ErrorEquals.includes('States.ALL'));
  return [
    ...(state.Choices ?? []).map(({ Next }, index) => ({
      to: Next,
      label: state.Choices!.length === 1 && index === 0 ? 'yes' : undefined,
    })),
    ...(state.Default ? [{ to: state.Default, label: state.Choices?.length === 1 ? 'no' : undefined }] : []),
    ...(state.Next ? [{ to: state.Next }] : []),
    ...catches.map(({ Next, ErrorEquals }) => ({ to: Next, label: ErrorEquals.join(', ') })),
  ];
}

/** Where every failure ends; drawn once in the text, not in each diagram. */
function hidden(name: string): boolean {
  return ['ExplainFailure', 'Failed', 'Remove what was created?', 'RemoveCreated', 'Nothing left?', 'Wait for removal'].includes(name);
}

function id(name: string, ids: Map<string, string>): string {
  if (!ids.has(name)) ids.set(name, `s${ids.size}`);
  return ids.get(name)!;
}
