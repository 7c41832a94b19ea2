"""A day of CloudHSM in a second, with boto3: `day.py`, with AWS_ENDPOINT_URL as `npx hsm emulator` prints it."""

import json
import os
import urllib.request

import boto3

url = os.environ["AWS_ENDPOINT_URL"]


def emulator(path, body=None):
    """Asks the emulator's own API; it takes and gives JSON."""
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(f"{url}/_emulator/{path}", data) as answer:
        return json.load(answer)


cloudhsm = boto3.client("cloudhsmv2", endpoint_url=url)
cluster_id = cloudhsm.create_cluster(
    HsmType="hsm2m.medium", Mode="FIPS", SubnetIds=["subnet-0aaa1111aaa1111aa", "subnet-0bbb2222bbb2222bb"]
)["Cluster"]["ClusterId"]
emulator("idle", {})
hsm_id = cloudhsm.create_hsm(ClusterId=cluster_id, AvailabilityZone="us-east-1a")["Hsm"]["HsmId"]
emulator("idle", {})
emulator("advance", {"seconds": 86_400})


def hsms():
    return cloudhsm.describe_clusters(Filters={"clusterIds": [cluster_id]})["Clusters"][0]["Hsms"]


before = [(hsm["HsmId"], hsm["State"]) for hsm in hsms()]
assert before == [(hsm_id, "ACTIVE")], before
emulator(f"hsms/{hsm_id}/fail", {"replaceAfterSeconds": 3600})
emulator("advance", {"seconds": 7200})
emulator("idle", {})
(after,) = hsms()
assert after["HsmId"] != hsm_id and after["State"] == "ACTIVE", after
print(f"{hsm_id} broke and was replaced by {after['HsmId']}; it is {emulator('health')['now']}")
