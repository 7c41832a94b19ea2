import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { placeIn } from '../aws/place-in.ts';
import { setting } from '../aws/setting.ts';
import { ssm } from '../aws/ssm.ts';
import type { RecordPlace } from '../record/item.ts';
import { deployCommand } from './deploy-command.ts';

/** The record of this stage in another region; undefined where the stage is not deployed there. */
export async function recordIn(region: string): Promise<RecordPlace | undefined> {
  const place = placeIn(region);
  const Name = `/cloudhsm-lifecycle/${setting('STAGE')}/environments-table`;
  try {
    const { Parameter } = await ssm(place).send(new GetParameterCommand({ Name }));
    return Parameter?.Value ? { place, table: Parameter.Value } : undefined;
  } catch (error) {
    if ((error as Error).name === 'ParameterNotFound') return undefined;
    throw error;
  }
}

/** What is wrong where there is none, and what to do. */
export function notDeployed(region: string): { problem: string; remedy: string } {
  const stage = setting('STAGE');
  return {
    problem: `the stage ${stage} is not deployed in ${region}`,
    remedy: deployCommand(stage, region),
  };
}
