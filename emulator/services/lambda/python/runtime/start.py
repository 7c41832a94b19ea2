"""What runs a function of Python: started by ../python-process.ts, with the variables of its first invocation."""

import os
import sys

from local_lambda.environment import run

# the function's modules are found where Lambda has them, and ours by nobody
sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
sys.dont_write_bytecode = False

if __name__ == "__main__":
    run(os.environ["_HANDLER"], os.environ["LAMBDA_TASK_ROOT"])
