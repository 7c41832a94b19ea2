"""Tests of an application against the local AWS, with pytest: each begins with an AWS that nothing was done to.

Where they are run, the package is installed: `npm install --save-dev ./cloudhsm-lifecycle-*.tgz`, or this is its checkout.
"""

import json
import subprocess
import urllib.request

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError


@pytest.fixture(scope="session")
def url():
    # --no: where the package is not installed, npx would run a stranger's of the command's name
    command = ["npx", "--no", "hsm", "emulator", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as emulator:
        yield json.loads(emulator.stdout.readline())["url"]
        emulator.terminate()


@pytest.fixture
def own(url):
    """The emulator's own API."""

    def ask(path, body):
        with urllib.request.urlopen(f"{url}/_emulator/{path}", json.dumps(body).encode()) as answer:
            return json.load(answer)

    ask("reset", {})
    return ask


@pytest.fixture
def client(url, own):
    settings = dict(region_name="us-east-1", aws_access_key_id="any", aws_secret_access_key="any")
    config = Config(retries={"total_max_attempts": 1})
    return lambda service: boto3.client(service, endpoint_url=url, config=config, **settings)


def test_a_key_store_wants_an_active_cluster(client, own):
    cluster = client("cloudhsmv2").create_cluster(
        HsmType="hsm2m.medium", Mode="FIPS", SubnetIds=["subnet-0aaa1111aaa1111aa", "subnet-0bbb2222bbb2222bb"]
    )["Cluster"]
    own("idle", {})
    with pytest.raises(ClientError, match="CloudHsmClusterNotActiveException"):
        client("kms").create_custom_key_store(
            CustomKeyStoreName="ours",
            CloudHsmClusterId=cluster["ClusterId"],
            KeyStorePassword="kmsPassw0rd",
            TrustAnchorCertificate="-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----",
        )


def test_a_throttled_call_is_told_apart(client, own):
    error = {"code": "ThrottlingException", "message": "Rate exceeded", "status": 400}
    own("faults", {"operation": "kms:ListKeys", "where": "before", "error": error})
    with pytest.raises(ClientError, match="ThrottlingException"):
        client("kms").list_keys()
    assert client("kms").list_keys()["Keys"] == []
