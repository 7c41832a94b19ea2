"""What runs a function of Python: started by ../python-process.ts, with the variables of its first invocation."""

import os
import sys

# the function's modules are found where Lambda has them, and ours by nobody; processes that it has multiprocessing start come here, too
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
from local_lambda.environment import run  # noqa: E402

sys.path.remove(here)

if __name__ == "__main__":
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    sys.dont_write_bytecode = False
    run(os.environ["_HANDLER"], os.environ["LAMBDA_TASK_ROOT"])
