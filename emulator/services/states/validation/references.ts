/** A node of JSONata's syntax tree, as far as it is read here. */
interface Node {
  type?: string;
  value?: unknown;
  steps?: Node[];
  lhs?: unknown;
  rhs?: unknown;
  expression?: Node;
  expressions?: Node[];
  procedure?: Node;
  arguments?: Node[];
  body?: Node;
  condition?: Node;
  then?: Node;
  else?: Node;
}

/** Members of `$states` that are there in some fields only. */
export type Offered = 'result' | 'errorOutput';

/**
 * What an expression reads although AWS does not offer it, in AWS's words and in the order in which it is written. An expression has no
 * context of its own: a path begins with a variable. Later steps, predicates, sorting and grouping have one, and are not looked at.
 *
 * Measured by others: floci-io/floci#2670, #2699 and #2745; anomalyco/sst#6110 for `$states.errorOutput`.
 *
 * @param offered what `$states` holds beside input and context, where the expression stands
 */
export function unsupportedReferences(expression: unknown, offered: readonly Offered[]): string[] {
  const found = new Set<string>();
  const open: Node[] = [expression as Node];
  while (open.length > 0) {
    const node = open.pop()!;
    const complaint = complaintAbout(node, offered);
    if (complaint) found.add(complaint);
    open.push(...withoutContext(node).reverse());
  }
  return [...found];
}

function complaintAbout(node: Node, offered: readonly Offered[]): string | undefined {
  const topLevel = (name: unknown) => `Reference to '${name}' at the top level is not supported.`;
  if (node.type === 'name') return topLevel(node.value);
  if (node.type === 'variable' && node.value === '') return topLevel('$');
  if (node.type === 'variable' && node.value === '$') return "Reference to '$$' is not supported.";
  const [first, second] = node.type === 'path' ? (node.steps ?? []) : [];
  if (first?.type !== 'variable' || first.value !== 'states' || second?.type !== 'name') return undefined;
  const restricted = (['result', 'errorOutput'] as Offered[]).find((name) => name === second.value);
  return restricted && !offered.includes(restricted) ? `Field '$states.${restricted}' does not exist.` : undefined;
}

/** The nodes inside a node that are evaluated in the same context as the node itself. */
function withoutContext(node: Node): Node[] {
  const { type, lhs, rhs, expression, expressions = [], procedure, body, condition, then, else: otherwise } = node;
  const own = (...nodes: unknown[]) => nodes.filter((one): one is Node => typeof one === 'object' && one !== null);
  switch (type) {
    case 'path':
      return own(node.steps?.[0]);
    case 'unary':
      return node.value === '{' ? own(...(lhs as Node[][]).flat()) : own(expression, ...expressions);
    case 'binary':
    case 'apply':
      return own(lhs, rhs);
    case 'function':
    case 'partial':
      return own(procedure, ...(node.arguments ?? []));
    case 'lambda':
      return own(body);
    case 'condition':
      return own(condition, then, otherwise);
    case 'block':
      return own(...expressions);
    case 'bind':
      return own(rhs);
    default:
      return [];
  }
}
