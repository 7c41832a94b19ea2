#ifndef OAEP_H
#define OAEP_H

#include "library.h"

// RSA-OAEP with SHA-2, which SoftHSM has not got: the padding of PKCS #1 (RFC 8017, section 7.1) on this side, and RSA itself there.

#define LARGEST_MODULUS 512

struct oaep {
  CK_MECHANISM_TYPE hash;
  const CK_BYTE *label;
  CK_ULONG label_length;
};

// CKR_MECHANISM_PARAM_INVALID where CloudHSM has not this hash with this mask.
CK_RV read_oaep(const CK_RSA_PKCS_OAEP_PARAMS *given, struct oaep *oaep);
// Bytes of an RSA key's modulus.
CK_RV modulus_size(CK_SESSION_HANDLE aside, CK_OBJECT_HANDLE key, CK_ULONG *size);
// The most that fits into a modulus of this size; 0 where nothing does.
CK_ULONG oaep_room(const struct oaep *oaep, CK_ULONG size);
// `to` is as long as the modulus.
CK_RV oaep_encrypt(CK_SESSION_HANDLE aside, const struct oaep *oaep, CK_OBJECT_HANDLE key, const CK_BYTE *data, CK_ULONG length,
                   CK_BYTE to[LARGEST_MODULUS]);
CK_RV oaep_decrypt(CK_SESSION_HANDLE aside, const struct oaep *oaep, CK_OBJECT_HANDLE key, const CK_BYTE *message, CK_ULONG length,
                   CK_BYTE to[LARGEST_MODULUS], CK_ULONG *to_length);

#endif
