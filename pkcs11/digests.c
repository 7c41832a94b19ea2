#include "mechanisms.h"
#include "library.h"

// CloudHSM's library hashes on the client's side too: no HSM is asked.

CK_RV C_DigestInit(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  if (rv == CKR_OK && !offered(mechanism, CKF_DIGEST)) rv = CKR_MECHANISM_INVALID;
  return leave(rv == CKR_OK ? softhsm->C_DigestInit(handle, mechanism) : rv);
}

CK_RV C_Digest(CK_SESSION_HANDLE handle, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR digest, CK_ULONG_PTR digest_length) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  return leave(rv == CKR_OK ? softhsm->C_Digest(handle, data, length, digest, digest_length) : rv);
}

CK_RV C_DigestUpdate(CK_SESSION_HANDLE handle, CK_BYTE_PTR data, CK_ULONG length) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  return leave(rv == CKR_OK ? softhsm->C_DigestUpdate(handle, data, length) : rv);
}

CK_RV C_DigestFinal(CK_SESSION_HANDLE handle, CK_BYTE_PTR digest, CK_ULONG_PTR length) {
  struct session *session;
  CK_RV rv = enter(handle, &session);
  return leave(rv == CKR_OK ? softhsm->C_DigestFinal(handle, digest, length) : rv);
}

CK_RV C_GenerateRandom(CK_SESSION_HANDLE handle, CK_BYTE_PTR to, CK_ULONG length) {
  struct session *session;
  CK_RV rv = enter_hsm(handle, &session);
  return leave(rv == CKR_OK ? softhsm->C_GenerateRandom(handle, to, length) : rv);
}
