"""What a handler answers, as JSON."""

import decimal
import json
import os
import uuid

from .faults import Fault

# since python3.12 characters stand in the answer as they are
_escapes = os.environ.get("AWS_EXECUTION_ENV", "") in ("AWS_Lambda_python3.9", "AWS_Lambda_python3.10", "AWS_Lambda_python3.11")


def encoded(answer):
    """Decimals are numbers with all their digits, and bytes are the answer itself. Raises Fault."""
    if isinstance(answer, bytes):
        return answer.decode(errors="replace")
    numbers = {}

    def number(value):
        if not isinstance(value, decimal.Decimal):
            raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
        if value.is_nan():
            return float("nan")
        mark = str(uuid.uuid4())
        numbers[mark] = str(value)
        return mark

    try:
        text = json.dumps(answer, ensure_ascii=_escapes, default=number)
    except Exception as error:
        raise Fault("MarshalError", f"Unable to marshal response: {error}") from error
    for mark, digits in numbers.items():
        text = text.replace(f'"{mark}"', digits)
    return text
