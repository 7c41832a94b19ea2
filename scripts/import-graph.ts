import { execFileSync } from 'node:child_process';

/** The page of docs/ that draws which parts of the local AWS import which. */
export function importGraphPage(): string {
  const parts = '^emulator/(services/[^/]+|[^/]+)';
  const arguments_ = [
    '--config',
    'dependency-cruiser.config.ts',
    '--include-only',
    '^emulator',
    '--collapse',
    parts,
    '--output-type',
    'mermaid',
  ];
  const graph = execFileSync('depcruise', [...arguments_, 'emulator'], { encoding: 'utf8' });
  return `# What imports what in the local AWS

An arrow leads from who imports to what is imported, types included. There is no circle, of folders or of files: dependency-cruiser holds
it (\`npm run check-imports\`). Made by \`npm run diagrams\`.

\`\`\`mermaid
${graph.trim()}
\`\`\`
`;
}
