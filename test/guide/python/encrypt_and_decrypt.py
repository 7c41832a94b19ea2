# "Encrypting and Decrypting Data" of the guide, as it works: the caller gives the IV of AES-CBC, a new one each time, and keeps it.
import sys

import pkcs11
from pkcs11 import KeyType, Mechanism, ObjectClass

library, pin = sys.argv[1:]
token = pkcs11.lib(library).get_token()
with token.open(user_pin=pin, rw=True) as session:
    key = session.get_key(object_class=ObjectClass.SECRET_KEY, key_type=KeyType.AES, label="my-encryption-key")
    iv = session.generate_random(128)
    ciphertext = key.encrypt(b"sensitive data that needs protection", mechanism=Mechanism.AES_CBC_PAD, mechanism_param=iv)
    decrypted = key.decrypt(ciphertext, mechanism=Mechanism.AES_CBC_PAD, mechanism_param=iv)
    print(f"Decrypted: {decrypted.decode()}")
