# "Generating Keys via PKCS#11" of the guide, as it works: the session is read-write, since CloudHSM has no other, and capabilities are
# flags of mechanisms (Attribute.ENCRYPT | Attribute.DECRYPT is another number, which makes a key that cannot decrypt).
import sys

import pkcs11
from pkcs11 import KeyType, MechanismFlag

library, pin = sys.argv[1:]
token = pkcs11.lib(library).get_token()
with token.open(user_pin=pin, rw=True) as session:
    key = session.generate_key(
        KeyType.AES,
        256,
        label="my-encryption-key",
        store=True,
        capabilities=MechanismFlag.ENCRYPT | MechanismFlag.DECRYPT,
    )
    print(f"Key generated: {key.label}")
