import { acmPca } from './acm-pca/service.ts';
import type { Service } from './api/service.ts';
import { cloudhsmv2 } from './cloudhsmv2/service.ts';
import { ec2 } from './ec2/service.ts';
import { ecs } from './ecs/service.ts';
import { events } from './events/service.ts';
import { kms } from './kms/service.ts';
import { lambda } from './lambda/service.ts';
import { logs } from './logs/service.ts';
import { secretsManager } from './secretsmanager/service.ts';
import { sns } from './sns/service.ts';
import { sqs } from './sqs/service.ts';
import { ssm } from './ssm/service.ts';
import { states } from './states/service.ts';
import { sts } from './sts/service.ts';

/** Every service that speaks through a model. DynamoDB is dynalite's, behind its own door (./dynamodb). */
export const services: Service[] = [cloudhsmv2, acmPca, kms, secretsManager, ssm, ec2, sts, states, lambda, ecs, events, sns, sqs, logs];
