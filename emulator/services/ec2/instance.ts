import type { HostDeclaration } from '../../kernel/account.ts';

/** An EC2 instance: a host that the account file declares. */
export interface Instance {
  instanceId: string;
  /** As its /etc/os-release has them; `windows` is the one that has none. */
  platform: { id: string; release: string };
  architecture: 'x86_64' | 'aarch64';
  tags: Map<string, string>;
  /** Its one network interface. */
  eniId: string;
  declared: HostDeclaration;
}

/** As EC2 calls an architecture. */
export function architectureOf({ architecture }: Instance): string {
  return architecture === 'aarch64' ? 'arm64' : architecture;
}

export function instanceOf(declared: HostDeclaration, eniId: string): Instance {
  const [id = '', release = ''] = declared.platform.split(' ');
  const { architecture = 'x86_64' } = declared;
  const tags = new Map(Object.entries(declared.tags ?? {}));
  return { instanceId: declared.id, platform: { id, release }, architecture, tags, eniId, declared };
}
