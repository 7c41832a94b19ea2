/** How many administrators an environment may have: what a quorum asks for, and one to spare. */
export const mostAdmins = 4;

/** The one that activates the cluster and makes the other users comes first. */
export const adminNames = ['admin', ...Array.from({ length: mostAdmins - 1 }, (_, index) => `admin_${index + 2}`)];

/** Those of an environment: two in production, so that one can unlock the other. */
export function adminsOf({ admins, purpose }: { admins?: number | undefined; purpose: 'production' | 'testing' }): string[] {
  return adminNames.slice(0, admins ?? (purpose === 'production' ? 2 : 1));
}

export function roleOf(user: string): 'admin' | 'crypto-user' {
  return adminNames.includes(user) ? 'admin' : 'crypto-user';
}
