import { wrap } from './wrap.ts';

/** A line, and what belongs to it. */
export interface Tree {
  text: string;
  branches?: Tree[];
}

/** A tree, a branch a line; long lines go on below their beginning. */
export function tree({ text, branches = [] }: Tree, width: number, before = ''): string[] {
  const below = branches.flatMap((branch, index) => {
    const last = index === branches.length - 1;
    const [first = '', ...rest] = tree(branch, width, `${before}${last ? '   ' : '│  '}`);
    return [`${before}${last ? '└─ ' : '├─ '}${first}`, ...rest];
  });
  const stem = branches.length > 0 ? '│  ' : '   ';
  const [first = '', ...wrapped] = wrap(text, width - before.length - stem.length).split('\n');
  return [first, ...wrapped.map((line) => `${before}${stem}${line}`), ...below];
}
