import type { Operation } from '../../../service/service.ts';
import { checkArn, checkUnlabelled, checkUnqualified } from '../names.ts';
import { onMachine } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

/** A machine with running executions is DELETING until the last has ended, each at its next state; deleting what is not there succeeds. */
export const deleteStateMachine: Operation<{ stateMachineArn: string }, StatesPlace> = {
  resources: onMachine,
  run({ stateMachineArn }, { place }) {
    checkArn(stateMachineArn, 'stateMachine');
    checkUnlabelled(stateMachineArn);
    checkUnqualified(stateMachineArn);
    const machine = place.states.machines.get(stateMachineArn);
    if (!machine || machine.status === 'DELETING') return {};
    machine.status = 'DELETING';
    const own = [...place.states.executions.values()].filter((execution) => execution.machine.arn === machine.arn);
    const running = own.filter(({ status }) => status === 'RUNNING');
    // those that began before a change, or by a version, have its definition of then
    for (const execution of own) execution.machine.status = 'DELETING';
    const gone = () => {
      place.states.machines.delete(stateMachineArn);
      place.iam.templateTags.delete(stateMachineArn);
    };
    if (running.length === 0) gone();
    else void Promise.all(running.map(({ ended }) => ended)).then(gone);
    return {};
  },
};
