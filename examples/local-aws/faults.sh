#!/bin/bash
# An answer of AWS that is lost, with curl and the AWS CLI. Start `npx hsm emulator` first and export what it prints.
set -euo pipefail
own() { curl --silent --show-error --fail "$AWS_ENDPOINT_URL/_emulator/$1" "${@:2}"; }
kms() { "${AWS_CLI:-aws}" --endpoint-url "$AWS_ENDPOINT_URL" kms "$@"; }
export AWS_MAX_ATTEMPTS=1

own health >&2
# the next CreateKey is carried out, and then fails
error='{"code": "KMSInternalException", "message": "the answer is lost", "status": 500}'
own faults --data "{\"operation\": \"kms:CreateKey\", \"where\": \"after\", \"error\": $error}" >&2
if kms create-key >&2; then
  echo "the fault did not come" >&2
  exit 1
fi
own calls >&2
echo "keys that are there all the same: $(kms list-keys --query 'length(Keys)' --output text)"
