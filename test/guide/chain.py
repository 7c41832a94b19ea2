"""The guide's chain through boto3: `chain.py URL BIN`, in a folder of its own. Ends with the first thing that is not as it should be."""

import json
import os
import subprocess
import sys

import boto3
from botocore.exceptions import ClientError

url, programs = sys.argv[1:]
cloudhsm = boto3.client("cloudhsmv2", endpoint_url=url)
kms = boto3.client("kms", endpoint_url=url)


def until(expected, question):
    """Asks again until the answer is the expected one: at full speed the emulator's clock passes between two questions."""
    for _ in range(20):
        answer = question()
        if answer == expected:
            return
    raise AssertionError(f"{answer}, not {expected}")


def refused(code, call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error.response["Error"]["Message"]
    raise AssertionError(f"{call.__name__} was accepted")


def cluster():
    return cloudhsm.describe_clusters(Filters={"clusterIds": [cluster_id]})["Clusters"][0]


def hsm_states():
    return [hsm["State"] for hsm in cluster()["Hsms"]]


def openssl(*parameters):
    subprocess.run(["openssl", *parameters], check=True, capture_output=True)


def program(name, *parameters, **variables):
    command = [os.path.join(programs, name), *parameters]
    return subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True)


def read(name):
    with open(name, encoding="ascii") as file:
        return file.read()


created = cloudhsm.create_cluster(HsmType="hsm2m.medium", Mode="FIPS", SubnetIds=["subnet-aaa11111", "subnet-bbb22222"])
cluster_id = created["Cluster"]["ClusterId"]
until("UNINITIALIZED", lambda: cluster()["State"])
assert "ClusterCsr" not in cluster()["Certificates"]

cloudhsm.create_hsm(ClusterId=cluster_id, AvailabilityZone="us-east-1a")
until(["ACTIVE"], hsm_states)
second = {"ClusterId": cluster_id, "AvailabilityZone": "us-east-1b"}
message = refused("CloudHsmInvalidRequestException", cloudhsm.create_hsm, **second)
assert "has not yet been fully activated" in message, message

with open("csr.pem", "w", encoding="ascii") as file:
    file.write(cluster()["Certificates"]["ClusterCsr"])
openssl("req", "-new", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca-key.pem", "-out", "ca.pem", "-days", "3650", "-subj", "/CN=CloudHSM CA")
openssl("req", "-new", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "other-key.pem", "-out", "other.pem", "-subj", "/CN=other")
openssl("x509", "-req", "-in", "csr.pem", "-CA", "ca.pem", "-CAkey", "ca-key.pem", "-CAcreateserial", "-out", "cluster.pem", "-days", "3650", "-sha256")
signed = {"ClusterId": cluster_id, "SignedCert": read("cluster.pem")}
refused("CloudHsmInvalidRequestException", cloudhsm.initialize_cluster, **signed, TrustAnchor=read("other.pem"))
cloudhsm.initialize_cluster(**signed, TrustAnchor=read("ca.pem"))
until("INITIALIZED", lambda: cluster()["State"])

store = {
    "CustomKeyStoreName": "hsm-backed-keystore",
    "CloudHsmClusterId": cluster_id,
    "KeyStorePassword": "kmsPassw0rd",
    "TrustAnchorCertificate": read("ca.pem"),
}
refused("CloudHsmClusterNotActiveException", kms.create_custom_key_store, **store)

assert program("configure-cli", "--cluster-id", cluster_id, "--hsm-ca-cert", "ca.pem").returncode == 0
assert program("cloudhsm-cli", "cluster", "activate", "--password", "S3curePassw0rd").returncode == 0
assert program("cloudhsm-cli", "cluster", "activate", "--password", "S3curePassw0rd").returncode != 0
until("ACTIVE", lambda: cluster()["State"])
user = ["user", "create", "--username", "kmsuser", "--role", "crypto-user", "--password", "kmsPassw0rd"]
assert program("cloudhsm-cli", *user, CLOUDHSM_ROLE="admin", CLOUDHSM_PIN="admin:wrong-password").returncode != 0
assert program("cloudhsm-cli", *user, CLOUDHSM_ROLE="admin", CLOUDHSM_PIN="admin:S3curePassw0rd").returncode == 0

cloudhsm.create_hsm(**second)
until(["ACTIVE", "ACTIVE"], hsm_states)
key_store_id = kms.create_custom_key_store(**store)["CustomKeyStoreId"]
kms.connect_custom_key_store(CustomKeyStoreId=key_store_id)
stores = lambda: kms.describe_custom_key_stores(CustomKeyStoreId=key_store_id)["CustomKeyStores"]
until("CONNECTED", lambda: stores()[0]["ConnectionState"])

key = kms.create_key(Origin="AWS_CLOUDHSM", CustomKeyStoreId=key_store_id, Description="HSM-backed encryption key")
key_id = key["KeyMetadata"]["KeyId"]
ciphertext = kms.encrypt(KeyId=key_id, Plaintext=b"sensitive data")["CiphertextBlob"]
assert b"sensitive" not in ciphertext
assert kms.decrypt(CiphertextBlob=ciphertext)["Plaintext"] == b"sensitive data"

pages = cloudhsm.get_paginator("describe_backups").paginate(Filters={"clusterIds": [cluster_id]})
backups = [backup["BackupState"] for page in pages for backup in page["Backups"]]
assert len(backups) == 2, backups
refused("CloudHsmInvalidRequestException", cloudhsm.delete_cluster, ClusterId=cluster_id)

print(json.dumps({"hsms": hsm_states(), "keyStore": stores()[0]["ConnectionState"], "backups": len(backups)}))
