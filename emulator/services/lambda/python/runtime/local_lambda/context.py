"""What a handler is told of its invocation."""

import os

from . import clocks


class Context:
    def __init__(self, given):
        self.aws_request_id = given["awsRequestId"]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = given["invokedFunctionArn"]
        self.tenant_id = None
        self.client_context = None
        self.identity = _Identity()
        self._end = clocks.virtual_now() + given["remainingMilliseconds"]

    def get_remaining_time_in_millis(self):
        return max(0, self._end - clocks.virtual_now())

    def log(self, message):
        print(message, end="")

    def __repr__(self):
        members = ("aws_request_id", "log_group_name", "log_stream_name", "function_name", "memory_limit_in_mb", "function_version")
        more = ("invoked_function_arn", "client_context", "identity", "tenant_id")
        return f"LambdaContext([{','.join(f'{name}={getattr(self, name)}' for name in members + more)}])"


Context.__name__ = Context.__qualname__ = "LambdaContext"


class _Identity:
    cognito_identity_id = None
    cognito_identity_pool_id = None

    def __repr__(self):
        return "CognitoIdentity([cognito_identity_id=None,cognito_identity_pool_id=None])"
