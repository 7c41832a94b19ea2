import type { Operation } from '../../../service/service.ts';
import { invalid } from '../refusals.ts';
import { onStack, passesRole } from '../resources.ts';
import { checkMode, type DeploymentConfig } from '../settings.ts';
import type { CloudFormationPlace } from '../state.ts';

interface Input {
  StackName: string;
  RetainResources?: string[];
  ClientRequestToken?: string;
  RoleARN?: string;
  DeletionMode?: 'STANDARD' | 'FORCE_DELETE_STACK';
  DeploymentConfig?: DeploymentConfig;
}

/** What is not there is deleted already. @throws AwsError ValidationError */
export const deleteStack: Operation<Input, CloudFormationPlace> = {
  resources: onStack,
  passes: passesRole,
  run({ StackName, RetainResources = [], ClientRequestToken, DeletionMode = 'STANDARD', DeploymentConfig }, { place: { cloudformation } }) {
    checkMode(DeploymentConfig);
    const stack = cloudformation.find(StackName);
    if (!stack || stack.deletedAt) return {};
    if (stack.terminationProtection) {
      const why = 'cannot be deleted while TerminationProtection is enabled';
      throw invalid(`Stack [${stack.name}] ${why}`);
    }
    const again = stack.status === 'DELETE_FAILED';
    if (!again && DeletionMode !== 'STANDARD')
      throw invalid(`Invalid operation on stack [${stack.id}]. FORCE_DELETE_STACK can only be used for stacks in DELETE_FAILED state`);
    if (!again && RetainResources.length > 0)
      throw invalid(`Invalid operation on stack [${stack.id}]. RetainResources can only be specified for stacks in DELETE_FAILED state`);
    if (stack.status === 'DELETE_IN_PROGRESS') return {};
    if (stack.status.endsWith('_IN_PROGRESS') && !['REVIEW_IN_PROGRESS', 'CREATE_IN_PROGRESS'].includes(stack.status))
      throw invalid(
        `Stack [${stack.name}] is in ${stack.status} state: stopping what is under way is not emulated; delete it when that has ended`,
      );
    const failed = [...stack.resources.values()].filter(({ status }) => status === 'DELETE_FAILED').map(({ logicalId }) => logicalId);
    const retained = DeletionMode === 'FORCE_DELETE_STACK' ? failed : RetainResources;
    const { status } = stack;
    stack.initiate('DELETE_IN_PROGRESS', ClientRequestToken);
    const used = stack.outputs.flatMap(({ ExportName }) => (ExportName === undefined ? [] : [ExportName]));
    const held = used.find((name) => cloudformation.importers(name).length > 0);
    if (held !== undefined) {
      stack.become(
        status,
        `Delete canceled. Cannot delete export ${held} as it is in use by ${cloudformation.importers(held).join(', ')}.`,
      );
      return {};
    }
    cloudformation.inBackground(stack, cloudformation.engine.delete(stack, retained));
    return {};
  },
};
