# "Generating RSA Key Pairs" of the guide, as it works: as written.
import sys

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism

library, pin = sys.argv[1:]
token = pkcs11.lib(library).get_token()
with token.open(user_pin=pin, rw=True) as session:
    public_key, private_key = session.generate_keypair(
        KeyType.RSA,
        2048,
        public_template={Attribute.LABEL: "my-rsa-public"},
        private_template={Attribute.LABEL: "my-rsa-private", Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False},
        store=True,
    )
    signature = private_key.sign(b"data to sign", mechanism=Mechanism.SHA256_RSA_PKCS)
    print(f"Verified: {public_key.verify(b'data to sign', signature, mechanism=Mechanism.SHA256_RSA_PKCS)}")
    print(f"Other data: {public_key.verify(b'other data', signature, mechanism=Mechanism.SHA256_RSA_PKCS)}")
    try:
        private_key[Attribute.PRIVATE_EXPONENT]
    except pkcs11.exceptions.PKCS11Error as error:
        print(f"Private exponent: {type(error).__name__}")
