import type { Service } from './service/service.ts';
import { acmPca } from './services/acm-pca/index.ts';
import { cloudhsmv2 } from './services/cloudhsmv2/index.ts';
import { ec2 } from './services/ec2/index.ts';
import { ecs } from './services/ecs/index.ts';
import { events } from './services/events/index.ts';
import { kms } from './services/kms/index.ts';
import { lambda } from './services/lambda/index.ts';
import { logs } from './services/logs/index.ts';
import { secretsManager } from './services/secretsmanager/index.ts';
import { sns } from './services/sns/index.ts';
import { sqs } from './services/sqs/index.ts';
import { ssm } from './services/ssm/index.ts';
import { states } from './services/states/index.ts';
import { sts } from './services/sts/index.ts';

/** Every service that speaks through a model. DynamoDB is dynalite's, behind its own door (./dynamodb). */
export const services: Service[] = [cloudhsmv2, acmPca, kms, secretsManager, ssm, ec2, sts, states, lambda, ecs, events, sns, sqs, logs];
