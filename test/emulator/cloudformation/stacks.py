"""A stack's life through boto3, as its waiters follow it: `stacks.py URL`, where infrastructure/audit-member.yml is below. Ends with the first thing that is not as it should be."""

import json
import sys

import boto3

cloudformation = boto3.client("cloudformation", endpoint_url=sys.argv[1])
soon = {"Delay": 0.1, "MaxAttempts": 100}
with open("infrastructure/audit-member.yml", encoding="utf8") as file:
    template = file.read()


def wait(name, **parameters):
    cloudformation.get_waiter(name).wait(WaiterConfig=soon, **parameters)


def given(role):
    values = {"AuditAccount": "123456789012", "AuditRole": role}
    return [{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()]


def outputs():
    [stack] = cloudformation.describe_stacks(StackName="member")["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


named = {"StackName": "member", "Capabilities": ["CAPABILITY_NAMED_IAM"]}
stack_id = cloudformation.create_stack(**named, TemplateBody=template, Parameters=given("first"))["StackId"]
wait("stack_exists", StackName="member")
wait("stack_create_complete", StackName="member")
seen = [outputs()]

change = {"StackName": "member", "ChangeSetName": "rename"}
cloudformation.create_change_set(**named, ChangeSetName="rename", UsePreviousTemplate=True, Parameters=given("second"))
wait("change_set_create_complete", **change)
[only] = cloudformation.describe_change_set(**change)["Changes"]
seen.append(only["ResourceChange"]["Replacement"])
cloudformation.execute_change_set(**change)
wait("stack_update_complete", StackName="member")
seen.append(outputs())

events = cloudformation.get_paginator("describe_stack_events").paginate(StackName="member").build_full_result()["StackEvents"]
seen.append(sorted({event["ResourceStatus"] for event in events}))

cloudformation.delete_stack(StackName="member")
wait("stack_delete_complete", StackName=stack_id)
print(json.dumps(seen))
