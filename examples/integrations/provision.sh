#!/usr/bin/env bash
# Provisions an environment file with the AWS CLI alone, and waits for its end: exit code 0 only where it has succeeded.
#   provision.sh FILE arn:aws:states:REGION:ACCOUNT:stateMachine:cloudhsm-lifecycle-STAGE-provision
set -euo pipefail
usage='usage: provision.sh FILE STATE_MACHINE_ARN'
file=${1:?$usage} machine=${2:?$usage}
execution=$(aws stepfunctions start-execution --state-machine-arn "$machine" --input "file://$file" --query executionArn --output text)
echo "execution $execution" >&2
while :; do
  status=$(aws stepfunctions describe-execution --execution-arn "$execution" --query status --output text)
  [ "$status" = RUNNING ] || break
  sleep "${POLL_SECONDS:-30}"
done
if [ "$status" != SUCCEEDED ]; then
  aws stepfunctions describe-execution --execution-arn "$execution" --query '[error, cause]' --output text >&2
  exit 1
fi
aws stepfunctions describe-execution --execution-arn "$execution" --query output --output text
