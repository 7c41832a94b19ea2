// What other projects import as `cloudhsm-lifecycle/emulator`.
export type { AwsPlace, Cloud } from './cloud.ts';
export { DeploymentError, type DeploymentOptions, type Stack } from './cloudformation/deploy.ts';
export { readTemplate } from './cloudformation/read-template.ts';
export type { Template } from './cloudformation/template.ts';
export type { Emulator, EmulatorOptions, PlaceName } from './emulator.ts';
export type { AccountFile } from './kernel/account.ts';
export { AwsError } from './kernel/aws-error.ts';
export type { LoggedCall } from './kernel/call-log.ts';
export type { Caller } from './kernel/caller.ts';
export { ConnectionCut, type Fault } from './kernel/faults.ts';
export { startEmulator } from './start.ts';
