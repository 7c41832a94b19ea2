/**
 * The rules of EventBridge that this stack lives by, and what is not done while one of them is off or gone. `ownRulePrefix`
 * stands before their names.
 */
export const ownRules = {
  'environment-requested': 'no event brings an environment up',
  'run-failed': 'of a run that fails nobody is told, and it goes on holding its environment',
  'dangerous-calls': 'nobody is told of calls that can lose keys',
  'check-health': 'nobody looks how the environments are',
  'start-due': 'nothing starts that files want by the clock: parking, rotation, drills, hosts',
  'copy-backups': 'no backup is copied to another region',
  audit: 'no audit starts by itself',
};

export type OwnRule = keyof typeof ownRules;

export const ownRulePrefix = (stage: string) => `cloudhsm-lifecycle-${stage}-`;
